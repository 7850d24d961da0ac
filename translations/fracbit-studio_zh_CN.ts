<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Exporter</name>
    <message>
        <source>Hugging Face: de-quantized</source>
        <translation>Hugging Face：反量化</translation>
    </message>
    <message>
        <source>De-quantized weights of 16 bits each, as any program reads them</source>
        <translation>反量化后的权重，每个 16 位，任何程序都能读取</translation>
    </message>
    <message>
        <source>Type of the weights</source>
        <translation>权重类型</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>tensor cores</source>
        <translation>张量核心</translation>
    </message>
    <message>
        <source>CUDA cores</source>
        <translation>CUDA 核心</translation>
    </message>
</context>
<context>
    <name>LayerFacts</name>
    <message>
        <source>≥ %1 bits</source>
        <translation>≥ %1 位</translation>
    </message>
    <message>
        <source>≤ %1 bits</source>
        <translation>≤ %1 位</translation>
    </message>
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
        <source>Error found / expected</source>
        <translation>误差 实际/预期</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>In one kernel with</source>
        <translation>同一内核中的层</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1，从 %2 到 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of block %1</source>
        <translation>
            <numerusform>第 %1 块的 %n 层</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchemeBars</name>
    <message>
        <source>: %1 dB above the bound</source>
        <translation>：高出下界 %1 dB</translation>
    </message>
    <message>
        <source>, found on this layer: %1 dB</source>
        <translation>，在此层上实测：%1 dB</translation>
    </message>
    <message>
        <source>: no kernel that may be used</source>
        <translation>：没有可用的内核</translation>
    </message>
    <message>
        <source>: %1 µs, %2</source>
        <translation>：%1 µs，%2</translation>
    </message>
    <message>
        <source>batch %1, a model of %2, not measured</source>
        <translation>批量 %1，%2 的模型，非实测</translation>
    </message>
    <message>
        <source>batch %1, measured on %2</source>
        <translation>批量 %1，在 %2 上实测</translation>
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
        <source>Queries, keys and values of linear attention</source>
        <translation>线性注意力的查询、键和值</translation>
    </message>
    <message>
        <source>Gate projection of linear attention</source>
        <translation>线性注意力的门控投影</translation>
    </message>
    <message>
        <source>Output projection of linear attention</source>
        <translation>线性注意力的输出投影</translation>
    </message>
    <message>
        <source>Gate of the token&apos;s numbers</source>
        <translation>词元数值的门控</translation>
    </message>
    <message>
        <source>Projection of the token&apos;s numbers</source>
        <translation>词元数值的投影</translation>
    </message>
    <message>
        <source>Norm before the experts</source>
        <translation>专家之前的归一化</translation>
    </message>
    <message>
        <source>Norm behind the experts</source>
        <translation>专家之后的归一化</translation>
    </message>
    <message>
        <source>Norm behind the shared expert</source>
        <translation>共享专家之后的归一化</translation>
    </message>
    <message>
        <source>Norm behind the token&apos;s numbers</source>
        <translation>词元数值之后的归一化</translation>
    </message>
    <message>
        <source>Scale of the router</source>
        <translation>路由器缩放</translation>
    </message>
    <message>
        <source>Numbers of the token for each block</source>
        <translation>每个块的词元数值</translation>
    </message>
    <message>
        <source>Projection of the embedding for each block</source>
        <translation>每个块的嵌入投影</translation>
    </message>
    <message>
        <source>Norm of the token&apos;s numbers</source>
        <translation>词元数值的归一化</translation>
    </message>
    <message>
        <source>Bias of the router</source>
        <translation>路由器偏置</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Gate of the state</source>
        <translation>状态门控</translation>
    </message>
    <message>
        <source>Decay of the state</source>
        <translation>状态衰减</translation>
    </message>
    <message>
        <source>Time bias of the state</source>
        <translation>状态时间偏置</translation>
    </message>
    <message>
        <source>Norm of linear attention</source>
        <translation>线性注意力的归一化</translation>
    </message>
    <message>
        <source>Scale of the block</source>
        <translation>块的缩放</translation>
    </message>
    <message>
        <source>Down projection of the queries</source>
        <translation>查询的降维投影</translation>
    </message>
    <message>
        <source>Up projection of the queries</source>
        <translation>查询的升维投影</translation>
    </message>
    <message>
        <source>Down projection of keys and values</source>
        <translation>键和值的降维投影</translation>
    </message>
    <message>
        <source>Up projection of keys and values</source>
        <translation>键和值的升维投影</translation>
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
    <message>
        <source>Norm behind the attention</source>
        <translation>注意力后的归一化</translation>
    </message>
    <message>
        <source>Norm behind the MLP</source>
        <translation>MLP 后的归一化</translation>
    </message>
    <message>
        <source>Attention sinks</source>
        <translation>注意力汇</translation>
    </message>
    <message>
        <source>Gate of the shared expert</source>
        <translation>共享专家的门控</translation>
    </message>
    <message>
        <source>Router of the experts</source>
        <translation>专家路由器</translation>
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
        <source>Square: trellis-coded · rounded: vector · circle: scalar · joined: one kernel · dot: pinned or banned</source>
        <translation>方形：网格编码 · 圆角：矢量 · 圆形：标量 · 相连：同一内核 · 圆点：固定或禁用</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
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
    <message>
        <source>Measure…</source>
        <translation>测量…</translation>
    </message>
    <message>
        <source>The profile as it was opened</source>
        <translation>刚打开的配置档</translation>
    </message>
    <message>
        <source>History of the edits</source>
        <translation>编辑历史</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>调色板</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Scheme family</source>
        <translation>量化方式族</translation>
    </message>
    <message>
        <source>Select by name: mlp\.down, \.[0-3]\.</source>
        <translation>按名称选择：mlp\.down, \.[0-3]\.</translation>
    </message>
    <message>
        <source>A regular expression; Return selects the layers that it matches</source>
        <translation>正则表达式；按 Enter 选择匹配的层</translation>
    </message>
    <message>
        <source>Select layers by a regular expression</source>
        <translation>用正则表达式选择层</translation>
    </message>
    <message>
        <source>Latency, µs</source>
        <translation>延迟，µs</translation>
    </message>
    <message>
        <source>No layer matches</source>
        <translation>没有匹配的层</translation>
    </message>
    <message>
        <source>Quantize the model aside and measure it</source>
        <translation>另行量化模型并测量</translation>
    </message>
    <message>
        <source>Open the model to measure this allocation</source>
        <translation>打开模型以测量此分配</translation>
    </message>
    <message>
        <source>Open the model to see its weights</source>
        <translation>打开模型以查看其权重</translation>
    </message>
    <message>
        <source>Feed errors back into later columns</source>
        <translation>将误差反馈到后续列</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Which rows the picture has; experts are one row until unfolded</source>
        <translation>图中显示哪些行；专家在展开之前合为一行</translation>
    </message>
    <message>
        <source>Chooses for a quantization that uses the activation moments beside the profile: the same sizes, less loss</source>
        <translation>按使用分析结果旁激活矩的量化来选择：大小相同，损失更小</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocationSession</name>
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
    <message>
        <source>%1: at least %2 bits</source>
        <translation>%1：至少 %2 位</translation>
    </message>
    <message>
        <source>%1: at most %2 bits</source>
        <translation>%1：至多 %2 位</translation>
    </message>
    <message>
        <source>Change the palette</source>
        <translation>更改调色板</translation>
    </message>
    <message>
        <source>Go back to “%1”</source>
        <translation>回到“%1”</translation>
    </message>
    <message>
        <source>Memory: at most %1</source>
        <translation>内存：至多 %1</translation>
    </message>
    <message>
        <source>No memory budget</source>
        <translation>无内存预算</translation>
    </message>
    <message>
        <source>Latency: at most %1 ms</source>
        <translation>延迟：至多 %1 ms</translation>
    </message>
    <message>
        <source>No latency budget</source>
        <translation>无延迟预算</translation>
    </message>
    <message>
        <source>Feed errors back</source>
        <translation>反馈误差</translation>
    </message>
    <message>
        <source>Do not feed errors back</source>
        <translation>不反馈误差</translation>
    </message>
    <message>
        <source>Change the kernels</source>
        <translation>更改内核</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AuditTable</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>已分配</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>已存储</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Expected error</source>
        <translation>预期误差</translation>
    </message>
    <message>
        <source>Found error</source>
        <translation>实际误差</translation>
    </message>
