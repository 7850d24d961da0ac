<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 octets</translation>
    </message>
</context>
<context>
    <name>TensorText</name>
    <message>
        <source>Query projection</source>
        <translation>Projection des requêtes</translation>
    </message>
    <message>
        <source>Key projection</source>
        <translation>Projection des clés</translation>
    </message>
    <message>
        <source>Value projection</source>
        <translation>Projection des valeurs</translation>
    </message>
    <message>
        <source>Output projection of the attention</source>
        <translation>Projection de sortie de l’attention</translation>
    </message>
    <message>
        <source>Gate projection of the MLP</source>
        <translation>Projection « gate » du MLP</translation>
    </message>
    <message>
        <source>Up projection of the MLP</source>
        <translation>Projection « up » du MLP</translation>
    </message>
    <message>
        <source>Down projection of the MLP</source>
        <translation>Projection « down » du MLP</translation>
    </message>
    <message>
        <source>Token embedding</source>
        <translation>Plongement des jetons</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>Tête de sortie</translation>
    </message>
    <message>
        <source>Final norm</source>
        <translation>Normalisation finale</translation>
    </message>
    <message>
        <source>Norm before the attention</source>
        <translation>Normalisation avant l’attention</translation>
    </message>
    <message>
        <source>Norm before the MLP</source>
        <translation>Normalisation avant le MLP</translation>
    </message>
    <message>
        <source>Norm of the queries</source>
        <translation>Normalisation des requêtes</translation>
    </message>
    <message>
        <source>Norm of the keys</source>
        <translation>Normalisation des clés</translation>
    </message>
    <message>
        <source>Bias: %1</source>
        <translation>Biais : %1</translation>
    </message>
    <message>
        <source>no other layer</source>
        <translation>aucune autre couche</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocatePage</name>
    <message>
        <source>What the colours show</source>
        <translation>Ce que montrent les couleurs</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits par poids</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Sensibilité</translation>
    </message>
    <message>
        <source>Share of the loss, %</source>
        <translation>Part de la perte, %</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Keeps the present allocation and shows how others differ from it</source>
        <translation>Conserve la répartition actuelle et montre en quoi les autres en diffèrent</translation>
    </message>
    <message>
        <source>Colours show</source>
        <translation>Les couleurs montrent</translation>
    </message>
    <message>
        <source>Square: trellis-coded · rounded: vector · circle: scalar · joined: one kernel · dot: pinned or banned</source>
        <translation>Carré : treillis · arrondi : vecteur · cercle : scalaire · joint : un noyau · point : fixé ou exclu</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source> bits/weight</source>
        <translation> bits/poids</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latence</translation>
    </message>
    <message>
        <source> ms/token</source>
        <translation> ms/jeton</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 jetons/s</translation>
    </message>
    <message>
        <source>Fuse kernels of layers that read the same input</source>
        <translation>Fusionner les noyaux des couches qui lisent la même entrée</translation>
    </message>
    <message>
        <source>Opening the profile…</source>
        <translation>Ouverture du profil…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>This is not a profile that can be used</source>
        <translation>Ce profil n’est pas utilisable</translation>
    </message>
    <message>
        <source>Profiles are JSON files that “fracbit profile” and “fracbit import-profile” write. The file was not changed.</source>
        <translation>Les profils sont des fichiers JSON écrits par « fracbit profile » et « fracbit import-profile ». Le fichier n’a pas été modifié.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Open another profile…</source>
        <translation>Ouvrir un autre profil…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n couche</numerusform>
            <numerusform>%n couches</numerusform>
        </translation>
    </message>
    <message>
        <source>Difference in bits</source>
        <translation>Différence en bits</translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation>Terminer la comparaison</translation>
    </message>
    <message>
        <source>Compare with this</source>
        <translation>Comparer avec ceci</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocationSession</name>
    <message>
        <source>Memory budget</source>
        <translation>Budget de mémoire</translation>
    </message>
    <message>
        <source>Latency budget</source>
        <translation>Budget de latence</translation>
    </message>
    <message>
        <source>Allow fusion</source>
        <translation>Autoriser la fusion</translation>
    </message>
    <message>
        <source>Forbid fusion</source>
        <translation>Interdire la fusion</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n couche</numerusform>
            <numerusform>%n couches</numerusform>
        </translation>
    </message>
    <message>
        <source>Pin %1 to %2</source>
        <translation>Fixer %1 sur %2</translation>
    </message>
    <message>
        <source>Ban %2 from %1</source>
        <translation>Exclure %2 de %1</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>Libérer %1</translation>
    </message>
