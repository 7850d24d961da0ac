<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Exporter</name>
    <message>
        <source>Hugging Face: de-quantized</source>
        <translation>Hugging Face: zurückgerechnet</translation>
    </message>
    <message>
        <source>De-quantized weights of 16 bits each, as any program reads them</source>
        <translation>Zurückgerechnete Gewichte von je 16 Bit, wie jedes Programm sie liest</translation>
    </message>
    <message>
        <source>Type of the weights</source>
        <translation>Typ der Gewichte</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
    <message>
        <source>tensor cores</source>
        <translation>Tensor-Kerne</translation>
    </message>
    <message>
        <source>CUDA cores</source>
        <translation>CUDA-Kerne</translation>
    </message>
</context>
<context>
    <name>LayerFacts</name>
    <message>
        <source>≥ %1 bits</source>
        <translation>≥ %1 Bit</translation>
    </message>
    <message>
        <source>≤ %1 bits</source>
        <translation>≤ %1 Bit</translation>
    </message>
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
        <source>Error found / expected</source>
        <translation>Fehler gefunden / erwartet</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>In one kernel with</source>
        <translation>In einem Kernel mit</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, von %2 bis %3</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of block %1</source>
        <translation>
            <numerusform>%n Schicht von Block %1</numerusform>
            <numerusform>%n Schichten von Block %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchemeBars</name>
    <message>
        <source>: %1 dB above the bound</source>
        <translation>: %1 dB über der Schranke</translation>
    </message>
    <message>
        <source>, found on this layer: %1 dB</source>
        <translation>, an dieser Schicht gefunden: %1 dB</translation>
    </message>
    <message>
        <source>: no kernel that may be used</source>
        <translation>: kein Kernel, der benutzt werden darf</translation>
    </message>
    <message>
        <source>: %1 µs, %2</source>
        <translation>: %1 µs, %2</translation>
    </message>
    <message>
        <source>batch %1, a model of %2, not measured</source>
        <translation>Batch %1, ein Modell von %2, nicht gemessen</translation>
    </message>
    <message>
        <source>batch %1, measured on %2</source>
        <translation>Batch %1, gemessen auf %2</translation>
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
        <source>Queries, keys and values of linear attention</source>
        <translation>Anfragen, Schlüssel und Werte der linearen Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Gate projection of linear attention</source>
        <translation>Gate-Projektion der linearen Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Output projection of linear attention</source>
        <translation>Ausgangsprojektion der linearen Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Gate of the token&apos;s numbers</source>
        <translation>Gate der Zahlen des Tokens</translation>
    </message>
    <message>
        <source>Projection of the token&apos;s numbers</source>
        <translation>Projektion der Zahlen des Tokens</translation>
    </message>
    <message>
        <source>Norm before the experts</source>
        <translation>Norm vor den Experten</translation>
    </message>
    <message>
        <source>Norm behind the experts</source>
        <translation>Norm hinter den Experten</translation>
    </message>
    <message>
        <source>Norm behind the shared expert</source>
        <translation>Norm hinter dem geteilten Experten</translation>
    </message>
    <message>
        <source>Norm behind the token&apos;s numbers</source>
        <translation>Norm hinter den Zahlen des Tokens</translation>
    </message>
    <message>
        <source>Scale of the router</source>
        <translation>Skalierung des Routers</translation>
    </message>
    <message>
        <source>Numbers of the token for each block</source>
        <translation>Zahlen des Tokens für jeden Block</translation>
    </message>
    <message>
        <source>Projection of the embedding for each block</source>
        <translation>Projektion des Embeddings für jeden Block</translation>
    </message>
    <message>
        <source>Norm of the token&apos;s numbers</source>
        <translation>Norm der Zahlen des Tokens</translation>
    </message>
    <message>
        <source>Bias of the router</source>
        <translation>Bias des Routers</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>Faltung</translation>
    </message>
    <message>
        <source>Gate of the state</source>
        <translation>Gate des Zustands</translation>
    </message>
    <message>
        <source>Decay of the state</source>
        <translation>Abklingen des Zustands</translation>
    </message>
    <message>
        <source>Time bias of the state</source>
        <translation>Zeit-Bias des Zustands</translation>
    </message>
    <message>
        <source>Norm of linear attention</source>
        <translation>Norm der linearen Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Scale of the block</source>
        <translation>Skalierung des Blocks</translation>
    </message>
    <message>
        <source>Down projection of the queries</source>
        <translation>Abwärtsprojektion der Anfragen</translation>
    </message>
    <message>
        <source>Up projection of the queries</source>
        <translation>Aufwärtsprojektion der Anfragen</translation>
    </message>
    <message>
        <source>Down projection of keys and values</source>
        <translation>Abwärtsprojektion der Schlüssel und Werte</translation>
    </message>
    <message>
        <source>Up projection of keys and values</source>
        <translation>Aufwärtsprojektion der Schlüssel und Werte</translation>
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
    <message>
        <source>Norm behind the attention</source>
        <translation>Normierung nach der Attention</translation>
    </message>
    <message>
        <source>Norm behind the MLP</source>
        <translation>Normierung nach dem MLP</translation>
    </message>
    <message>
        <source>Attention sinks</source>
        <translation>Attention-Sinks</translation>
    </message>
    <message>
        <source>Gate of the shared expert</source>
        <translation>Tor des gemeinsamen Experten</translation>
    </message>
    <message>
        <source>Router of the experts</source>
        <translation>Router der Experten</translation>
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
        <source>Square: trellis-coded · rounded: vector · circle: scalar · joined: one kernel · dot: pinned or banned</source>
        <translation>Quadrat: Trellis · abgerundet: Vektor · Kreis: skalar · verbunden: ein Kernel · Punkt: festgelegt oder verboten</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
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
    <message>
        <source>Measure…</source>
        <translation>Messen…</translation>
    </message>
    <message>
        <source>The profile as it was opened</source>
        <translation>Das Profil, wie es geöffnet wurde</translation>
    </message>
    <message>
        <source>History of the edits</source>
        <translation>Verlauf der Änderungen</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Palette</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Scheme family</source>
        <translation>Schemafamilie</translation>
    </message>
    <message>
        <source>Select by name: mlp\.down, \.[0-3]\.</source>
        <translation>Nach Namen wählen: mlp\.down, \.[0-3]\.</translation>
    </message>
    <message>
        <source>A regular expression; Return selects the layers that it matches</source>
        <translation>Ein regulärer Ausdruck; die Eingabetaste wählt die passenden Schichten</translation>
    </message>
    <message>
        <source>Select layers by a regular expression</source>
        <translation>Schichten mit einem regulären Ausdruck wählen</translation>
    </message>
    <message>
        <source>Latency, µs</source>
        <translation>Latenz, µs</translation>
    </message>
    <message>
        <source>No layer matches</source>
        <translation>Keine Schicht passt</translation>
    </message>
    <message>
        <source>Quantize the model aside and measure it</source>
        <translation>Das Modell nebenbei quantisieren und messen</translation>
    </message>
    <message>
        <source>Open the model to measure this allocation</source>
        <translation>Öffnen Sie das Modell, um diese Zuteilung zu messen</translation>
    </message>
    <message>
        <source>Open the model to see its weights</source>
        <translation>Öffnen Sie das Modell, um seine Gewichte zu sehen</translation>
    </message>
    <message>
        <source>Feed errors back into later columns</source>
        <translation>Fehler in spätere Spalten zurückführen</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Which rows the picture has; experts are one row until unfolded</source>
        <translation>Welche Zeilen das Bild hat; Experten sind eine Zeile, bis sie aufgeklappt werden</translation>
    </message>
    <message>
        <source>Chooses for a quantization that uses the activation moments beside the profile: the same sizes, less loss</source>
        <translation>Wählt für eine Quantisierung, die die Aktivierungsmomente neben dem Profil nutzt: gleiche Größen, weniger Verlust</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocationSession</name>
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
    <message>
        <source>%1: at least %2 bits</source>
        <translation>%1: mindestens %2 Bit</translation>
    </message>
    <message>
        <source>%1: at most %2 bits</source>
        <translation>%1: höchstens %2 Bit</translation>
    </message>
    <message>
        <source>Change the palette</source>
        <translation>Palette ändern</translation>
    </message>
    <message>
        <source>Go back to “%1”</source>
        <translation>Zurück zu „%1“</translation>
    </message>
    <message>
        <source>Memory: at most %1</source>
        <translation>Speicher: höchstens %1</translation>
    </message>
    <message>
        <source>No memory budget</source>
        <translation>Kein Speicherbudget</translation>
    </message>
    <message>
        <source>Latency: at most %1 ms</source>
        <translation>Latenz: höchstens %1 ms</translation>
    </message>
    <message>
        <source>No latency budget</source>
        <translation>Kein Latenzbudget</translation>
    </message>
    <message>
        <source>Feed errors back</source>
        <translation>Fehler zurückführen</translation>
    </message>
    <message>
        <source>Do not feed errors back</source>
        <translation>Fehler nicht zurückführen</translation>
    </message>
    <message>
        <source>Change the kernels</source>
        <translation>Kernel ändern</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AuditTable</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>Zugeteilt</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>Expected error</source>
        <translation>Erwarteter Fehler</translation>
    </message>
    <message>
        <source>Found error</source>
        <translation>Gefundener Fehler</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AuditView</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>Größe auf der Platte</translation>
    </message>
    <message>
        <source>Size foretold</source>
        <translation>Vorhergesagte Größe</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>From an earlier run</source>
        <translation>Aus einem früheren Lauf</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers as they were written</source>
        <translation>Schichten, wie sie geschrieben wurden</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message numerus="yes">
        <source>Written as assigned: all %n layer(s) read back and compared</source>
        <translation>
            <numerusform>Geschrieben wie zugeteilt: %n Schicht zurückgelesen und verglichen</numerusform>
            <numerusform>Geschrieben wie zugeteilt: alle %n Schichten zurückgelesen und verglichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) in what was written</source>
        <translation>
            <numerusform>%n Problem in dem, was geschrieben wurde</numerusform>
            <numerusform>%n Probleme in dem, was geschrieben wurde</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::BlockGraph</name>
    <message>
        <source>The kernel calls of the block</source>
        <translation>Die Kernel-Aufrufe des Blocks</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>Aktivierung</translation>
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
    <message>
        <source>Unit of the %1 budget</source>
        <translation>Einheit des Budgets für %1</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Context that has to fit, in tokens</source>
        <translation>Kontext, der Platz haben muss, in Token</translation>
    </message>
    <message>
        <source>GiB in all, with</source>
        <translation>GiB gesamt, mit</translation>
    </message>
    <message>
        <source>bits/weight</source>
        <translation>Bit/Gewicht</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>GiB</translation>
    </message>
    <message>
        <source>ms/token</source>
        <translation>ms/Token</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>%1 · fits %2 GB</source>
        <translation>%1 · passt in %2 GB</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ChatWindow</name>
    <message>
        <source>Original and quantized</source>
        <translation>Original und quantisiert</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>Quantisiert</translation>
    </message>
    <message>
        <source>Say something to both models</source>
        <translation>Sagen Sie beiden Modellen etwas</translation>
    </message>
    <message>
        <source>Words for both models</source>
        <translation>Worte an beide Modelle</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Length of an answer</source>
        <translation>Länge einer Antwort</translation>
    </message>
    <message>
        <source>temperature </source>
        <translation>Temperatur </translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 Token/s</translation>
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
        <translation>Vorhergesagter Verlust</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits pro Gewicht</translation>
    </message>
    <message>
        <source>Layers that differ</source>
        <translation>Abweichende Schichten</translation>
    </message>
    <message>
        <source>Milliseconds per token</source>
        <translation>Millisekunden je Token</translation>
    </message>
    <message>
        <source>Keep an allocation with “Compare with this”, or compare with a snapshot: what differs is listed here and coloured in the picture.</source>
        <translation>Behalten Sie eine Zuteilung mit „Hiermit vergleichen“ oder vergleichen Sie mit einem Schnappschuss: Was abweicht, steht hier und ist im Bild gefärbt.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ComparisonTable</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>War</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Δ bits</source>
        <translation>Δ Bit</translation>
    </message>
    <message>
        <source>Δ loss</source>
        <translation>Δ Verlust</translation>
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
    <name>fracbit::app::ExportForm</name>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n Bit</numerusform>
            <numerusform>%n Bit</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace a finished model in the folder</source>
        <translation>Ein fertiges Modell im Ordner ersetzen</translation>
    </message>
    <message>
        <source>Quantize</source>
        <translation>Quantisieren</translation>
    </message>
    <message>
        <source>Folder to write</source>
        <translation>Zielordner</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>Ausgabekopf</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>Größe auf der Platte</translation>
    </message>
    <message>
        <source>Folder for the quantized model</source>
        <translation>Ordner für das quantisierte Modell</translation>
    </message>
    <message>
        <source>Fracbit: packed bits</source>
        <translation>Fracbit: gepackte Bits</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Packed bits are small and fast here.</source>
        <translation>Gepackte Bits sind klein und hier schnell.</translation>
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
    <message>
        <source>What was written is read back and compared with the plan; the report appears here.</source>
        <translation>Was geschrieben wurde, wird zurückgelesen und mit dem Plan verglichen; der Bericht erscheint hier.</translation>
    </message>
    <message>
        <source>To write the quantized model here, open the original: a profile holds no weights.</source>
        <translation>Um das quantisierte Modell hier zu schreiben, öffnen Sie das Original: Ein Profil enthält keine Gewichte.</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>Modell öffnen…</translation>
    </message>
    <message>
        <source>Try it beside the original…</source>
        <translation>Neben dem Original ausprobieren…</translation>
    </message>
    <message>
        <source>Quantized model</source>
        <translation>Quantisiertes Modell</translation>
    </message>
    <message>
        <source>A plan says which scheme each layer gets; “fracbit quantize” carries it out.</source>
        <translation>Ein Plan sagt, welches Schema jede Schicht bekommt; „fracbit quantize“ führt ihn aus.</translation>
    </message>
    <message>
        <source>Another job is running; one runs at a time</source>
        <translation>Eine andere Arbeit läuft; es läuft immer nur eine</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>Tabelle speichern…</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern…</translation>
    </message>
    <message>
        <source>Plan, table, picture</source>
        <translation>Plan, Tabelle, Bild</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Tables (*.csv *.json)</source>
        <translation>Tabellen (*.csv *.json)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.pdf *.png)</source>
        <translation>Bilder (*.svg *.pdf *.png)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>being worked out</source>
        <translation>wird berechnet</translation>
    </message>
    <message>
        <source>known once the model is quantized</source>
        <translation>bekannt, sobald das Modell quantisiert ist</translation>
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
    <message>
        <source>optimal</source>
        <translation>optimal</translation>
    </message>
    <message>
        <source>ideal quantizers</source>
        <translation>ideale Quantisierer</translation>
    </message>
    <message>
        <source>one scheme for all</source>
        <translation>ein Schema für alle</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>Schnappschüsse</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>present</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>loss increase</source>
        <translation>Verlustzuwachs</translation>
    </message>
    <message>
        <source>%1 %2 tokens</source>
        <translation>%1 %2 Token</translation>
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
    <name>fracbit::app::HistogramPlot</name>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>gedreht</translation>
    </message>
    <message>
        <source>Spread of the weights against the normal curve</source>
        <translation>Verteilung der Gewichte gegen die Normalkurve</translation>
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
    <name>fracbit::app::KeptPanel</name>
    <message>
        <source>Kept allocations</source>
        <translation>Behaltene Zuteilungen</translation>
    </message>
    <message>
        <source>Snapshots keep an allocation under a name; measurements are allocations that were really quantized and compared.</source>
        <translation>Schnappschüsse behalten eine Zuteilung unter einem Namen; Messungen sind Zuteilungen, die wirklich quantisiert und verglichen wurden.</translation>
    </message>
    <message>
        <source>Keep this…</source>
        <translation>Behalten…</translation>
    </message>
    <message>
        <source>Go back to</source>
        <translation>Zurück dazu</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Try…</source>
        <translation>Probieren…</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep the present allocation under a name</source>
        <translation>Die jetzige Zuteilung unter einem Namen behalten</translation>
    </message>
    <message>
        <source>Decide as the snapshot did; can be undone</source>
        <translation>Entscheiden wie der Schnappschuss; lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>Talk to the measured model and the original side by side</source>
        <translation>Mit dem gemessenen Modell und dem Original nebeneinander sprechen</translation>
    </message>
    <message>
        <source>Keep this allocation</source>
        <translation>Diese Zuteilung behalten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>fracbit::app::KeptTable</name>
    <message>
        <source>A snapshot: nothing was measured</source>
        <translation>Ein Schnappschuss: nichts wurde gemessen</translation>
    </message>
    <message>
        <source>KL %1 ± %2 nats, perplexity %3, the same most probable token in %4 % of %5 predictions; text: %6</source>
        <translation>KL %1 ± %2 nats, Perplexität %3, dasselbe wahrscheinlichste Token bei %4 % von %5 Vorhersagen; Text: %6</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LatencyForm</name>
    <message>
        <source>More bits are never faster</source>
        <translation>Mehr Bits sind nie schneller</translation>
    </message>
    <message>
        <source>Where times come from</source>
        <translation>Woher die Zeiten kommen</translation>
    </message>
    <message>
        <source>Table or profile with times</source>
        <translation>Tabelle oder Profil mit Zeiten</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>A table or a profile with times</source>
        <translation>Eine Tabelle oder ein Profil mit Zeiten</translation>
    </message>
    <message>
        <source>Tables (*.json)</source>
        <translation>Tabellen (*.json)</translation>
    </message>
    <message>
        <source>Sequences decoded at a time</source>
        <translation>Gleichzeitig dekodierte Sequenzen</translation>
    </message>
    <message>
        <source>Replaces the times by the nearest ones that rise with the bits: an optimiser exploits noise</source>
        <translation>Ersetzt die Zeiten durch die nächsten, die mit den Bits steigen: ein Optimierer nutzt Rauschen aus</translation>
    </message>
    <message>
        <source>sequences at a time</source>
        <translation>Sequenzen gleichzeitig</translation>
    </message>
    <message>
        <source>Measured on this processor</source>
        <translation>Auf diesem Prozessor gemessen</translation>
    </message>
    <message>
        <source>Measured on this GPU, %1</source>
        <translation>Auf dieser GPU gemessen, %1</translation>
    </message>
    <message>
        <source>Model of %1</source>
        <translation>Modell von %1</translation>
    </message>
    <message>
        <source>From a table or another profile…</source>
        <translation>Aus einer Tabelle oder einem anderen Profil…</translation>
    </message>
    <message>
        <source>None: only sizes are decided on</source>
        <translation>Keine: nur über Größen wird entschieden</translation>
    </message>
    <message>
        <source>Every kernel is timed with cold weights, as in decoding. Minutes.</source>
        <translation>Jeder Kernel wird mit kalten Gewichten gemessen, wie beim Dekodieren. Minuten.</translation>
    </message>
    <message>
        <source>A model, not a measurement: %1. The profile says so.</source>
        <translation>Ein Modell, keine Messung: %1. Das Profil sagt es.</translation>
    </message>
    <message>
        <source>A table of the reference code, or a profile of layers with the same shapes.</source>
        <translation>Eine Tabelle des Referenzcodes oder ein Profil von Schichten derselben Formen.</translation>
    </message>
    <message>
        <source>Times that the profile holds already are kept.</source>
        <translation>Zeiten, die das Profil schon enthält, bleiben.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LayerInspector</name>
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
    <message>
        <source>Weights, rows scaled to one</source>
        <translation>Gewichte, Zeilen auf eins skaliert</translation>
    </message>
    <message>
        <source>The block&apos;s kernel calls</source>
        <translation>Die Kernel-Aufrufe des Blocks</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>Kind of the limit</source>
        <translation>Art der Grenze</translation>
    </message>
    <message>
        <source> bits</source>
        <translation> Bit</translation>
    </message>
    <message>
        <source>Bits of the limit</source>
        <translation>Bit der Grenze</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Begrenzen</translation>
    </message>
    <message>
        <source>Bound the bits per weight of the selected layers</source>
        <translation>Begrenzt die Bits je Gewicht der gewählten Schichten</translation>
    </message>
    <message>
        <source>Kurtosis %1 as stored, %2 rotated; a normal has 3</source>
        <translation>Kurtosis %1 gespeichert, %2 gedreht; eine Normalverteilung hat 3</translation>
    </message>
    <message>
        <source>Error of each scheme above the bound</source>
        <translation>Fehler jedes Schemas über der Schranke</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Time of a call with each scheme</source>
        <translation>Zeit eines Aufrufs mit jedem Schema</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
    <message>
        <source>Time of a call of its own, µs, by bits</source>
        <translation>Zeit eines eigenen Aufrufs, µs, nach Bits</translation>
    </message>
    <message>
        <source>Error above the bound D(R), dB, by bits; dots: found on this layer&apos;s weights</source>
        <translation>Fehler über der Schranke D(R), dB, nach Bits; Punkte: an den Gewichten dieser Schicht gefunden</translation>
    </message>
    <message>
        <source>This profile has no times: measure them on the page Profile, or take those of a device model or of a table there.</source>
        <translation>Dieses Profil hat keine Zeiten: messen Sie sie auf der Seite Profil, oder nehmen Sie dort die eines Gerätemodells oder einer Tabelle.</translation>
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
    <message>
        <source>Save elsewhere…</source>
        <translation>Woanders speichern…</translation>
    </message>
    <message>
        <source>The project: %1</source>
        <translation>Das Projekt: %1</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Projects (*.fracbit)</source>
        <translation>Projekte (*.fracbit)</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>Projekt speichern unter</translation>
    </message>
    <message>
        <source>The project is not saved</source>
        <translation>Das Projekt ist nicht gespeichert</translation>
    </message>
    <message>
        <source>Open pro&amp;ject…</source>
        <translation>Pro&amp;jekt öffnen…</translation>
    </message>
    <message>
        <source>&amp;Save project as…</source>
        <translation>Projekt &amp;speichern unter…</translation>
    </message>