</context>
<context>
    <name>fracbit::app::AuditView</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>磁盘大小</translation>
    </message>
    <message>
        <source>Size foretold</source>
        <translation>预告大小</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>From an earlier run</source>
        <translation>来自先前的运行</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers as they were written</source>
        <translation>已写入的层</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message numerus="yes">
        <source>Written as assigned: all %n layer(s) read back and compared</source>
        <translation>
            <numerusform>已按分配写入：全部 %n 层均已读回并比较</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) in what was written</source>
        <translation>
            <numerusform>写入内容有 %n 个问题</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::BlockGraph</name>
    <message>
        <source>The kernel calls of the block</source>
        <translation>该块的内核调用</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>激活</translation>
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
    <message>
        <source>Unit of the %1 budget</source>
        <translation>%1预算的单位</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 个词元</translation>
    </message>
    <message>
        <source>Context that has to fit, in tokens</source>
        <translation>需容纳的上下文（词元）</translation>
    </message>
    <message>
        <source>GiB in all, with</source>
        <translation>总 GiB，含</translation>
    </message>
    <message>
        <source>bits/weight</source>
        <translation>位/权重</translation>
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
        <translation>毫秒/词元</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>%1 · fits %2 GB</source>
        <translation>%1 · 可放入 %2 GB</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ChatWindow</name>
    <message>
        <source>Original and quantized</source>
        <translation>原始与量化</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Say something to both models</source>
        <translation>对两个模型说点什么</translation>
    </message>
    <message>
        <source>Words for both models</source>
        <translation>发给两个模型的话</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 个词元</translation>
    </message>
    <message>
        <source>Length of an answer</source>
        <translation>回答长度</translation>
    </message>
    <message>
        <source>temperature </source>
        <translation>温度 </translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 词元/秒</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ComparisonPanel</name>
    <message>
        <source>%1 → %2 (%3 %)</source>
        <translation>%1 → %2（%3%）</translation>
    </message>
    <message>
        <source>Predicted loss</source>
        <translation>预测损失</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Layers that differ</source>
        <translation>不同的层</translation>
    </message>
    <message>
        <source>Milliseconds per token</source>
        <translation>每词元毫秒</translation>
    </message>
    <message>
        <source>Keep an allocation with “Compare with this”, or compare with a snapshot: what differs is listed here and coloured in the picture.</source>
        <translation>用“与此比较”保留一个分配，或与快照比较：差异列在此处并在图中着色。</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ComparisonTable</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>原来</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Δ bits</source>
        <translation>Δ 位</translation>
    </message>
    <message>
        <source>Δ loss</source>
        <translation>Δ 损失</translation>
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
    <name>fracbit::app::ExportForm</name>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n 位</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace a finished model in the folder</source>
        <translation>替换文件夹中已完成的模型</translation>
    </message>
    <message>
        <source>Quantize</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Folder to write</source>
        <translation>写入的文件夹</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>磁盘大小</translation>
    </message>
    <message>
        <source>Folder for the quantized model</source>
        <translation>量化模型的文件夹</translation>
    </message>
    <message>
        <source>Fracbit: packed bits</source>
        <translation>Fracbit：紧凑比特</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Packed bits are small and fast here.</source>
        <translation>紧凑比特体积小，在本程序中速度快。</translation>
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
    <message>
        <source>What was written is read back and compared with the plan; the report appears here.</source>
        <translation>写入的内容会被读回并与方案比较；报告显示在此处。</translation>
    </message>
    <message>
        <source>To write the quantized model here, open the original: a profile holds no weights.</source>
        <translation>要在此写出量化模型，请打开原始模型：配置档不含权重。</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>打开模型…</translation>
    </message>
    <message>
        <source>Try it beside the original…</source>
        <translation>与原始模型并排试用…</translation>
    </message>
    <message>
        <source>Quantized model</source>
        <translation>量化模型</translation>
    </message>
    <message>
        <source>A plan says which scheme each layer gets; “fracbit quantize” carries it out.</source>
        <translation>方案规定每层使用的量化方式；“fracbit quantize” 负责执行。</translation>
    </message>
    <message>
        <source>Another job is running; one runs at a time</source>
        <translation>另一项任务正在运行；一次只能运行一项</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>保存表格…</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Plan, table, picture</source>
        <translation>方案、表格、图片</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Tables (*.csv *.json)</source>
        <translation>表格 (*.csv *.json)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.pdf *.png)</source>
        <translation>图片 (*.svg *.pdf *.png)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>being worked out</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <source>known once the model is quantized</source>
        <translation>模型量化后可知</translation>
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
    <message>
        <source>optimal</source>
        <translation>最优</translation>
    </message>
    <message>
        <source>ideal quantizers</source>
        <translation>理想量化器</translation>
    </message>
    <message>
        <source>one scheme for all</source>
        <translation>统一方式</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>present</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>loss increase</source>
        <translation>损失增量</translation>
    </message>
    <message>
        <source>%1 %2 tokens</source>
        <translation>%1 %2 个词元</translation>
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
    <name>fracbit::app::HistogramPlot</name>
    <message>
        <source>normal</source>
        <translation>正态</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>旋转后</translation>
    </message>
    <message>
        <source>Spread of the weights against the normal curve</source>
        <translation>权重分布与正态曲线</translation>
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
    <name>fracbit::app::KeptPanel</name>
    <message>
        <source>Kept allocations</source>
        <translation>保留的分配</translation>
    </message>
    <message>
        <source>Snapshots keep an allocation under a name; measurements are allocations that were really quantized and compared.</source>
        <translation>快照以名称保留分配；测量是真正量化并比较过的分配。</translation>
    </message>
    <message>
        <source>Keep this…</source>
        <translation>保留…</translation>
    </message>
    <message>
        <source>Go back to</source>
        <translation>回到此处</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Try…</source>
        <translation>试用…</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Keep the present allocation under a name</source>
        <translation>以名称保留当前分配</translation>
    </message>
    <message>
        <source>Decide as the snapshot did; can be undone</source>
        <translation>按快照的决定；可撤销</translation>
    </message>
    <message>
        <source>Talk to the measured model and the original side by side</source>
        <translation>与测量过的模型和原始模型并排对话</translation>
    </message>
    <message>
        <source>Keep this allocation</source>
        <translation>保留此分配</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>fracbit::app::KeptTable</name>
    <message>
        <source>A snapshot: nothing was measured</source>
        <translation>快照：未经测量</translation>
    </message>
    <message>
        <source>KL %1 ± %2 nats, perplexity %3, the same most probable token in %4 % of %5 predictions; text: %6</source>
        <translation>KL %1 ± %2 奈特，困惑度 %3，最可能词元相同占 %5 次预测的 %4%；文本：%6</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LatencyForm</name>
    <message>
        <source>More bits are never faster</source>
        <translation>位数越多不会更快</translation>
    </message>
    <message>
        <source>Where times come from</source>
        <translation>时间的来源</translation>
    </message>
    <message>
        <source>Table or profile with times</source>
        <translation>含时间的表或分析结果</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>A table or a profile with times</source>
        <translation>含时间的表或分析结果</translation>
    </message>
    <message>
        <source>Tables (*.json)</source>
        <translation>表 (*.json)</translation>
    </message>
    <message>
        <source>Sequences decoded at a time</source>
        <translation>同时解码的序列数</translation>
    </message>
    <message>
        <source>Replaces the times by the nearest ones that rise with the bits: an optimiser exploits noise</source>
        <translation>用随位数递增的最接近值替换时间：优化器会利用噪声</translation>
    </message>
    <message>
        <source>sequences at a time</source>
        <translation>个序列同时</translation>
    </message>
    <message>
        <source>Measured on this processor</source>
        <translation>在本机处理器上实测</translation>
    </message>
    <message>
        <source>Measured on this GPU, %1</source>
        <translation>在本机 GPU 上实测，%1</translation>
    </message>
    <message>
        <source>Model of %1</source>
        <translation>%1 的模型</translation>
    </message>
    <message>
        <source>From a table or another profile…</source>
        <translation>来自表或另一个分析结果…</translation>
    </message>
    <message>
        <source>None: only sizes are decided on</source>
        <translation>无：只决定大小</translation>
    </message>
    <message>
        <source>Every kernel is timed with cold weights, as in decoding. Minutes.</source>
        <translation>与解码时一样，用冷权重为每个内核计时。需要几分钟。</translation>
    </message>
    <message>
        <source>A model, not a measurement: %1. The profile says so.</source>
        <translation>是模型而非实测：%1。分析结果会注明。</translation>
    </message>
    <message>
        <source>A table of the reference code, or a profile of layers with the same shapes.</source>
        <translation>参考代码的表，或具有相同形状层的分析结果。</translation>
    </message>
    <message>
        <source>Times that the profile holds already are kept.</source>
        <translation>分析结果中已有的时间会保留。</translation>
    </message>
