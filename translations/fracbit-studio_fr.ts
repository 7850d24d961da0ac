<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Exporter</name>
    <message>
        <source>Hugging Face: de-quantized</source>
        <translation>Hugging Face : déquantifié</translation>
    </message>
    <message>
        <source>De-quantized weights of 16 bits each, as any program reads them</source>
        <translation>Des poids déquantifiés de 16 bits chacun, que tout programme peut lire</translation>
    </message>
    <message>
        <source>Type of the weights</source>
        <translation>Type des poids</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 octets</translation>
    </message>
    <message>
        <source>tensor cores</source>
        <translation>cœurs tensoriels</translation>
    </message>
    <message>
        <source>CUDA cores</source>
        <translation>cœurs CUDA</translation>
    </message>
</context>
<context>
    <name>LayerFacts</name>
    <message>
        <source>≥ %1 bits</source>
        <translation>≥ %1 bits</translation>
    </message>
    <message>
        <source>≤ %1 bits</source>
        <translation>≤ %1 bits</translation>
    </message>
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
        <source>Error found / expected</source>
        <translation>Erreur constatée / attendue</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>In one kernel with</source>
        <translation>Dans un noyau avec</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Noyau</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, de %2 à %3</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of block %1</source>
        <translation>
            <numerusform>%n couche du bloc %1</numerusform>
            <numerusform>%n couches du bloc %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchemeBars</name>
    <message>
        <source>: %1 dB above the bound</source>
        <translation> : %1 dB au-dessus de la borne</translation>
    </message>
    <message>
        <source>, found on this layer: %1 dB</source>
        <translation>, trouvé sur cette couche : %1 dB</translation>
    </message>
    <message>
        <source>: no kernel that may be used</source>
        <translation> : aucun noyau autorisé</translation>
    </message>
    <message>
        <source>: %1 µs, %2</source>
        <translation> : %1 µs, %2</translation>
    </message>
    <message>
        <source>batch %1, a model of %2, not measured</source>
        <translation>lot de %1, un modèle de %2, non mesuré</translation>
    </message>
    <message>
        <source>batch %1, measured on %2</source>
        <translation>lot de %1, mesuré sur %2</translation>
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
        <source>Queries, keys and values of linear attention</source>
        <translation>Requêtes, clés et valeurs de l’attention linéaire</translation>
    </message>
    <message>
        <source>Gate projection of linear attention</source>
        <translation>Projection de porte de l’attention linéaire</translation>
    </message>
    <message>
        <source>Output projection of linear attention</source>
        <translation>Projection de sortie de l’attention linéaire</translation>
    </message>
    <message>
        <source>Gate of the token&apos;s numbers</source>
        <translation>Porte des nombres du jeton</translation>
    </message>
    <message>
        <source>Projection of the token&apos;s numbers</source>
        <translation>Projection des nombres du jeton</translation>
    </message>
    <message>
        <source>Norm before the experts</source>
        <translation>Normalisation avant les experts</translation>
    </message>
    <message>
        <source>Norm behind the experts</source>
        <translation>Normalisation après les experts</translation>
    </message>
    <message>
        <source>Norm behind the shared expert</source>
        <translation>Normalisation après l’expert partagé</translation>
    </message>
    <message>
        <source>Norm behind the token&apos;s numbers</source>
        <translation>Normalisation après les nombres du jeton</translation>
    </message>
    <message>
        <source>Scale of the router</source>
        <translation>Échelle du routeur</translation>
    </message>
    <message>
        <source>Numbers of the token for each block</source>
        <translation>Nombres du jeton pour chaque bloc</translation>
    </message>
    <message>
        <source>Projection of the embedding for each block</source>
        <translation>Projection du plongement pour chaque bloc</translation>
    </message>
    <message>
        <source>Norm of the token&apos;s numbers</source>
        <translation>Normalisation des nombres du jeton</translation>
    </message>
    <message>
        <source>Bias of the router</source>
        <translation>Biais du routeur</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>Convolution</translation>
    </message>
    <message>
        <source>Gate of the state</source>
        <translation>Porte de l’état</translation>
    </message>
    <message>
        <source>Decay of the state</source>
        <translation>Décroissance de l’état</translation>
    </message>
    <message>
        <source>Time bias of the state</source>
        <translation>Biais temporel de l’état</translation>
    </message>
    <message>
        <source>Norm of linear attention</source>
        <translation>Norme de l’attention linéaire</translation>
    </message>
    <message>
        <source>Scale of the block</source>
        <translation>Échelle du bloc</translation>
    </message>
    <message>
        <source>Down projection of the queries</source>
        <translation>Projection descendante des requêtes</translation>
    </message>
    <message>
        <source>Up projection of the queries</source>
        <translation>Projection montante des requêtes</translation>
    </message>
    <message>
        <source>Down projection of keys and values</source>
        <translation>Projection descendante des clés et valeurs</translation>
    </message>
    <message>
        <source>Up projection of keys and values</source>
        <translation>Projection montante des clés et valeurs</translation>
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
    <message>
        <source>Norm behind the attention</source>
        <translation>Normalisation après l’attention</translation>
    </message>
    <message>
        <source>Norm behind the MLP</source>
        <translation>Normalisation après le MLP</translation>
    </message>
    <message>
        <source>Attention sinks</source>
        <translation>Puits d’attention</translation>
    </message>
    <message>
        <source>Gate of the shared expert</source>
        <translation>Porte de l’expert partagé</translation>
    </message>
    <message>
        <source>Router of the experts</source>
        <translation>Routeur des experts</translation>
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
        <source>Square: trellis-coded · rounded: vector · circle: scalar · joined: one kernel · dot: pinned or banned</source>
        <translation>Carré : treillis · arrondi : vecteur · cercle : scalaire · joint : un noyau · point : fixé ou exclu</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latence</translation>
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
    <message>
        <source>Measure…</source>
        <translation>Mesurer…</translation>
    </message>
    <message>
        <source>The profile as it was opened</source>
        <translation>Le profil tel qu’ouvert</translation>
    </message>
    <message>
        <source>History of the edits</source>
        <translation>Historique des modifications</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Gardé</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Palette</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Scheme family</source>
        <translation>Famille de schéma</translation>
    </message>
    <message>
        <source>Select by name: mlp\.down, \.[0-3]\.</source>
        <translation>Choisir par nom : mlp\.down, \.[0-3]\.</translation>
    </message>
    <message>
        <source>A regular expression; Return selects the layers that it matches</source>
        <translation>Une expression régulière ; Entrée sélectionne les couches qui y correspondent</translation>
    </message>
    <message>
        <source>Select layers by a regular expression</source>
        <translation>Sélectionner des couches par expression régulière</translation>
    </message>
    <message>
        <source>Latency, µs</source>
        <translation>Latence, µs</translation>
    </message>
    <message>
        <source>No layer matches</source>
        <translation>Aucune couche ne correspond</translation>
    </message>
    <message>
        <source>Quantize the model aside and measure it</source>
        <translation>Quantifier le modèle à part et le mesurer</translation>
    </message>
    <message>
        <source>Open the model to measure this allocation</source>
        <translation>Ouvrez le modèle pour mesurer cette allocation</translation>
    </message>
    <message>
        <source>Open the model to see its weights</source>
        <translation>Ouvrez le modèle pour voir ses poids</translation>
    </message>
    <message>
        <source>Feed errors back into later columns</source>
        <translation>Reporter les erreurs sur les colonnes suivantes</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>Which rows the picture has; experts are one row until unfolded</source>
        <translation>Lignes de l’image ; les experts forment une seule ligne tant qu’ils ne sont pas dépliés</translation>
    </message>
    <message>
        <source>Chooses for a quantization that uses the activation moments beside the profile: the same sizes, less loss</source>
        <translation>Choisit pour une quantification qui utilise les moments d’activation à côté du profil : mêmes tailles, moins de perte</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocationSession</name>
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
    <message>
        <source>%1: at least %2 bits</source>
        <translation>%1 : au moins %2 bits</translation>
    </message>
    <message>
        <source>%1: at most %2 bits</source>
        <translation>%1 : au plus %2 bits</translation>
    </message>
    <message>
        <source>Change the palette</source>
        <translation>Changer la palette</translation>
    </message>
    <message>
        <source>Go back to “%1”</source>
        <translation>Revenir à « %1 »</translation>
    </message>
    <message>
        <source>Memory: at most %1</source>
        <translation>Mémoire : au plus %1</translation>
    </message>
    <message>
        <source>No memory budget</source>
        <translation>Pas de budget de mémoire</translation>
    </message>
    <message>
        <source>Latency: at most %1 ms</source>
        <translation>Latence : au plus %1 ms</translation>
    </message>
    <message>
        <source>No latency budget</source>
        <translation>Pas de budget de latence</translation>
    </message>
    <message>
        <source>Feed errors back</source>
        <translation>Reporter les erreurs</translation>
    </message>
    <message>
        <source>Do not feed errors back</source>
        <translation>Ne pas reporter les erreurs</translation>
    </message>
    <message>
        <source>Change the kernels</source>
        <translation>Changer les noyaux</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AuditTable</name>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>Attribué</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Stocké</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Octets</translation>
    </message>
    <message>
        <source>Expected error</source>
        <translation>Erreur attendue</translation>
    </message>
    <message>
        <source>Found error</source>
        <translation>Erreur constatée</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AuditView</name>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>Taille sur le disque</translation>
    </message>
    <message>
        <source>Size foretold</source>
        <translation>Taille annoncée</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>From an earlier run</source>
        <translation>D&apos;une exécution précédente</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n élément</numerusform>
            <numerusform>%n éléments</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers as they were written</source>
        <translation>Couches telles qu’écrites</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message numerus="yes">
        <source>Written as assigned: all %n layer(s) read back and compared</source>
        <translation>
            <numerusform>Écrit comme prévu : %n couche relue et comparée</numerusform>
            <numerusform>Écrit comme prévu : les %n couches relues et comparées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) in what was written</source>
        <translation>
            <numerusform>%n problème dans ce qui a été écrit</numerusform>
            <numerusform>%n problèmes dans ce qui a été écrit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::BlockGraph</name>
    <message>
        <source>The kernel calls of the block</source>
        <translation>Les appels de noyaux du bloc</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>rotation</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>attention</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>activation</translation>
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
    <message>
        <source>Unit of the %1 budget</source>
        <translation>Unité du budget %1</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> jetons</translation>
    </message>
    <message>
        <source>Context that has to fit, in tokens</source>
        <translation>Contexte qui doit tenir, en jetons</translation>
    </message>
    <message>
        <source>GiB in all, with</source>
        <translation>Gio en tout, avec</translation>
    </message>
    <message>
        <source>bits/weight</source>
        <translation>bits/poids</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>Mio</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>Gio</translation>
    </message>
    <message>
        <source>ms/token</source>
        <translation>ms/jeton</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>jetons/s</translation>
    </message>
    <message>
        <source>%1 · fits %2 GB</source>
        <translation>%1 · tient dans %2 Go</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ChatWindow</name>
    <message>
        <source>Original and quantized</source>
        <translation>Original et quantifié</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>Quantifié</translation>
    </message>
    <message>
        <source>Say something to both models</source>
        <translation>Dites quelque chose aux deux modèles</translation>
    </message>
    <message>
        <source>Words for both models</source>
        <translation>Texte pour les deux modèles</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> jetons</translation>
    </message>
    <message>
        <source>Length of an answer</source>
        <translation>Longueur d&apos;une réponse</translation>
    </message>
    <message>
        <source>temperature </source>
        <translation>température </translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Entrée</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 jetons/s</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ComparisonPanel</name>
    <message>
        <source>%1 → %2 (%3 %)</source>
        <translation>%1 → %2 (%3 %)</translation>
    </message>
    <message>
        <source>Predicted loss</source>
        <translation>Perte prédite</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits par poids</translation>
    </message>
    <message>
        <source>Layers that differ</source>
        <translation>Couches différentes</translation>
    </message>
    <message>
        <source>Milliseconds per token</source>
        <translation>Millisecondes par jeton</translation>
    </message>
    <message>
        <source>Keep an allocation with “Compare with this”, or compare with a snapshot: what differs is listed here and coloured in the picture.</source>
        <translation>Gardez une allocation avec « Comparer à ceci », ou comparez à un instantané : les différences sont listées ici et colorées dans l’image.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ComparisonTable</name>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>Était</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Est</translation>
    </message>
    <message>
        <source>Δ bits</source>
        <translation>Δ bits</translation>
    </message>
    <message>
        <source>Δ loss</source>
        <translation>Δ perte</translation>
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
    <name>fracbit::app::ExportForm</name>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n bit</numerusform>
            <numerusform>%n bits</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace a finished model in the folder</source>
        <translation>Remplacer un modèle terminé dans le dossier</translation>
    </message>
    <message>
        <source>Quantize</source>
        <translation>Quantifier</translation>
    </message>
    <message>
        <source>Folder to write</source>
        <translation>Dossier à écrire</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Plongements</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>Tête de sortie</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>Taille sur le disque</translation>
    </message>
    <message>
        <source>Folder for the quantized model</source>
        <translation>Dossier du modèle quantifié</translation>
    </message>
    <message>
        <source>Fracbit: packed bits</source>
        <translation>Fracbit : bits compactés</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Packed bits are small and fast here.</source>
        <translation>Les bits compactés sont petits et rapides ici.</translation>
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
    <message>
        <source>What was written is read back and compared with the plan; the report appears here.</source>
        <translation>Ce qui est écrit est relu et comparé au plan ; le rapport apparaît ici.</translation>
    </message>
    <message>
        <source>To write the quantized model here, open the original: a profile holds no weights.</source>
        <translation>Pour écrire ici le modèle quantifié, ouvrez l’original : un profil ne contient pas de poids.</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>Try it beside the original…</source>
        <translation>L’essayer à côté de l’original…</translation>
    </message>
    <message>
        <source>Quantized model</source>
        <translation>Modèle quantifié</translation>
    </message>
    <message>
        <source>A plan says which scheme each layer gets; “fracbit quantize” carries it out.</source>
        <translation>Un plan dit quel schéma reçoit chaque couche ; « fracbit quantize » l’exécute.</translation>
    </message>
    <message>
        <source>Another job is running; one runs at a time</source>
        <translation>Une autre tâche est en cours ; une seule à la fois</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>Enregistrer le tableau…</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Enregistrer l’image…</translation>
    </message>
    <message>
        <source>Plan, table, picture</source>
        <translation>Plan, tableau, image</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Enregistrer le tableau</translation>
    </message>
    <message>
        <source>Tables (*.csv *.json)</source>
        <translation>Tableaux (*.csv *.json)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Enregistrer l’image</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.pdf *.png)</source>
        <translation>Images (*.svg *.pdf *.png)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Enregistré sous %1.</translation>
    </message>
    <message>
        <source>being worked out</source>
        <translation>en cours de calcul</translation>
    </message>
    <message>
        <source>known once the model is quantized</source>
        <translation>connue une fois le modèle quantifié</translation>
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
    <message>
        <source>optimal</source>
        <translation>optimal</translation>
    </message>
    <message>
        <source>ideal quantizers</source>
        <translation>quantificateurs idéaux</translation>
    </message>
    <message>
        <source>one scheme for all</source>
        <translation>un schéma pour toutes</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>instantanés</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>comparé à</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>mesuré</translation>
    </message>
    <message>
        <source>present</source>
        <translation>actuel</translation>
    </message>
    <message>
        <source>loss increase</source>
        <translation>hausse de perte</translation>
    </message>
    <message>
        <source>%1 %2 tokens</source>
        <translation>%1 %2 jetons</translation>
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
    <name>fracbit::app::HistogramPlot</name>
    <message>
        <source>normal</source>
        <translation>normale</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>stocké</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>après rotation</translation>
    </message>
    <message>
        <source>Spread of the weights against the normal curve</source>
        <translation>Distribution des poids face à la courbe normale</translation>
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
    <name>fracbit::app::KeptPanel</name>
    <message>
        <source>Kept allocations</source>
        <translation>Allocations gardées</translation>
    </message>
    <message>
        <source>Snapshots keep an allocation under a name; measurements are allocations that were really quantized and compared.</source>
        <translation>Un instantané garde une allocation sous un nom ; les mesures sont des allocations réellement quantifiées et comparées.</translation>
    </message>
    <message>
        <source>Keep this…</source>
        <translation>Garder…</translation>
    </message>
    <message>
        <source>Go back to</source>
        <translation>Y revenir</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Try…</source>
        <translation>Essayer…</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Keep the present allocation under a name</source>
        <translation>Garder l’allocation actuelle sous un nom</translation>
    </message>
    <message>
        <source>Decide as the snapshot did; can be undone</source>
        <translation>Décider comme l’instantané ; peut être annulé</translation>
    </message>
    <message>
        <source>Talk to the measured model and the original side by side</source>
        <translation>Parler au modèle mesuré et à l’original côte à côte</translation>
    </message>
    <message>
        <source>Keep this allocation</source>
        <translation>Garder cette allocation</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
