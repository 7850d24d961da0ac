<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
</context>
<context>
    <name>TensorText</name>
    <message>
        <source>Query projection</source>
        <translation>Query-Projektion</translation>
    </message>
    <message>
        <source>Key projection</source>
        <translation>Key-Projektion</translation>
    </message>
    <message>
        <source>Value projection</source>
        <translation>Value-Projektion</translation>
    </message>
    <message>
        <source>Output projection of the attention</source>
        <translation>Ausgabeprojektion der Attention</translation>
    </message>
    <message>
        <source>Gate projection of the MLP</source>
        <translation>Gate-Projektion des MLP</translation>
    </message>
    <message>
        <source>Up projection of the MLP</source>
        <translation>Up-Projektion des MLP</translation>
    </message>
    <message>
        <source>Down projection of the MLP</source>
        <translation>Down-Projektion des MLP</translation>
    </message>
    <message>
        <source>Token embedding</source>
        <translation>Token-Einbettung</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>Ausgabekopf</translation>
    </message>
    <message>
        <source>Final norm</source>
        <translation>Letzte Normierung</translation>
    </message>
    <message>
        <source>Norm before the attention</source>
        <translation>Normierung vor der Attention</translation>
    </message>
    <message>
        <source>Norm before the MLP</source>
        <translation>Normierung vor dem MLP</translation>
    </message>
    <message>
        <source>Norm of the queries</source>
        <translation>Normierung der Queries</translation>
    </message>
    <message>
        <source>Norm of the keys</source>
        <translation>Normierung der Keys</translation>
    </message>
    <message>
        <source>Bias: %1</source>
        <translation>Bias: %1</translation>
    </message>
    <message>
        <source>no other layer</source>
        <translation>keiner anderen Schicht</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocatePage</name>
    <message>
        <source>What the colours show</source>
        <translation>Was die Farben zeigen</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source>Share of the loss, %</source>
        <translation>Anteil am Verlust, %</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Keeps the present allocation and shows how others differ from it</source>
        <translation>Merkt sich die jetzige Zuteilung und zeigt, worin andere von ihr abweichen</translation>
    </message>
    <message>
        <source>Colours show</source>
        <translation>Farben zeigen</translation>
    </message>
    <message>
        <source>Square: trellis-coded · rounded: vector · circle: scalar · joined: one kernel · dot: pinned or banned</source>
        <translation>Quadrat: Trellis · abgerundet: Vektor · Kreis: skalar · verbunden: ein Kernel · Punkt: festgelegt oder verboten</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source> bits/weight</source>
        <translation> Bit/Gewicht</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source> ms/token</source>
        <translation> ms/Token</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>Fuse kernels of layers that read the same input</source>
        <translation>Kernel von Schichten mit gleicher Eingabe verschmelzen</translation>
    </message>
    <message>
        <source>Opening the profile…</source>
        <translation>Profil wird geöffnet…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>This is not a profile that can be used</source>
        <translation>Dieses Profil ist nicht verwendbar</translation>
    </message>
    <message>
        <source>Profiles are JSON files that “fracbit profile” and “fracbit import-profile” write. The file was not changed.</source>
        <translation>Profile sind JSON-Dateien, die „fracbit profile“ und „fracbit import-profile“ schreiben. Die Datei wurde nicht verändert.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Open another profile…</source>
        <translation>Anderes Profil öffnen…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n Schicht</numerusform>
            <numerusform>%n Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Difference in bits</source>
        <translation>Unterschied in Bits</translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation>Vergleich beenden</translation>
    </message>
    <message>
        <source>Compare with this</source>
        <translation>Hiermit vergleichen</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocationSession</name>
    <message>
        <source>Memory budget</source>
        <translation>Speicherbudget</translation>
    </message>
    <message>
        <source>Latency budget</source>
        <translation>Latenzbudget</translation>
    </message>
    <message>
        <source>Allow fusion</source>
        <translation>Verschmelzung erlauben</translation>
    </message>
    <message>
        <source>Forbid fusion</source>
        <translation>Verschmelzung verbieten</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n Schicht</numerusform>
            <numerusform>%n Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Pin %1 to %2</source>
        <translation>%1 festlegen auf %2</translation>
    </message>
    <message>
        <source>Ban %2 from %1</source>
        <translation>%2 verbieten für %1</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>%1 freigeben</translation>
    </message>