</context>
<context>
    <name>fracbit::app::BudgetControl</name>
    <message>
        <source>%1 budget</source>
        <translation>Budget : %1</translation>
    </message>
    <message>
        <source>%1 budget, exact</source>
        <translation>Budget, valeur exacte : %1</translation>
    </message>
</context>
<context>
    <name>fracbit::app::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>Déposez pour ouvrir</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ExportPage</name>
    <message>
        <source>Linear layers</source>
        <translation>Couches linéaires</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits par poids</translation>
    </message>
    <message>
        <source>Size of the linear layers</source>
        <translation>Taille des couches linéaires</translation>
    </message>
    <message>
        <source>Predicted loss increase</source>
        <translation>Hausse de perte prévue</translation>
    </message>
    <message>
        <source>With embeddings and norms</source>
        <translation>Avec plongements et normalisations</translation>
    </message>
    <message>
        <source>Save plan…</source>
        <translation>Enregistrer le plan…</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>The command that quantizes the model by the saved plan</source>
        <translation>La commande qui quantifie le modèle d’après le plan enregistré</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>A plan says which scheme each layer gets. “fracbit quantize” writes the model by it.</source>
        <translation>Un plan indique le schéma de chaque couche. « fracbit quantize » écrit le modèle d’après lui.</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Enregistrer le plan</translation>
    </message>
    <message>
        <source>Plans (*.json)</source>
        <translation>Plans (*.json)</translation>
    </message>
    <message>
        <source>Saved as %1. This quantizes the model by it:
%2</source>
        <translation>Enregistré sous %1. Cette commande quantifie le modèle d’après lui :
%2</translation>
    </message>
</context>
<context>
    <name>fracbit::app::FrontPlot</name>
    <message>
        <source>bits per weight</source>
        <translation>bits par poids</translation>
    </message>
    <message>
        <source>milliseconds per token</source>
        <translation>millisecondes par jeton</translation>
    </message>
    <message>
        <source>predicted loss increase</source>
        <translation>hausse de perte prévue</translation>
    </message>
    <message>
        <source>Front of loss and memory</source>
        <translation>Front perte–mémoire</translation>
    </message>
    <message>
        <source>Front of loss and latency</source>
        <translation>Front perte–latence</translation>
    </message>
    <message>
        <source>Click or drag to choose a budget</source>
        <translation>Cliquez ou glissez pour choisir un budget</translation>
    </message>
</context>
<context>
    <name>fracbit::app::HeatmapView</name>
    <message>
        <source>Allocation: bits of each layer</source>
        <translation>Répartition : bits de chaque couche</translation>
    </message>
</context>
<context>
    <name>fracbit::app::JobLane</name>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>La mémoire ne suffit pas pour cette opération.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LayerInspector</name>
    <message>
        <source>Scheme</source>
        <translation>Schéma</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits par poids</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Sensibilité</translation>
    </message>
    <message>
        <source>Share of the loss</source>
        <translation>Part de la perte</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>In one kernel with</source>
        <translation>Dans un noyau avec</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Noyau</translation>
    </message>
    <message>
        <source>Schemes of the layer</source>
        <translation>Schémas de la couche</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fixer</translation>
    </message>
    <message>
        <source>Give the selected layers this scheme, whatever the budget</source>
        <translation>Donner ce schéma aux couches choisies, quel que soit le budget</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>Exclure</translation>
    </message>
    <message>
        <source>Never give the selected layers this scheme</source>
        <translation>Ne jamais donner ce schéma aux couches choisies</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Libérer</translation>
    </message>
    <message>
        <source>Drop the pins and bans of the selected layers</source>
        <translation>Lever les fixations et exclusions des couches choisies</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Aucune sélection</translation>
    </message>
    <message>
        <source>Choose a cell of the picture, a row, a column, or draw a frame.</source>
        <translation>Choisissez une case de l’image, une ligne, une colonne, ou tracez un cadre.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more layer(s); pins and bans concern all</source>
        <translation>
            <numerusform>et %n autre couche ; fixations et exclusions les concernent toutes</numerusform>
            <numerusform>et %n autres couches ; fixations et exclusions les concernent toutes</numerusform>
        </translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Bloc %1</translation>
    </message>