</context>
<context>
    <name>fracbit::app::KeptTable</name>
    <message>
        <source>A snapshot: nothing was measured</source>
        <translation>Un instantané : rien n’a été mesuré</translation>
    </message>
    <message>
        <source>KL %1 ± %2 nats, perplexity %3, the same most probable token in %4 % of %5 predictions; text: %6</source>
        <translation>KL %1 ± %2 nats, perplexité %3, même jeton le plus probable dans %4 % de %5 prédictions ; texte : %6</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Prédit</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Mesuré</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LatencyForm</name>
    <message>
        <source>More bits are never faster</source>
        <translation>Plus de bits n’est jamais plus rapide</translation>
    </message>
    <message>
        <source>Where times come from</source>
        <translation>Origine des temps</translation>
    </message>
    <message>
        <source>Table or profile with times</source>
        <translation>Tableau ou profil avec des temps</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>A table or a profile with times</source>
        <translation>Un tableau ou un profil avec des temps</translation>
    </message>
    <message>
        <source>Tables (*.json)</source>
        <translation>Tableaux (*.json)</translation>
    </message>
    <message>
        <source>Sequences decoded at a time</source>
        <translation>Séquences décodées à la fois</translation>
    </message>
    <message>
        <source>Replaces the times by the nearest ones that rise with the bits: an optimiser exploits noise</source>
        <translation>Remplace les temps par les plus proches qui croissent avec les bits : un optimiseur exploite le bruit</translation>
    </message>
    <message>
        <source>sequences at a time</source>
        <translation>séquences à la fois</translation>
    </message>
    <message>
        <source>Measured on this processor</source>
        <translation>Mesurés sur ce processeur</translation>
    </message>
    <message>
        <source>Measured on this GPU, %1</source>
        <translation>Mesurés sur ce GPU, %1</translation>
    </message>
    <message>
        <source>Model of %1</source>
        <translation>Modèle de %1</translation>
    </message>
    <message>
        <source>From a table or another profile…</source>
        <translation>D’un tableau ou d’un autre profil…</translation>
    </message>
    <message>
        <source>None: only sizes are decided on</source>
        <translation>Aucun : seules les tailles comptent</translation>
    </message>
    <message>
        <source>Every kernel is timed with cold weights, as in decoding. Minutes.</source>
        <translation>Chaque noyau est chronométré avec des poids froids, comme au décodage. Quelques minutes.</translation>
    </message>
    <message>
        <source>A model, not a measurement: %1. The profile says so.</source>
        <translation>Un modèle, pas une mesure : %1. Le profil le précise.</translation>
    </message>
    <message>
        <source>A table of the reference code, or a profile of layers with the same shapes.</source>
        <translation>Un tableau du code de référence, ou un profil de couches de mêmes formes.</translation>
    </message>
    <message>
        <source>Times that the profile holds already are kept.</source>
        <translation>Les temps que le profil contient déjà sont conservés.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LayerInspector</name>
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
    <message>
        <source>Weights, rows scaled to one</source>
        <translation>Poids, lignes normalisées à un</translation>
    </message>
    <message>
        <source>The block&apos;s kernel calls</source>
        <translation>Les appels de noyaux du bloc</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>au moins</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>au plus</translation>
    </message>
    <message>
        <source>Kind of the limit</source>
        <translation>Type de limite</translation>
    </message>
    <message>
        <source> bits</source>
        <translation> bits</translation>
    </message>
    <message>
        <source>Bits of the limit</source>
        <translation>Bits de la limite</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limiter</translation>
    </message>
    <message>
        <source>Bound the bits per weight of the selected layers</source>
        <translation>Borne les bits par poids des couches sélectionnées</translation>
    </message>
    <message>
        <source>Kurtosis %1 as stored, %2 rotated; a normal has 3</source>
        <translation>Kurtosis %1 stocké, %2 après rotation ; une loi normale a 3</translation>
    </message>
    <message>
        <source>Error of each scheme above the bound</source>
        <translation>Erreur de chaque schéma au-dessus de la borne</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Time of a call with each scheme</source>
        <translation>Temps d’un appel avec chaque schéma</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
    <message>
        <source>Time of a call of its own, µs, by bits</source>
        <translation>Temps d’un appel propre, µs, selon les bits</translation>
    </message>
    <message>
        <source>Error above the bound D(R), dB, by bits; dots: found on this layer&apos;s weights</source>
        <translation>Erreur au-dessus de la borne D(R), dB, selon les bits ; points : trouvée sur les poids de cette couche</translation>
    </message>
    <message>
        <source>This profile has no times: measure them on the page Profile, or take those of a device model or of a table there.</source>
        <translation>Ce profil n’a pas de temps : mesurez-les à la page Profil, ou prenez-y ceux d’un modèle d’appareil ou d’un tableau.</translation>
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
    <message>
        <source>Save elsewhere…</source>
        <translation>Enregistrer ailleurs…</translation>
    </message>
    <message>
        <source>The project: %1</source>
        <translation>Le projet : %1</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Ouvrir un projet</translation>
    </message>
    <message>
        <source>Projects (*.fracbit)</source>
        <translation>Projets (*.fracbit)</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>Enregistrer le projet sous</translation>
    </message>
    <message>
        <source>The project is not saved</source>
        <translation>Le projet n’est pas enregistré</translation>
    </message>
    <message>
        <source>Open pro&amp;ject…</source>
        <translation>Ouvrir un pro&amp;jet…</translation>
    </message>
    <message>
        <source>&amp;Save project as…</source>
        <translation>&amp;Enregistrer le projet sous…</translation>
    </message>
