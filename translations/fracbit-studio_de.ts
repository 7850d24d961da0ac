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
    <name>fracbit::app::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>Zum Öffnen loslassen</translation>
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
        <source>No model is open</source>
        <translation>Kein Modell geöffnet</translation>
    </message>
    <message>
        <source>A profile measures how much the loss of a model suffers from errors in each of its layers. It needs a model.</source>
        <translation>Ein Profil misst, wie stark der Verlust eines Modells unter Fehlern in jeder seiner Schichten leidet. Dazu braucht es ein Modell.</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>“%1” has no profile yet</source>
        <translation>„%1“ hat noch kein Profil</translation>
    </message>
    <message>
        <source>Profiles are measured on the command line. This writes one for the open model:</source>
        <translation>Profile werden auf der Befehlszeile gemessen. So entsteht eines für das geöffnete Modell:</translation>
    </message>
    <message>
        <source>Allocation decides how many bits each layer gets. It needs a model and its profile.</source>
        <translation>Die Zuteilung entscheidet, wie viele Bits jede Schicht erhält. Dazu braucht es ein Modell und sein Profil.</translation>
    </message>
    <message>
        <source>Allocation needs a profile</source>
        <translation>Die Zuteilung braucht ein Profil</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet.</source>
        <translation>Die Bits einer Schicht folgen aus ihrer Empfindlichkeit, die Teil des Profils ist. „%1“ hat noch keines.</translation>
    </message>
    <message>
        <source>Go to Profile</source>
        <translation>Zum Profil</translation>
    </message>
    <message>
        <source>Export writes a quantized copy of a model. It needs a model and an allocation of bits to its layers.</source>
        <translation>Der Export schreibt eine quantisierte Kopie eines Modells. Dazu braucht es ein Modell und eine Zuteilung von Bits zu seinen Schichten.</translation>
    </message>
    <message>
        <source>Export needs an allocation</source>
        <translation>Der Export braucht eine Zuteilung</translation>
    </message>
    <message>
        <source>Nothing has been decided yet about the bits of the layers of “%1”.</source>
        <translation>Über die Bits der Schichten von „%1“ ist noch nichts entschieden.</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>Zur Zuteilung</translation>
    </message>
</context>
</TS>