</context>
<context>
    <name>fracbit::app::MeasureDialog</name>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Tokens in each</source>
        <translation>Token je Stück</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure this allocation</source>
        <translation>Diese Zuteilung messen</translation>
    </message>
    <message>
        <source>Quantizes the model aside and reads a text with it and with the original. The measured divergence appears on the fronts.</source>
        <translation>Quantisiert das Modell nebenbei und liest einen Text mit ihm und mit dem Original. Die gemessene Divergenz erscheint auf den Fronten.</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>What the original itself writes</source>
        <translation>Was das Original selbst schreibt</translation>
    </message>
    <message>
        <source>A text of mine</source>
        <translation>Ein eigener Text</translation>
    </message>
    <message>
        <source>windows of</source>
        <translation>Fenster zu</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Stichprobe</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>Textdatei</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>A text to measure on</source>
        <translation>Ein Text zum Messen</translation>
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
    <message>
        <source>Carried along</source>
        <translation>Mitgeführt</translation>
    </message>
    <message>
        <source>Tensors beside the text model (%1): not computed with, and written again with every export</source>
        <translation>Tensoren neben dem Textmodell (%1): nicht mitgerechnet, und bei jedem Export wieder geschrieben</translation>
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
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of these models: %1. The file was not changed.</source>
        <translation>Das Studio liest Hugging-Face-Ordner (config.json mit safetensors- oder PyTorch-Dateien) und GGUF-Dateien dieser Modelle: %1. Die Datei wurde nicht verändert.</translation>
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
    <name>fracbit::app::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>fracbit::app::PaletteEditor</name>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Allow all</source>
        <translation>Alle erlauben</translation>
    </message>
    <message>
        <source>Schemes that are not ticked are given to no layer, kernels that are not ticked run none. Pins and bans of single layers are made in the inspector.</source>
        <translation>Schemata ohne Häkchen bekommt keine Schicht, Kernel ohne Häkchen führen keine aus. Einzelne Schichten werden im Inspektor festgelegt und ausgeschlossen.</translation>
    </message>
    <message>
        <source>Schemes and kernels that may be used</source>
        <translation>Schemata und Kernel, die benutzt werden dürfen</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>Kernel</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ProfileForm</name>
    <message>
        <source>Sequences</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Tokens in each</source>
        <translation>Token je Stück</translation>
    </message>
    <message>
        <source>Measure the profile</source>
        <translation>Profil messen</translation>
    </message>
    <message>
        <source>Fisher information</source>
        <translation>Fisher-Information</translation>
    </message>
    <message>
        <source>Noise in one layer at a time</source>
        <translation>Rauschen in je einer Schicht</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>Schätzer</translation>
    </message>
    <message>
        <source>What the model itself writes</source>
        <translation>Was das Modell selbst schreibt</translation>
    </message>
    <message>
        <source>A text of mine</source>
        <translation>Ein eigener Text</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>sequences of</source>
        <translation>Folgen zu</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Stichprobe</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>Textdatei</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>A text to measure on</source>
        <translation>Ein Text zum Messen</translation>
    </message>
    <message>
        <source>Profile to write</source>
        <translation>Zielprofil</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Profile (*.json)</translation>
    </message>
    <message>
        <source>One pass forward and one backward, all layers at once: minutes. Works block by block, for models that do not fit into memory, too.</source>
        <translation>Ein Durchlauf vorwärts und einer rückwärts, alle Schichten zugleich: Minuten. Geht Block für Block, auch für Modelle, die nicht in den Speicher passen.</translation>
    </message>
    <message>
        <source>Disturbs one layer after another and measures the divergence: the slow truth. Holds the whole model in memory.</source>
        <translation>Stört eine Schicht nach der anderen und misst die Divergenz: die langsame Wahrheit. Hält das ganze Modell im Speicher.</translation>
    </message>
    <message>
        <source>%1 tokens. More of them make the sensitivities more certain.</source>
        <translation>%1 Token. Mehr davon machen die Empfindlichkeiten sicherer.</translation>
    </message>
    <message>
        <source>Activation moments, for feedback of errors</source>
        <translation>Aktivierungsmomente, für die Rückführung von Fehlern</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>Außerdem</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Later quantizations lose less at the same size and speed: each column makes good what earlier ones did wrong. Takes a pass over more text, and %1 on disk.</source>
        <translation>Spätere Quantisierungen verlieren bei gleicher Größe und Geschwindigkeit weniger: jede Spalte macht Fehler früherer gut. Braucht einen Durchgang über mehr Text und %1 auf der Platte.</translation>
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
    <message>
        <source>Estimator</source>
        <translation>Schätzer</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>Gemessen an</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Measure a new one…</source>
        <translation>Ein neues messen…</translation>
    </message>
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there.</source>
        <translation>Ein Profil sagt, wie stark der Verlust eines Modells unter Fehlern in jeder seiner Schichten leidet und was jeder Quantisierer dort kostet.</translation>
    </message>
    <message>
        <source>Open a profile instead…</source>
        <translation>Stattdessen ein Profil öffnen…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Profile of %1</source>
        <translation>Profil von %1</translation>
    </message>
    <message>
        <source>Another job is running; one runs at a time</source>
        <translation>Eine andere Arbeit läuft; es läuft immer nur eine</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ReadoutLine</name>
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
    <message>
        <source>Loss increase · perplexity × %1</source>
        <translation>Verlustzuwachs · Perplexität × %1</translation>
    </message>
    <message>
        <source>The next %1: %2, loss −%3 %</source>
        <translation>Die nächsten %1: %2, Verlust −%3 %</translation>
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
        <translation>Das nächste 1 % Speicher · Zeit erspart</translation>
    </message>
    <message>
        <source>Next 1 % of time saves</source>
        <translation>Das nächste 1 % Zeit erspart</translation>
    </message>