</context>
<context>
    <name>fracbit::app::MeasureDialog</name>
    <message>
        <source>Windows</source>
        <translation>Fenêtres</translation>
    </message>
    <message>
        <source>Tokens in each</source>
        <translation>Jetons dans chacune</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Mesurer</translation>
    </message>
    <message>
        <source>Measure this allocation</source>
        <translation>Mesurer cette allocation</translation>
    </message>
    <message>
        <source>Quantizes the model aside and reads a text with it and with the original. The measured divergence appears on the fronts.</source>
        <translation>Quantifie le modèle à part et lit un texte avec lui et avec l’original. La divergence mesurée apparaît sur les fronts.</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 bits</translation>
    </message>
    <message>
        <source>What the original itself writes</source>
        <translation>Ce que l’original écrit lui-même</translation>
    </message>
    <message>
        <source>A text of mine</source>
        <translation>Un texte à moi</translation>
    </message>
    <message>
        <source>windows of</source>
        <translation>fenêtres de</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>jetons</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Échantillon</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>Fichier texte</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>A text to measure on</source>
        <translation>Un texte pour mesurer</translation>
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
    <message>
        <source>Carried along</source>
        <translation>Emportés</translation>
    </message>
    <message>
        <source>Tensors beside the text model (%1): not computed with, and written again with every export</source>
        <translation>Tenseurs à côté du modèle de texte (%1) : hors du calcul, et réécrits à chaque export</translation>
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
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of these models: %1. The file was not changed.</source>
        <translation>Le studio lit les dossiers Hugging Face (config.json avec des fichiers safetensors ou PyTorch) et les fichiers GGUF de ces modèles : %1. Le fichier n’a pas été modifié.</translation>
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
    <name>fracbit::app::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>fracbit::app::PaletteEditor</name>
    <message>
        <source>Scheme</source>
        <translation>Schéma</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Allow all</source>
        <translation>Tout autoriser</translation>
    </message>
    <message>
        <source>Schemes that are not ticked are given to no layer, kernels that are not ticked run none. Pins and bans of single layers are made in the inspector.</source>
        <translation>Les schémas non cochés ne sont donnés à aucune couche, les noyaux non cochés n’en exécutent aucune. Les couches isolées se fixent et s’interdisent dans l’inspecteur.</translation>
    </message>
    <message>
        <source>Schemes and kernels that may be used</source>
        <translation>Schémas et noyaux autorisés</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>Noyaux</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ProfileForm</name>
    <message>
        <source>Sequences</source>
        <translation>Séquences</translation>
    </message>
    <message>
        <source>Tokens in each</source>
        <translation>Jetons dans chacune</translation>
    </message>
    <message>
        <source>Measure the profile</source>
        <translation>Mesurer le profil</translation>
    </message>
    <message>
        <source>Fisher information</source>
        <translation>Information de Fisher</translation>
    </message>
    <message>
        <source>Noise in one layer at a time</source>
        <translation>Bruit dans une couche à la fois</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>Estimateur</translation>
    </message>
    <message>
        <source>What the model itself writes</source>
        <translation>Ce que le modèle écrit lui-même</translation>
    </message>
    <message>
        <source>A text of mine</source>
        <translation>Un texte à moi</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>sequences of</source>
        <translation>séquences de</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>jetons</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Échantillon</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>Fichier texte</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>A text to measure on</source>
        <translation>Un texte pour mesurer</translation>
    </message>
    <message>
        <source>Profile to write</source>
        <translation>Profil à écrire</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Profils (*.json)</translation>
    </message>
    <message>
        <source>One pass forward and one backward, all layers at once: minutes. Works block by block, for models that do not fit into memory, too.</source>
        <translation>Une passe avant et une passe arrière, toutes les couches à la fois : quelques minutes. Procède bloc par bloc, même pour les modèles qui ne tiennent pas en mémoire.</translation>
    </message>
    <message>
        <source>Disturbs one layer after another and measures the divergence: the slow truth. Holds the whole model in memory.</source>
        <translation>Perturbe les couches l’une après l’autre et mesure la divergence : la vérité lente. Garde tout le modèle en mémoire.</translation>
    </message>
    <message>
        <source>%1 tokens. More of them make the sensitivities more certain.</source>
        <translation>%1 jetons. Plus il y en a, plus les sensibilités sont sûres.</translation>
    </message>
    <message>
        <source>Activation moments, for feedback of errors</source>
        <translation>Moments d’activation, pour le report des erreurs</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>Aussi</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Later quantizations lose less at the same size and speed: each column makes good what earlier ones did wrong. Takes a pass over more text, and %1 on disk.</source>
        <translation>Les quantifications ultérieures perdent moins à taille et vitesse égales : chaque colonne répare les erreurs des précédentes. Demande une passe sur plus de texte, et %1 sur le disque.</translation>
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
    <message>
        <source>Estimator</source>
        <translation>Estimateur</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>Mesuré sur</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Measure a new one…</source>
        <translation>En mesurer un nouveau…</translation>
    </message>
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there.</source>
        <translation>Un profil indique combien la perte d’un modèle souffre des erreurs de chacune de ses couches, et ce que chaque quantificateur y coûte.</translation>
    </message>
    <message>
        <source>Open a profile instead…</source>
        <translation>Ouvrir plutôt un profil…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Profile of %1</source>
        <translation>Profil de %1</translation>
    </message>
    <message>
        <source>Another job is running; one runs at a time</source>
        <translation>Une autre tâche est en cours ; une seule à la fois</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Temps</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ReadoutLine</name>
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
    <message>
        <source>Loss increase · perplexity × %1</source>
        <translation>Perte ajoutée · perplexité × %1</translation>
    </message>
    <message>
        <source>The next %1: %2, loss −%3 %</source>
        <translation>Les prochains %1 : %2, perte −%3 %</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>≈ %1 % · %2 %</source>
        <translation>≈ %1 % · %2 %</translation>
    </message>
    <message>
        <source>Next 1 % of memory · time saves</source>
        <translation>Le prochain 1 % de mémoire · temps épargne</translation>
    </message>
    <message>
        <source>Next 1 % of time saves</source>
        <translation>Le prochain 1 % de temps épargne</translation>
    </message>