</context>
<context>
    <name>fracbit::app::LayerInspector</name>
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
    <message>
        <source>Weights, rows scaled to one</source>
        <translation>权重，行归一化</translation>
    </message>
    <message>
        <source>The block&apos;s kernel calls</source>
        <translation>该块的内核调用</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>Kind of the limit</source>
        <translation>限制类型</translation>
    </message>
    <message>
        <source> bits</source>
        <translation> 位</translation>
    </message>
    <message>
        <source>Bits of the limit</source>
        <translation>限制的位数</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Bound the bits per weight of the selected layers</source>
        <translation>限制所选层的每权重位数</translation>
    </message>
    <message>
        <source>Kurtosis %1 as stored, %2 rotated; a normal has 3</source>
        <translation>峰度：存储 %1，旋转后 %2；正态为 3</translation>
    </message>
    <message>
        <source>Error of each scheme above the bound</source>
        <translation>各方式高出下界的误差</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Time of a call with each scheme</source>
        <translation>各方式一次调用的时间</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
    <message>
        <source>Time of a call of its own, µs, by bits</source>
        <translation>单独调用的时间，µs，按位数</translation>
    </message>
    <message>
        <source>Error above the bound D(R), dB, by bits; dots: found on this layer&apos;s weights</source>
        <translation>高出下界 D(R) 的误差，dB，按位数；圆点：在此层权重上实测</translation>
    </message>
    <message>
        <source>This profile has no times: measure them on the page Profile, or take those of a device model or of a table there.</source>
        <translation>此分析结果没有时间：请在“分析”页面上测量，或采用设备模型或表中的时间。</translation>
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
    <message>
        <source>Save elsewhere…</source>
        <translation>保存到别处…</translation>
    </message>
    <message>
        <source>The project: %1</source>
        <translation>项目：%1</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Projects (*.fracbit)</source>
        <translation>项目 (*.fracbit)</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>项目另存为</translation>
    </message>
    <message>
        <source>The project is not saved</source>
        <translation>项目未保存</translation>
    </message>
    <message>
        <source>Open pro&amp;ject…</source>
        <translation>打开项目(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;Save project as…</source>
        <translation>项目另存为(&amp;S)…</translation>
    </message>
</context>
<context>
    <name>fracbit::app::MeasureDialog</name>
    <message>
        <source>Windows</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Tokens in each</source>
        <translation>每个的词元数</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Measure this allocation</source>
        <translation>测量此分配</translation>
    </message>
    <message>
        <source>Quantizes the model aside and reads a text with it and with the original. The measured divergence appears on the fronts.</source>
        <translation>另行量化模型，并用它和原始模型读同一文本。测得的散度显示在前沿图上。</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 位</translation>
    </message>
    <message>
        <source>What the original itself writes</source>
        <translation>原始模型自己写的文本</translation>
    </message>
    <message>
        <source>A text of mine</source>
        <translation>我的文本</translation>
    </message>
    <message>
        <source>windows of</source>
        <translation>个窗口，每个</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>A text to measure on</source>
        <translation>用于测量的文本</translation>
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
    <message>
        <source>Carried along</source>
        <translation>一并保留</translation>
    </message>
    <message>
        <source>Tensors beside the text model (%1): not computed with, and written again with every export</source>
        <translation>文本模型之外的张量（%1）：不参与计算，每次导出时原样写入</translation>
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
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of these models: %1. The file was not changed.</source>
        <translation>本程序可读取以下模型的 Hugging Face 文件夹（config.json 与 safetensors 或 PyTorch 文件）以及 GGUF 文件：%1。文件未被更改。</translation>
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
    <name>fracbit::app::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>fracbit::app::PaletteEditor</name>
    <message>
        <source>Scheme</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位</translation>
    </message>
    <message>
        <source>Allow all</source>
        <translation>全部允许</translation>
    </message>
    <message>
        <source>Schemes that are not ticked are given to no layer, kernels that are not ticked run none. Pins and bans of single layers are made in the inspector.</source>
        <translation>未勾选的方式不会分配给任何层，未勾选的内核不会运行。单层的固定和禁用在检查器中进行。</translation>
    </message>
    <message>
        <source>Schemes and kernels that may be used</source>
        <translation>可使用的方式和内核</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>内核</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ProfileForm</name>
    <message>
        <source>Sequences</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Tokens in each</source>
        <translation>每个的词元数</translation>
    </message>
    <message>
        <source>Measure the profile</source>
        <translation>测量配置档</translation>
    </message>
    <message>
        <source>Fisher information</source>
        <translation>费舍尔信息</translation>
    </message>
    <message>
        <source>Noise in one layer at a time</source>
        <translation>逐层加噪声</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>估计方法</translation>
    </message>
    <message>
        <source>What the model itself writes</source>
        <translation>模型自己写的文本</translation>
    </message>
    <message>
        <source>A text of mine</source>
        <translation>我的文本</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>sequences of</source>
        <translation>个序列，每个</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>A text to measure on</source>
        <translation>用于测量的文本</translation>
    </message>
    <message>
        <source>Profile to write</source>
        <translation>写入的配置档</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>分析结果 (*.json)</translation>
    </message>
    <message>
        <source>One pass forward and one backward, all layers at once: minutes. Works block by block, for models that do not fit into memory, too.</source>
        <translation>前向、后向各一遍，所有层同时进行：数分钟。逐块进行，放不进内存的模型也可以。</translation>
    </message>
    <message>
        <source>Disturbs one layer after another and measures the divergence: the slow truth. Holds the whole model in memory.</source>
        <translation>逐层扰动并测量散度：慢但真实。整个模型驻留内存。</translation>
    </message>
    <message>
        <source>%1 tokens. More of them make the sensitivities more certain.</source>
        <translation>%1 个词元。越多，敏感度越可靠。</translation>
    </message>
    <message>
        <source>Activation moments, for feedback of errors</source>
        <translation>激活矩，用于误差反馈</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>另外</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Later quantizations lose less at the same size and speed: each column makes good what earlier ones did wrong. Takes a pass over more text, and %1 on disk.</source>
        <translation>之后的量化在同样大小和速度下损失更小：每一列弥补前面各列的误差。需要多读一遍文本，并占用磁盘 %1。</translation>
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
    <message>
        <source>Estimator</source>
        <translation>估计方法</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>测量所用文本</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Measure a new one…</source>
        <translation>重新测量…</translation>
    </message>
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there.</source>
        <translation>分析结果说明每一层的误差对模型损失的影响，以及各量化器在该层的开销。</translation>
    </message>
    <message>
        <source>Open a profile instead…</source>
        <translation>改为打开配置档…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Profile of %1</source>
        <translation>%1 的配置档</translation>
    </message>
    <message>
        <source>Another job is running; one runs at a time</source>
        <translation>另一项任务正在运行；一次只能运行一项</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ReadoutLine</name>
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
    <message>
        <source>Loss increase · perplexity × %1</source>
        <translation>损失增量 · 困惑度 × %1</translation>
    </message>
    <message>
        <source>The next %1: %2, loss −%3 %</source>
        <translation>再增加 %1：%2，损失 −%3%</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>≈ %1 % · %2 %</source>
        <translation>≈ %1% · %2%</translation>
    </message>
    <message>
        <source>Next 1 % of memory · time saves</source>
        <translation>再增加 1% 内存 · 时间可减少</translation>
    </message>
    <message>
        <source>Next 1 % of time saves</source>
        <translation>再增加 1% 时间可减少</translation>
    </message>
</context>
<context>
    <name>fracbit::app::RowList</name>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>As one row</source>
        <translation>合为一行</translation>
    </message>
    <message>
        <source>Rows of the picture</source>
        <translation>图中的行</translation>
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
    <message>
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file; nothing is changed in it. Profiles and projects, too.</source>
        <translation>Hugging Face 文件夹（config.json 与 safetensors）或 GGUF 文件；不会改动其内容。也可拖入配置档和项目。</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Open profile…</source>
        <translation>打开分析结果…</translation>
    </message>
    <message>
        <source>Open the sample model</source>
        <translation>打开示例模型</translation>
    </message>
</context>
<context>
    <name>fracbit::app::Studio</name>
    <message>
        <source>Fracbit Studio did not end properly last time. This is the project that was open, with everything that was saved.</source>
        <translation>Fracbit Studio 上次未正常退出。这是当时打开的项目，已保存的内容都在。</translation>
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
        <source>other in the file than in the model</source>
        <translation>文件中的顺序与模型不同</translation>
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
        <source>No profile is open</source>
        <translation>未打开分析结果</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>打开模型…</translation>
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
    <message>
        <source>A profile says how much the loss of a model suffers from errors in each of its layers, and what each quantizer costs there. Open a model to measure one.</source>
        <translation>配置档说明每层误差对模型损失的影响，以及各量化器在该层的代价。打开模型即可测量。</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet.</source>
        <translation>层的位数由配置档中的敏感度决定。“%1” 还没有配置档。</translation>
    </message>
    <message>
        <source>Measure a profile</source>
        <translation>测量配置档</translation>
    </message>
</context>
<context>
    <name>fracbit::app::WorkView</name>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>The model writes its own text</source>
        <translation>模型正在写文本</translation>
    </message>
    <message>
        <source>Measuring sensitivities</source>
        <translation>正在测量敏感度</translation>
    </message>
    <message>
        <source>Measuring layer by layer</source>
        <translation>正在逐层测量</translation>
    </message>
    <message>
        <source>Testing the quantizers on the model&apos;s weights</source>
        <translation>正在用模型权重检验量化器</translation>
    </message>
    <message>
        <source>Quantizing</source>
        <translation>正在量化</translation>
    </message>
    <message>
        <source>Comparing what was stored with the plan</source>
        <translation>正在将存储内容与方案比较</translation>
    </message>
    <message>
        <source>Reading the text with both models</source>
        <translation>正在用两个模型阅读文本</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>约剩 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>约剩 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>约剩 %1 小时</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What was finished is kept; starting again goes on from there.</source>
        <translation>已完成的部分会保留；再次开始会从那里继续。</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Measuring activation moments</source>
        <translation>正在测量激活矩</translation>
    </message>
    <message>
        <source>Working out what feedback gains</source>
        <translation>正在计算反馈的收益</translation>
    </message>
    <message>
        <source>Writing the weights for other programs</source>
        <translation>正在为其他程序写出权重</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
</TS>