</context>
<context>
    <name>fracbit::app::MainWindow</name>
    <message>
        <source>Open a model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors *.bin config.json)</source>
        <translation>Modèles (*.gguf *.safetensors *.bin config.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>Ouvrir le dossier d’un modèle</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>Ouvrir un &amp;fichier…</translation>
    </message>
    <message>
        <source>Open f&amp;older…</source>
        <translation>Ouvrir un &amp;dossier…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Fichiers &amp;récents</translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation>F&amp;ermer le modèle</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>É&amp;dition</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>&amp;Copier les lignes</translation>
    </message>
    <message>
        <source>&amp;Filter tensors</source>
        <translation>&amp;Filtrer les tenseurs</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thème</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Comme le &amp;système</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>&amp;About Fracbit Studio</source>
        <translation>À &amp;propos de Fracbit Studio</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>&amp;Effacer la liste</translation>
    </message>
    <message>
        <source>About Fracbit Studio</source>
        <translation>À propos de Fracbit Studio</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;Fits a large language model into a memory and latency budget by giving each layer a fractional number of bits.&lt;/p&gt;&lt;p&gt;Free software under the MIT licence.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;Ajuste un grand modèle de langue à un budget de mémoire et de latence en donnant à chaque couche un nombre fractionnaire de bits.&lt;/p&gt;&lt;p&gt;Logiciel libre sous licence MIT.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Open a profile</source>
        <translation>Ouvrir un profil</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Profils (*.json)</translation>
    </message>
    <message>
        <source>Open &amp;profile…</source>
        <translation>Ouvrir un &amp;profil…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>&amp;Colours for all kinds of colour vision</source>
        <translation>Co&amp;uleurs pour toutes les visions des couleurs</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelHeader</name>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n bloc</numerusform>
            <numerusform>%n blocs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n linear layer(s)</source>
        <translation>
            <numerusform>%n couche linéaire</numerusform>
            <numerusform>%n couches linéaires</numerusform>
        </translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits par poids</translation>
    </message>
    <message>
        <source>Mean over all tensors as they are stored</source>
        <translation>Moyenne sur tous les tenseurs tels qu’ils sont stockés</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>Longest context in tokens</source>
        <translation>Contexte maximal en jetons</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelPage</name>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>Ouvrir un autre fichier…</translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation>Ouvrir un autre dossier…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>This could not be opened</source>
        <translation>Ouverture impossible</translation>
    </message>
    <message>
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of Llama, Mistral, Qwen2 and Qwen3 models. The file was not changed.</source>
        <translation>Le studio lit les dossiers Hugging Face (config.json avec des fichiers safetensors ou PyTorch) et les fichiers GGUF des modèles Llama, Mistral, Qwen2 et Qwen3. Le fichier n’a pas été modifié.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::NavigationBar</name>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Allocate</source>
        <translation>Répartir</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ProfilePage</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 à %2</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Linear layers</source>
        <translation>Couches linéaires</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blocs</translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation>Poids linéaires</translation>
    </message>
    <message>
        <source>Quantization schemes</source>
        <translation>Schémas de quantification</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits par poids</translation>
    </message>
    <message>
        <source>Least size</source>
        <translation>Taille minimale</translation>
    </message>
    <message>
        <source>Latencies</source>
        <translation>Latences</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>non mesurées</translation>
    </message>
    <message>
        <source>KV cache per token</source>
        <translation>Cache KV par jeton</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>Aller à la répartition</translation>
    </message>
    <message>
        <source>Open another profile…</source>
        <translation>Ouvrir un autre profil…</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ReadoutLine</name>
    <message>
        <source>Predicted loss increase</source>
        <translation>Hausse de perte prévue</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits par poids</translation>
    </message>
    <message>
        <source>Linear layers</source>
        <translation>Couches linéaires</translation>
    </message>
    <message>
        <source>Predicted speed</source>
        <translation>Vitesse prévue</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>optimal</source>
        <translation>optimal</translation>
    </message>
    <message>
        <source>≈ %1 tok/s</source>
        <translation>≈ %1 jetons/s</translation>
    </message>
    <message>
        <source>gap %1 %</source>
        <translation>écart %1 %</translation>
    </message>
    <message>
        <source>≈ %1 %</source>
        <translation>≈ %1 %</translation>
    </message>
    <message>
        <source>Next 1 % of memory saves</source>
        <translation>Le prochain 1 % de mémoire épargne</translation>
    </message>
</context>
<context>
    <name>fracbit::app::SchemeTable</name>
    <message>
        <source>Decibels above the least error that any quantizer of that rate can have</source>
        <translation>Décibels au-dessus de l’erreur minimale possible à ce débit</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schéma</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Perte</translation>
    </message>
    <message>
        <source>Gap, dB</source>
        <translation>Écart, dB</translation>
    </message>
</context>
<context>
    <name>fracbit::app::StartView</name>
    <message>
        <source>Drop a model here</source>
        <translation>Déposez un modèle ici</translation>
    </message>
    <message>
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file. Nothing is changed in it.</source>
        <translation>Un dossier Hugging Face (config.json et safetensors) ou un fichier GGUF. Rien n’y est modifié.</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Ouvrir un fichier…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ouvrir un dossier…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Récents</translation>
    </message>
    <message>
        <source>Recently opened</source>
        <translation>Ouverts récemment</translation>
    </message>
    <message>
        <source>%1  —  %2</source>
        <comment>file name, folder</comment>
        <translation>%1  —  %2</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorBrowser</name>
    <message>
        <source>Filter by name, block or type, e.g. “mlp.down” or “Q8_0”</source>
        <translation>Filtrer par nom, bloc ou type, p. ex. « mlp.down » ou « Q8_0 »</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>Tout développer</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Tout réduire</translation>
    </message>
    <message>
        <source>Tensors of the model</source>
        <translation>Tenseurs du modèle</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Copier les lignes</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n tenseur</numerusform>
            <numerusform>%n tenseurs</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Aucun résultat</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorDetails</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy these facts as text</source>
        <translation>Copier ces informations sous forme de texte</translation>
    </message>
    <message>
        <source>Details of the selection</source>
        <translation>Détails de la sélection</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forme</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation>Exactement</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits par poids</translation>
    </message>
    <message>
        <source>Shares its input with</source>
        <translation>Partage son entrée avec</translation>
    </message>
    <message>
        <source>Row order</source>
        <translation>Ordre des lignes</translation>
    </message>
    <message>
        <source>interleaved for rope, as llama.cpp stores it</source>
        <translation>entrelacé pour RoPE, comme le stocke llama.cpp</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>Stocké sous</translation>
    </message>
    <message>
        <source>In file</source>
        <translation>Dans le fichier</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tenseurs</translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation>Poids linéaires</translation>
    </message>
    <message>
        <source>Share of the model</source>
        <translation>Part du modèle</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Outside the blocks</source>
        <translation>Hors des blocs</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Bloc %1</translation>
    </message>
    <message>
        <source>Embeddings, final norm and output head; kept in 16 bits when the model is quantized</source>
        <translation>Plongements, normalisation finale et tête de sortie ; conservés sur 16 bits lors de la quantification</translation>
    </message>
    <message>
        <source>One transformer block</source>
        <translation>Un bloc de transformeur</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Aucune sélection</translation>
    </message>
    <message>
        <source>Choose a tensor or a block to see its details.</source>
        <translation>Choisissez un tenseur ou un bloc pour voir ses détails.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorTree</name>
    <message>
        <source>Outside the blocks</source>
        <translation>Hors des blocs</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Bloc %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n tenseur</numerusform>
            <numerusform>%n tenseurs</numerusform>
        </translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tenseur</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forme</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits par poids</translation>
    </message>
</context>
<context>
    <name>fracbit::app::WaitingPage</name>
    <message>
        <source>Copy command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>“%1” has no profile yet</source>
        <translation>« %1 » n’a pas encore de profil</translation>
    </message>
    <message>
        <source>Allocation needs a profile</source>
        <translation>La répartition a besoin d’un profil</translation>
    </message>
    <message>
        <source>Export needs an allocation</source>
        <translation>L’export a besoin d’une répartition</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>Aller à la répartition</translation>
    </message>
    <message>
        <source>Open profile…</source>
        <translation>Ouvrir un profil…</translation>
    </message>
    <message>
        <source>Profiles are measured on the command line. This writes one for the open model; open it here afterwards:</source>
        <translation>Les profils se mesurent en ligne de commande. Cette commande en écrit un pour le modèle ouvert ; ouvrez-le ensuite ici :</translation>
    </message>
    <message>
        <source>No profile is open</source>
        <translation>Aucun profil ouvert</translation>
    </message>
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there.</source>
        <translation>Un profil indique combien la perte d’un modèle souffre des erreurs de chacune de ses couches, et ce que chaque quantificateur y coûte.</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet; this measures one:</source>
        <translation>Les bits d’une couche découlent de sa sensibilité, qui fait partie du profil. « %1 » n’en a pas encore ; cette commande en mesure un :</translation>
    </message>
    <message>
        <source>Allocation decides how many bits each layer gets, within a budget of memory or latency. A profile is enough for it; the model itself is not needed.</source>
        <translation>La répartition décide du nombre de bits de chaque couche, dans un budget de mémoire ou de latence. Un profil suffit ; le modèle lui-même n’est pas nécessaire.</translation>
    </message>
    <message>
        <source>Nothing has been decided yet about the bits of the layers. That takes a profile.</source>
        <translation>Rien n’est encore décidé sur les bits des couches. Il faut un profil.</translation>
    </message>
    <message>
        <source>No allocation satisfies the present budgets and pins.</source>
        <translation>Aucune répartition ne satisfait les budgets et fixations actuels.</translation>
    </message>
</context>
</TS>