</context>
<context>
    <name>fracbit::app::RowList</name>
    <message>
        <source>Shown</source>
        <translation>Affichées</translation>
    </message>
    <message>
        <source>As one row</source>
        <translation>En une ligne</translation>
    </message>
    <message>
        <source>Rows of the picture</source>
        <translation>Lignes de l’image</translation>
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
    <message>
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file; nothing is changed in it. Profiles and projects, too.</source>
        <translation>Un dossier Hugging Face (config.json et safetensors) ou un fichier GGUF ; rien n’y est modifié. Profils et projets aussi.</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Ouvrir un projet…</translation>
    </message>
    <message>
        <source>Open profile…</source>
        <translation>Ouvrir un profil…</translation>
    </message>
    <message>
        <source>Open the sample model</source>
        <translation>Ouvrir le modèle d’exemple</translation>
    </message>
</context>
<context>
    <name>fracbit::app::Studio</name>
    <message>
        <source>Fracbit Studio did not end properly last time. This is the project that was open, with everything that was saved.</source>
        <translation>Fracbit Studio ne s’est pas terminé correctement la dernière fois. Voici le projet qui était ouvert, avec tout ce qui a été enregistré.</translation>
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
        <source>other in the file than in the model</source>
        <translation>autre dans le fichier que dans le modèle</translation>
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
        <source>No profile is open</source>
        <translation>Aucun profil ouvert</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>Ouvrir un modèle…</translation>
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
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there. Open a model to measure one.</source>
        <translation>Un profil dit combien la perte d’un modèle souffre des erreurs de chacune de ses couches, et ce que chaque quantificateur y coûte. Ouvrez un modèle pour en mesurer un.</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet.</source>
        <translation>Les bits d’une couche découlent de sa sensibilité, qui fait partie du profil. « %1 » n’en a pas encore.</translation>
    </message>
    <message>
        <source>Measure a profile</source>
        <translation>Mesurer un profil</translation>
    </message>