</context>
<context>
    <name>fracbit::app::RowList</name>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>As one row</source>
        <translation>Als eine Zeile</translation>
    </message>
    <message>
        <source>Rows of the picture</source>
        <translation>Zeilen des Bildes</translation>
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
    <message>
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file; nothing is changed in it. Profiles and projects, too.</source>
        <translation>Ein Hugging-Face-Ordner (config.json und safetensors) oder eine GGUF-Datei; darin wird nichts verändert. Auch Profile und Projekte.</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Projekt öffnen…</translation>
    </message>
    <message>
        <source>Open profile…</source>
        <translation>Profil öffnen…</translation>
    </message>
    <message>
        <source>Open the sample model</source>
        <translation>Beispielmodell öffnen</translation>
    </message>
</context>
<context>
    <name>fracbit::app::Studio</name>
    <message>
        <source>Fracbit Studio did not end properly last time. This is the project that was open, with everything that was saved.</source>
        <translation>Fracbit Studio wurde zuletzt nicht richtig beendet. Dies ist das Projekt, das offen war, mit allem, was gespeichert wurde.</translation>
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
        <source>other in the file than in the model</source>
        <translation>in der Datei anders als im Modell</translation>
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
        <source>No profile is open</source>
        <translation>Kein Profil geöffnet</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>Modell öffnen…</translation>
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
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there. Open a model to measure one.</source>
        <translation>Ein Profil sagt, wie stark der Verlust eines Modells unter Fehlern in jeder seiner Schichten leidet und was jeder Quantisierer dort kostet. Öffnen Sie ein Modell, um eines zu messen.</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet.</source>
        <translation>Die Bits einer Schicht folgen aus ihrer Empfindlichkeit, die Teil des Profils ist. „%1“ hat noch keines.</translation>
    </message>
    <message>
        <source>Measure a profile</source>
        <translation>Ein Profil messen</translation>
    </message>
