<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TensorText</name>
    <message>
        <source>Query projection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key projection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value projection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output projection of the attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate projection of the MLP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up projection of the MLP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down projection of the MLP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm before the attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm before the MLP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm of the queries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm of the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bias: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no other layer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::JobLane</name>
    <message>
        <source>There is not enough memory for this.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::MainWindow</name>
    <message>
        <source>Open a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors *.bin config.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open f&amp;older…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Fracbit Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Fracbit Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;Fits a large language model into a memory and latency budget by giving each layer a fractional number of bits.&lt;/p&gt;&lt;p&gt;Free software under the MIT licence.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelHeader</name>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n linear layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over all tensors as they are stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest context in tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelPage</name>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This could not be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of Llama, Mistral, Qwen2 and Qwen3 models. The file was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::NavigationBar</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allocate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::StartView</name>
    <message>
        <source>Drop a model here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file. Nothing is changed in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recently opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  —  %2</source>
        <comment>file name, folder</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorBrowser</name>
    <message>
        <source>Filter by name, block or type, e.g. “mlp.down” or “Q8_0”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensors of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorDetails</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy these facts as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares its input with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interleaved for rope, as llama.cpp stores it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outside the blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embeddings, final norm and output head; kept in 16 bits when the model is quantized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One transformer block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a tensor or a block to see its details.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorTree</name>
    <message>
        <source>Outside the blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fracbit::app::WaitingPage</name>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A profile measures how much the loss of a model suffers from errors in each of its layers. It needs a model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has no profile yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profiles are measured on the command line. This writes one for the open model:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allocation decides how many bits each layer gets. It needs a model and its profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allocation needs a profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export writes a quantized copy of a model. It needs a model and an allocation of bits to its layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export needs an allocation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been decided yet about the bits of the layers of “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
