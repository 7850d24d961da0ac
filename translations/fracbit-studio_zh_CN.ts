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
    <name>fracbit::app::AllocatePage</name>
    <message>
        <source>What the colours show</source>
        <translation>颜色所表示的量</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>敏感度</translation>
    </message>
    <message>
        <source>Share of the loss, %</source>
        <translation>占损失比例 (%)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Keeps the present allocation and shows how others differ from it</source>
        <translation>保留当前分配并显示其他分配与它的差异</translation>
    </message>
    <message>
        <source>Colours show</source>
        <translation>颜色表示</translation>
    </message>
    <message>
        <source>Square: trellis-coded · rounded: vector · circle: scalar · joined: one kernel · dot: pinned or banned</source>
        <translation>方形：网格编码 · 圆角：矢量 · 圆形：标量 · 相连：同一内核 · 圆点：固定或禁用</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source> bits/weight</source>
        <translation> 位/权重</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source> ms/token</source>
        <translation> 毫秒/词元</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>Fuse kernels of layers that read the same input</source>
        <translation>融合读取相同输入的层的内核</translation>
    </message>
    <message>
        <source>Opening the profile…</source>
        <translation>正在打开分析结果…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This is not a profile that can be used</source>
        <translation>这不是可用的分析结果</translation>
    </message>
    <message>
        <source>Profiles are JSON files that “fracbit profile” and “fracbit import-profile” write. The file was not changed.</source>
        <translation>分析结果是由“fracbit profile”和“fracbit import-profile”写出的 JSON 文件。文件未被更改。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Open another profile…</source>
        <translation>打开其他分析结果…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>Difference in bits</source>
        <translation>位数差异</translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation>结束比较</translation>
    </message>
    <message>
        <source>Compare with this</source>
        <translation>与此比较</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocationSession</name>
    <message>
        <source>Memory budget</source>
        <translation>内存预算</translation>
    </message>
    <message>
        <source>Latency budget</source>
        <translation>延迟预算</translation>
    </message>
    <message>
        <source>Allow fusion</source>
        <translation>允许融合</translation>
    </message>
    <message>
        <source>Forbid fusion</source>
        <translation>禁止融合</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>Pin %1 to %2</source>
        <translation>将 %1 固定为 %2</translation>
    </message>
    <message>
        <source>Ban %2 from %1</source>
        <translation>对 %1 禁用 %2</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>解除 %1</translation>
    </message>
</context>
<context>
    <name>fracbit::app::BudgetControl</name>
    <message>
        <source>%1 budget</source>
        <translation>%1预算</translation>
    </message>
    <message>
        <source>%1 budget, exact</source>
        <translation>%1预算（精确值）</translation>
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
    <name>fracbit::app::ExportPage</name>
    <message>
        <source>Linear layers</source>
        <translation>线性层</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Size of the linear layers</source>
        <translation>线性层大小</translation>
    </message>
    <message>
        <source>Predicted loss increase</source>
        <translation>预测的损失增量</translation>
    </message>
    <message>
        <source>With embeddings and norms</source>
        <translation>含嵌入与归一化</translation>
    </message>
    <message>
        <source>Save plan…</source>
        <translation>保存方案…</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>The command that quantizes the model by the saved plan</source>
        <translation>按已保存方案量化模型的命令</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>A plan says which scheme each layer gets. “fracbit quantize” writes the model by it.</source>
        <translation>方案规定每一层采用的量化方式。“fracbit quantize”按其写出模型。</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Plans (*.json)</source>
        <translation>方案 (*.json)</translation>
    </message>
    <message>
        <source>Saved as %1. This quantizes the model by it:
%2</source>
        <translation>已保存为 %1。以下命令按其量化模型：
%2</translation>
    </message>
</context>
<context>
    <name>fracbit::app::FrontPlot</name>
    <message>
        <source>bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>milliseconds per token</source>
        <translation>每词元毫秒数</translation>
    </message>
    <message>
        <source>predicted loss increase</source>
        <translation>预测的损失增量</translation>
    </message>
    <message>
        <source>Front of loss and memory</source>
        <translation>损失–内存前沿</translation>
    </message>
    <message>
        <source>Front of loss and latency</source>
        <translation>损失–延迟前沿</translation>
    </message>
    <message>
        <source>Click or drag to choose a budget</source>
        <translation>单击或拖动以选择预算</translation>
    </message>