</context>
<context>
    <name>fracbit::app::WorkView</name>
    <message>
        <source>Loading the model</source>
        <translation>Chargement du modèle</translation>
    </message>
    <message>
        <source>The model writes its own text</source>
        <translation>Le modèle écrit son propre texte</translation>
    </message>
    <message>
        <source>Measuring sensitivities</source>
        <translation>Mesure des sensibilités</translation>
    </message>
    <message>
        <source>Measuring layer by layer</source>
        <translation>Mesure couche par couche</translation>
    </message>
    <message>
        <source>Testing the quantizers on the model&apos;s weights</source>
        <translation>Essai des quantificateurs sur les poids du modèle</translation>
    </message>
    <message>
        <source>Quantizing</source>
        <translation>Quantification</translation>
    </message>
    <message>
        <source>Comparing what was stored with the plan</source>
        <translation>Comparaison du contenu stocké avec le plan</translation>
    </message>
    <message>
        <source>Reading the text with both models</source>
        <translation>Lecture du texte avec les deux modèles</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>encore %1 s environ</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>encore %1 min environ</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>encore %1 h environ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>What was finished is kept; starting again goes on from there.</source>
        <translation>Ce qui était terminé est gardé ; un nouveau départ reprend là.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message>
        <source>Measuring activation moments</source>
        <translation>Mesure des moments d’activation</translation>
    </message>
    <message>
        <source>Working out what feedback gains</source>
        <translation>Calcul du gain du report</translation>
    </message>
    <message>
        <source>Writing the weights for other programs</source>
        <translation>Écriture des poids pour d’autres programmes</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
</context>
</TS>