</context>
<context>
    <name>fracbit::app::BudgetControl</name>
    <message>
        <source>%1 budget</source>
        <translation>%1: Budget</translation>
    </message>
    <message>
        <source>%1 budget, exact</source>
        <translation>%1: Budget, genau</translation>
    </message>
</context>
<context>
    <name>fracbit::app::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>Zum Öffnen loslassen</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ExportPage</name>
    <message>
        <source>Linear layers</source>
        <translation>Lineare Schichten</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
    <message>
        <source>Size of the linear layers</source>
        <translation>Größe der linearen Schichten</translation>
    </message>
    <message>
        <source>Predicted loss increase</source>
        <translation>Vorhergesagter Verlustzuwachs</translation>
    </message>
    <message>
        <source>With embeddings and norms</source>
        <translation>Mit Einbettungen und Normierungen</translation>
    </message>
    <message>
        <source>Save plan…</source>
        <translation>Plan speichern…</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>The command that quantizes the model by the saved plan</source>
        <translation>Der Befehl, der das Modell nach dem gespeicherten Plan quantisiert</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>A plan says which scheme each layer gets. “fracbit quantize” writes the model by it.</source>
        <translation>Ein Plan legt fest, welches Schema jede Schicht erhält. „fracbit quantize“ schreibt das Modell danach.</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Plans (*.json)</source>
        <translation>Pläne (*.json)</translation>
    </message>
    <message>
        <source>Saved as %1. This quantizes the model by it:
%2</source>
        <translation>Gespeichert als %1. So wird das Modell danach quantisiert:
%2</translation>
    </message>
</context>
<context>
    <name>fracbit::app::FrontPlot</name>
    <message>
        <source>bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
    <message>
        <source>milliseconds per token</source>
        <translation>Millisekunden pro Token</translation>
    </message>
    <message>
        <source>predicted loss increase</source>
        <translation>vorhergesagter Verlustzuwachs</translation>
    </message>
    <message>
        <source>Front of loss and memory</source>
        <translation>Front aus Verlust und Speicher</translation>
    </message>
    <message>
        <source>Front of loss and latency</source>
        <translation>Front aus Verlust und Latenz</translation>
    </message>
    <message>
        <source>Click or drag to choose a budget</source>
        <translation>Klicken oder ziehen, um ein Budget zu wählen</translation>
    </message>
</context>
<context>
    <name>fracbit::app::HeatmapView</name>
    <message>
        <source>Allocation: bits of each layer</source>
        <translation>Zuteilung: Bits jeder Schicht</translation>
    </message>
</context>
<context>
    <name>fracbit::app::JobLane</name>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>Der Arbeitsspeicher reicht dafür nicht aus.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LayerInspector</name>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source>Share of the loss</source>
        <translation>Anteil am Verlust</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>In one kernel with</source>
        <translation>In einem Kernel mit</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>Schemes of the layer</source>
        <translation>Schemata der Schicht</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Festlegen</translation>
    </message>
    <message>
        <source>Give the selected layers this scheme, whatever the budget</source>
        <translation>Den gewählten Schichten dieses Schema geben, gleich welches Budget gilt</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>Verbieten</translation>
    </message>
    <message>
        <source>Never give the selected layers this scheme</source>
        <translation>Den gewählten Schichten dieses Schema nie geben</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Drop the pins and bans of the selected layers</source>
        <translation>Festlegungen und Verbote der gewählten Schichten aufheben</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Choose a cell of the picture, a row, a column, or draw a frame.</source>
        <translation>Wählen Sie ein Feld des Bildes, eine Zeile oder Spalte, oder ziehen Sie einen Rahmen.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more layer(s); pins and bans concern all</source>
        <translation>
            <numerusform>und %n weitere Schicht; Festlegungen und Verbote gelten für alle</numerusform>
            <numerusform>und %n weitere Schichten; Festlegungen und Verbote gelten für alle</numerusform>
        </translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Block %1</translation>
    </message>
