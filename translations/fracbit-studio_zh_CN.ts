<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
</context>
<context>
    <name>TensorText</name>
    <message>
        <source>Query projection</source>
        <translation>查询投影</translation>
    </message>
    <message>
        <source>Key projection</source>
        <translation>键投影</translation>
    </message>
    <message>
        <source>Value projection</source>
        <translation>值投影</translation>
    </message>
    <message>
        <source>Output projection of the attention</source>
        <translation>注意力输出投影</translation>
    </message>
    <message>
        <source>Gate projection of the MLP</source>
        <translation>MLP 门控投影</translation>
    </message>
    <message>
        <source>Up projection of the MLP</source>
        <translation>MLP 升维投影</translation>
    </message>
    <message>
        <source>Down projection of the MLP</source>
        <translation>MLP 降维投影</translation>
    </message>
    <message>
        <source>Token embedding</source>
        <translation>词元嵌入</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>Final norm</source>
        <translation>最终归一化</translation>
    </message>
    <message>
        <source>Norm before the attention</source>
        <translation>注意力前的归一化</translation>
    </message>
    <message>
        <source>Norm before the MLP</source>
        <translation>MLP 前的归一化</translation>
    </message>
    <message>
        <source>Norm of the queries</source>
        <translation>查询的归一化</translation>
    </message>
    <message>
        <source>Norm of the keys</source>
        <translation>键的归一化</translation>
    </message>
    <message>
        <source>Bias: %1</source>
        <translation>偏置：%1</translation>
    </message>
    <message>
        <source>no other layer</source>
        <translation>无其他层</translation>
    </message>
</context>
<context>
    <name>fracbit::app::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>松开即可打开</translation>
    </message>
</context>
<context>
    <name>fracbit::app::JobLane</name>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>内存不足，无法完成此操作。</translation>
    </message>
</context>
<context>
    <name>fracbit::app::MainWindow</name>
    <message>
        <source>Open a model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors *.bin config.json)</source>
        <translation>模型 (*.gguf *.safetensors *.bin config.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>打开文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Open f&amp;older…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近使用的文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation>关闭模型(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>复制行(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Filter tensors</source>
        <translation>筛选张量(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About Fracbit Studio</source>
        <translation>关于 Fracbit Studio(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>About Fracbit Studio</source>
        <translation>关于 Fracbit Studio</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;Fits a large language model into a memory and latency budget by giving each layer a fractional number of bits.&lt;/p&gt;&lt;p&gt;Free software under the MIT licence.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;为每一层分配小数位宽，使大语言模型满足内存与延迟预算。&lt;/p&gt;&lt;p&gt;基于 MIT 许可证的自由软件。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelHeader</name>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n 个块</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n linear layer(s)</source>
        <translation>
            <numerusform>%n 个线性层</numerusform>
        </translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Mean over all tensors as they are stored</source>
        <translation>按存储形式计算的所有张量的平均值</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Longest context in tokens</source>
        <translation>最大上下文长度（词元数）</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelPage</name>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>打开其他文件…</translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation>打开其他文件夹…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>This could not be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of Llama, Mistral, Qwen2 and Qwen3 models. The file was not changed.</source>
        <translation>本程序可读取 Llama、Mistral、Qwen2 和 Qwen3 模型的 Hugging Face 文件夹（config.json 与 safetensors 或 PyTorch 文件）以及 GGUF 文件。文件未被更改。</translation>
    </message>
</context>
<context>
    <name>fracbit::app::NavigationBar</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Allocate</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>fracbit::app::StartView</name>
    <message>
        <source>Drop a model here</source>
        <translation>将模型拖放到此处</translation>
    </message>
    <message>
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file. Nothing is changed in it.</source>
        <translation>Hugging Face 文件夹（config.json 与 safetensors）或 GGUF 文件。其内容不会被更改。</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Recently opened</source>
        <translation>最近打开的项目</translation>
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
        <translation>按名称、块或类型筛选，例如“mlp.down”或“Q8_0”</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>全部展开</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>全部折叠</translation>
    </message>
    <message>
        <source>Tensors of the model</source>
        <translation>模型的张量</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制行</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>无匹配项</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorDetails</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy these facts as text</source>
        <translation>将这些信息复制为文本</translation>
    </message>
    <message>
        <source>Details of the selection</source>
        <translation>所选项的详细信息</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation>精确大小</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Shares its input with</source>
        <translation>与之共享输入的层</translation>
    </message>
    <message>
        <source>Row order</source>
        <translation>行顺序</translation>
    </message>
    <message>
        <source>interleaved for rope, as llama.cpp stores it</source>
        <translation>按 llama.cpp 的存储方式为 RoPE 交错排列</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>存储名称</translation>
    </message>
    <message>
        <source>In file</source>
        <translation>所在文件</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation>线性权重</translation>
    </message>
    <message>
        <source>Share of the model</source>
        <translation>占模型比例</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Outside the blocks</source>
        <translation>块之外</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>块 %1</translation>
    </message>
    <message>
        <source>Embeddings, final norm and output head; kept in 16 bits when the model is quantized</source>
        <translation>嵌入、最终归一化和输出头；量化时保持 16 位</translation>
    </message>
    <message>
        <source>One transformer block</source>
        <translation>一个 Transformer 块</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选择任何项</translation>
    </message>
    <message>
        <source>Choose a tensor or a block to see its details.</source>
        <translation>选择一个张量或块以查看详细信息。</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorTree</name>
    <message>
        <source>Outside the blocks</source>
        <translation>块之外</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>块 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
</context>
<context>
    <name>fracbit::app::WaitingPage</name>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation>未打开模型</translation>
    </message>
    <message>
        <source>A profile measures how much the loss of a model suffers from errors in each of its layers. It needs a model.</source>
        <translation>分析用于测量每一层的误差对模型损失的影响。这需要一个模型。</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>“%1” has no profile yet</source>
        <translation>“%1”尚无分析结果</translation>
    </message>
    <message>
        <source>Profiles are measured on the command line. This writes one for the open model:</source>
        <translation>分析在命令行中进行。以下命令为打开的模型生成分析结果：</translation>
    </message>
    <message>
        <source>Allocation decides how many bits each layer gets. It needs a model and its profile.</source>
        <translation>分配决定每一层获得多少位。这需要模型及其分析结果。</translation>
    </message>
    <message>
        <source>Allocation needs a profile</source>
        <translation>分配需要分析结果</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet.</source>
        <translation>层的位数由其敏感度决定，而敏感度属于分析结果。“%1”尚无分析结果。</translation>
    </message>
    <message>
        <source>Go to Profile</source>
        <translation>前往分析</translation>
    </message>
    <message>
        <source>Export writes a quantized copy of a model. It needs a model and an allocation of bits to its layers.</source>
        <translation>导出会写出模型的量化副本。这需要模型以及各层的位分配。</translation>
    </message>
    <message>
        <source>Export needs an allocation</source>
        <translation>导出需要分配方案</translation>
    </message>
    <message>
        <source>Nothing has been decided yet about the bits of the layers of “%1”.</source>
        <translation>“%1”各层的位数尚未确定。</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>前往分配</translation>
    </message>
</context>
</TS>
