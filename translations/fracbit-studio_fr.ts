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
    <name>fracbit::app::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>Déposez pour ouvrir</translation>
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
        <source>No model is open</source>
        <translation>Aucun modèle ouvert</translation>
    </message>
    <message>
        <source>A profile measures how much the loss of a model suffers from errors in each of its layers. It needs a model.</source>
        <translation>Un profil mesure combien la perte d’un modèle souffre des erreurs de chacune de ses couches. Il faut un modèle.</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Ouvrir un fichier…</translation>
    </message>
    <message>
        <source>“%1” has no profile yet</source>
        <translation>« %1 » n’a pas encore de profil</translation>
    </message>
    <message>
        <source>Profiles are measured on the command line. This writes one for the open model:</source>
        <translation>Les profils se mesurent en ligne de commande. Cette commande en écrit un pour le modèle ouvert :</translation>
    </message>
    <message>
        <source>Allocation decides how many bits each layer gets. It needs a model and its profile.</source>
        <translation>La répartition décide du nombre de bits de chaque couche. Il faut un modèle et son profil.</translation>
    </message>
    <message>
        <source>Allocation needs a profile</source>
        <translation>La répartition a besoin d’un profil</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet.</source>
        <translation>Les bits d’une couche découlent de sa sensibilité, qui fait partie du profil. « %1 » n’en a pas encore.</translation>
    </message>
    <message>
        <source>Go to Profile</source>
        <translation>Aller au profil</translation>
    </message>
    <message>
        <source>Export writes a quantized copy of a model. It needs a model and an allocation of bits to its layers.</source>
        <translation>L’export écrit une copie quantifiée d’un modèle. Il faut un modèle et une répartition de bits entre ses couches.</translation>
    </message>
    <message>
        <source>Export needs an allocation</source>
        <translation>L’export a besoin d’une répartition</translation>
    </message>
    <message>
        <source>Nothing has been decided yet about the bits of the layers of “%1”.</source>
        <translation>Rien n’est encore décidé sur les bits des couches de « %1 ».</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>Aller à la répartition</translation>
    </message>
</context>
</TS>