</context>
<context>
    <name>fracbit::app::MainWindow</name>
    <message>
        <source>Open a model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors *.bin config.json)</source>
        <translation>Modelle (*.gguf *.safetensors *.bin config.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>Ordner eines Modells öffnen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>Datei ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open f&amp;older…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation>Modell &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Filter tensors</source>
        <translation>Tensoren &amp;filtern</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Design</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Fracbit Studio</source>
        <translation>&amp;Über Fracbit Studio</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>About Fracbit Studio</source>
        <translation>Über Fracbit Studio</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;Fits a large language model into a memory and latency budget by giving each layer a fractional number of bits.&lt;/p&gt;&lt;p&gt;Free software under the MIT licence.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;Passt ein großes Sprachmodell in ein Speicher- und Latenzbudget ein, indem jede Schicht eine gebrochene Anzahl von Bits erhält.&lt;/p&gt;&lt;p&gt;Freie Software unter der MIT-Lizenz.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Open a profile</source>
        <translation>Profil öffnen</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Profile (*.json)</translation>
    </message>
    <message>
        <source>Open &amp;profile…</source>
        <translation>&amp;Profil öffnen…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;herstellen</translation>
    </message>
    <message>
        <source>&amp;Colours for all kinds of colour vision</source>
        <translation>&amp;Farben für jedes Farbsehen</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelHeader</name>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n Block</numerusform>
            <numerusform>%n Blöcke</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n linear layer(s)</source>
        <translation>
            <numerusform>%n lineare Schicht</numerusform>
            <numerusform>%n lineare Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
    <message>
        <source>Mean over all tensors as they are stored</source>
        <translation>Mittel über alle Tensoren, wie sie gespeichert sind</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Longest context in tokens</source>
        <translation>Längster Kontext in Token</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelPage</name>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>Andere Datei öffnen…</translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation>Anderen Ordner öffnen…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>This could not be opened</source>
        <translation>Das konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of Llama, Mistral, Qwen2 and Qwen3 models. The file was not changed.</source>
        <translation>Das Studio liest Hugging-Face-Ordner (config.json mit safetensors- oder PyTorch-Dateien) und GGUF-Dateien von Llama-, Mistral-, Qwen2- und Qwen3-Modellen. Die Datei wurde nicht verändert.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::NavigationBar</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Allocate</source>
        <translation>Zuteilen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ProfilePage</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Linear layers</source>
        <translation>Lineare Schichten</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation>Lineare Gewichte</translation>
    </message>
    <message>
        <source>Quantization schemes</source>
        <translation>Quantisierungsschemata</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
    <message>
        <source>Least size</source>
        <translation>Kleinste Größe</translation>
    </message>
    <message>
        <source>Latencies</source>
        <translation>Latenzen</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>KV cache per token</source>
        <translation>KV-Cache pro Token</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>Zur Zuteilung</translation>
    </message>
    <message>
        <source>Open another profile…</source>
        <translation>Anderes Profil öffnen…</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ReadoutLine</name>
    <message>
        <source>Predicted loss increase</source>
        <translation>Vorhergesagter Verlustzuwachs</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
    <message>
        <source>Linear layers</source>
        <translation>Lineare Schichten</translation>
    </message>
    <message>
        <source>Predicted speed</source>
        <translation>Vorhergesagte Geschwindigkeit</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>optimal</source>
        <translation>optimal</translation>
    </message>
    <message>
        <source>≈ %1 tok/s</source>
        <translation>≈ %1 Token/s</translation>
    </message>
    <message>
        <source>gap %1 %</source>
        <translation>Lücke %1 %</translation>
    </message>
    <message>
        <source>≈ %1 %</source>
        <translation>≈ %1 %</translation>
    </message>
    <message>
        <source>Next 1 % of memory saves</source>
        <translation>Das nächste 1 % Speicher erspart</translation>
    </message>
</context>
<context>
    <name>fracbit::app::SchemeTable</name>
    <message>
        <source>Decibels above the least error that any quantizer of that rate can have</source>
        <translation>Dezibel über dem kleinsten Fehler, den ein Quantisierer dieser Rate haben kann</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Gap, dB</source>
        <translation>Abstand, dB</translation>
    </message>
</context>
<context>
    <name>fracbit::app::StartView</name>
    <message>
        <source>Drop a model here</source>
        <translation>Modell hier ablegen</translation>
    </message>
    <message>
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file. Nothing is changed in it.</source>
        <translation>Ein Hugging-Face-Ordner (config.json und safetensors) oder eine GGUF-Datei. Daran wird nichts verändert.</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Recently opened</source>
        <translation>Zuletzt geöffnet</translation>
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
        <translation>Nach Name, Block oder Typ filtern, z. B. „mlp.down“ oder „Q8_0“</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>Alle aufklappen</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Alle zuklappen</translation>
    </message>
    <message>
        <source>Tensors of the model</source>
        <translation>Tensoren des Modells</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n Tensor</numerusform>
            <numerusform>%n Tensoren</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Keine Treffer</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorDetails</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy these facts as text</source>
        <translation>Diese Angaben als Text kopieren</translation>
    </message>
    <message>
        <source>Details of the selection</source>
        <translation>Einzelheiten zur Auswahl</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation>Genau</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
    <message>
        <source>Shares its input with</source>
        <translation>Teilt die Eingabe mit</translation>
    </message>
    <message>
        <source>Row order</source>
        <translation>Zeilenfolge</translation>
    </message>
    <message>
        <source>interleaved for rope, as llama.cpp stores it</source>
        <translation>für RoPE verschränkt, wie llama.cpp speichert</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>In file</source>
        <translation>In Datei</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation>Lineare Gewichte</translation>
    </message>
    <message>
        <source>Share of the model</source>
        <translation>Anteil am Modell</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Outside the blocks</source>
        <translation>Außerhalb der Blöcke</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Block %1</translation>
    </message>
    <message>
        <source>Embeddings, final norm and output head; kept in 16 bits when the model is quantized</source>
        <translation>Einbettungen, letzte Normierung und Ausgabekopf; bleiben beim Quantisieren in 16 Bit</translation>
    </message>
    <message>
        <source>One transformer block</source>
        <translation>Ein Transformer-Block</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Choose a tensor or a block to see its details.</source>
        <translation>Wählen Sie einen Tensor oder einen Block, um Einzelheiten zu sehen.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorTree</name>
    <message>
        <source>Outside the blocks</source>
        <translation>Außerhalb der Blöcke</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Block %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n Tensor</numerusform>
            <numerusform>%n Tensoren</numerusform>
        </translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
</context>
<context>
    <name>fracbit::app::WaitingPage</name>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>“%1” has no profile yet</source>
        <translation>„%1“ hat noch kein Profil</translation>
    </message>
    <message>
        <source>Allocation needs a profile</source>
        <translation>Die Zuteilung braucht ein Profil</translation>
    </message>
    <message>
        <source>Export needs an allocation</source>
        <translation>Der Export braucht eine Zuteilung</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>Zur Zuteilung</translation>
    </message>
    <message>
        <source>Open profile…</source>
        <translation>Profil öffnen…</translation>
    </message>
    <message>
        <source>Profiles are measured on the command line. This writes one for the open model; open it here afterwards:</source>
        <translation>Profile werden auf der Befehlszeile gemessen. So entsteht eines für das geöffnete Modell; öffnen Sie es danach hier:</translation>
    </message>
    <message>
        <source>No profile is open</source>
        <translation>Kein Profil geöffnet</translation>
    </message>
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there.</source>
        <translation>Ein Profil sagt, wie stark der Verlust eines Modells unter Fehlern in jeder seiner Schichten leidet und was jeder Quantisierer dort kostet.</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>Modell öffnen…</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet; this measures one:</source>
        <translation>Die Bits einer Schicht folgen aus ihrer Empfindlichkeit, die Teil des Profils ist. „%1“ hat noch keines; so wird eines gemessen:</translation>
    </message>
    <message>
        <source>Allocation decides how many bits each layer gets, within a budget of memory or latency. A profile is enough for it; the model itself is not needed.</source>
        <translation>Die Zuteilung entscheidet innerhalb eines Speicher- oder Latenzbudgets, wie viele Bits jede Schicht erhält. Ein Profil genügt dafür; das Modell selbst wird nicht gebraucht.</translation>
    </message>
    <message>
        <source>Nothing has been decided yet about the bits of the layers. That takes a profile.</source>
        <translation>Über die Bits der Schichten ist noch nichts entschieden. Dazu braucht es ein Profil.</translation>
    </message>
    <message>
        <source>No allocation satisfies the present budgets and pins.</source>
        <translation>Keine Zuteilung erfüllt die jetzigen Budgets und Festlegungen.</translation>
    </message>
</context>
</TS>