</context>
<context>
    <name>fracbit::app::HeatmapView</name>
    <message>
        <source>Allocation: bits of each layer</source>
        <translation>分配：各层位数</translation>
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
    <name>fracbit::app::LayerInspector</name>
    <message>
        <source>Scheme</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>敏感度</translation>
    </message>
    <message>
        <source>Share of the loss</source>
        <translation>占损失比例</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>In one kernel with</source>
        <translation>同一内核中的层</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>Schemes of the layer</source>
        <translation>该层可用的方式</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Give the selected layers this scheme, whatever the budget</source>
        <translation>无论预算如何，对所选层采用此方式</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>禁用</translation>
    </message>
    <message>
        <source>Never give the selected layers this scheme</source>
        <translation>对所选层绝不采用此方式</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Drop the pins and bans of the selected layers</source>
        <translation>取消所选层的固定与禁用</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选择任何项</translation>
    </message>
    <message>
        <source>Choose a cell of the picture, a row, a column, or draw a frame.</source>
        <translation>选择图中的单元格、行或列，或拖出一个框。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more layer(s); pins and bans concern all</source>
        <translation>
            <numerusform>及另外 %n 层；固定与禁用对全部生效</numerusform>
        </translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>块 %1</translation>
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
    <message>
        <source>Open a profile</source>
        <translation>打开分析结果</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>分析结果 (*.json)</translation>
    </message>
    <message>
        <source>Open &amp;profile…</source>
        <translation>打开分析结果(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Colours for all kinds of colour vision</source>
        <translation>色觉无障碍配色(&amp;C)</translation>
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
    <name>fracbit::app::ProfilePage</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Linear layers</source>
        <translation>线性层</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation>线性权重</translation>
    </message>
    <message>
        <source>Quantization schemes</source>
        <translation>量化方式</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Least size</source>
        <translation>最小大小</translation>
    </message>
    <message>
        <source>Latencies</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>KV cache per token</source>
        <translation>每词元 KV 缓存</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>前往分配</translation>
    </message>
    <message>
        <source>Open another profile…</source>
        <translation>打开其他分析结果…</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ReadoutLine</name>
    <message>
        <source>Predicted loss increase</source>
        <translation>预测的损失增量</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Linear layers</source>
        <translation>线性层</translation>
    </message>
    <message>
        <source>Predicted speed</source>
        <translation>预测速度</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>optimal</source>
        <translation>最优</translation>
    </message>
    <message>
        <source>≈ %1 tok/s</source>
        <translation>≈ %1 词元/秒</translation>
    </message>
    <message>
        <source>gap %1 %</source>
        <translation>差距 %1%</translation>
    </message>
    <message>
        <source>≈ %1 %</source>
        <translation>≈ %1%</translation>
    </message>
    <message>
        <source>Next 1 % of memory saves</source>
        <translation>再增加 1% 内存可减少</translation>
    </message>
</context>
<context>
    <name>fracbit::app::SchemeTable</name>
    <message>
        <source>Decibels above the least error that any quantizer of that rate can have</source>
        <translation>高于该码率下任何量化器最小误差的分贝数</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Gap, dB</source>
        <translation>差距 (dB)</translation>
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
        <source>“%1” has no profile yet</source>
        <translation>“%1”尚无分析结果</translation>
    </message>
    <message>
        <source>Allocation needs a profile</source>
        <translation>分配需要分析结果</translation>
    </message>
    <message>
        <source>Export needs an allocation</source>
        <translation>导出需要分配方案</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>前往分配</translation>
    </message>
    <message>
        <source>Open profile…</source>
        <translation>打开分析结果…</translation>
    </message>
    <message>
        <source>Profiles are measured on the command line. This writes one for the open model; open it here afterwards:</source>
        <translation>分析在命令行中进行。以下命令为打开的模型生成分析结果，之后请在此打开：</translation>
    </message>
    <message>
        <source>No profile is open</source>
        <translation>未打开分析结果</translation>
    </message>
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there.</source>
        <translation>分析结果说明每一层的误差对模型损失的影响，以及各量化器在该层的开销。</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>打开模型…</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet; this measures one:</source>
        <translation>层的位数由其敏感度决定，而敏感度属于分析结果。“%1”尚无分析结果，可用以下命令生成：</translation>
    </message>
    <message>
        <source>Allocation decides how many bits each layer gets, within a budget of memory or latency. A profile is enough for it; the model itself is not needed.</source>
        <translation>分配在内存或延迟预算内决定每一层的位数。只需分析结果，无需模型本身。</translation>
    </message>
    <message>
        <source>Nothing has been decided yet about the bits of the layers. That takes a profile.</source>
        <translation>各层的位数尚未确定。这需要分析结果。</translation>
    </message>
    <message>
        <source>No allocation satisfies the present budgets and pins.</source>
        <translation>没有分配能满足当前的预算与固定设置。</translation>
    </message>
</context>
</TS>