</context>
<context>
    <name>fracbit::app::WorkView</name>
    <message>
        <source>Loading the model</source>
        <translation>Modell wird geladen</translation>
    </message>
    <message>
        <source>The model writes its own text</source>
        <translation>Das Modell schreibt seinen eigenen Text</translation>
    </message>
    <message>
        <source>Measuring sensitivities</source>
        <translation>Empfindlichkeiten werden gemessen</translation>
    </message>
    <message>
        <source>Measuring layer by layer</source>
        <translation>Messung Schicht für Schicht</translation>
    </message>
    <message>
        <source>Testing the quantizers on the model&apos;s weights</source>
        <translation>Quantisierer werden an den Gewichten des Modells geprüft</translation>
    </message>
    <message>
        <source>Quantizing</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Comparing what was stored with the plan</source>
        <translation>Gespeichertes wird mit dem Plan verglichen</translation>
    </message>
    <message>
        <source>Reading the text with both models</source>
        <translation>Beide Modelle lesen den Text</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>noch etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>noch etwa %1 h</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What was finished is kept; starting again goes on from there.</source>
        <translation>Was fertig war, bleibt; ein neuer Start macht dort weiter.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Measuring activation moments</source>
        <translation>Aktivierungsmomente werden gemessen</translation>
    </message>
    <message>
        <source>Working out what feedback gains</source>
        <translation>Gewinn der Rückführung wird berechnet</translation>
    </message>
    <message>
        <source>Writing the weights for other programs</source>
        <translation>Die Gewichte werden für andere Programme geschrieben</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
</context>
</TS>
