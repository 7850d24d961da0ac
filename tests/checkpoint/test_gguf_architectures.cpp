// The reference checkpoints as llama.cpp's converter would write them (its names and keys, norms of
// Gemma with one added, experts stacked, q and k interleaved for llama) are read as what they were.
#include "checkpoint/checkpoint.h"
#include "support/gguf_writer.h"
#include "support/synthetic_checkpoint.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::checkpoint;
using namespace fracbit::tests;

namespace {

// The name in the file of a tensor of a block, without ".weight": by gguf-py/gguf/constants.py.
const std::map<std::string, std::string> kNames{{"attn.norm", "attn_norm"},
                                                {"attn.q", "attn_q"},
                                                {"attn.k", "attn_k"},
                                                {"attn.v", "attn_v"},
                                                {"attn.o", "attn_output"},
                                                {"attn.q_norm", "attn_q_norm"},
                                                {"attn.k_norm", "attn_k_norm"},
                                                {"attn.norm_after", "post_attention_norm"},
                                                {"mlp.norm", "ffn_norm"},
                                                {"mlp.norm_after", "post_ffw_norm"},
                                                {"mlp.gate", "ffn_gate"},
                                                {"mlp.up", "ffn_up"},
                                                {"mlp.down", "ffn_down"},
                                                {"mlp.router", "ffn_gate_inp"},
                                                {"experts.gate", "ffn_gate_exps"},
                                                {"experts.up", "ffn_up_exps"},
                                                {"experts.down", "ffn_down_exps"},
                                                {"mlp.shared_gate", "ffn_gate_inp_shexp"},
                                                {"shared_expert.up", "ffn_up_shexp"},
                                                {"shared_expert.gate", "ffn_gate_shexp"},
                                                {"shared_expert.down", "ffn_down_shexp"},
                                                {"attn.sinks", "attn_sinks"},
                                                {"attn.in_qkv", "attn_qkv"},
                                                {"attn.in_z", "attn_gate"},
                                                {"attn.in_b", "ssm_beta"},
                                                {"attn.in_a", "ssm_alpha"},
                                                {"attn.conv", "ssm_conv1d"},
                                                {"attn.decay", "ssm_a"},
                                                {"attn.time_bias", "ssm_dt"},
                                                {"attn.state_norm", "ssm_norm"},
                                                {"attn.out", "ssm_out"},
                                                {"scalar", "layer_output_scale"},
                                                {"mlp.router_scale", "ffn_gate_inp"},
                                                {"mlp.expert_scale", "ffn_down_exps"},
                                                {"mlp.token_gate", "inp_gate"},
                                                {"mlp.token_projection", "proj"},
                                                {"mlp.token_norm", "post_norm"},
                                                {"mlp.experts_norm", "pre_ffw_norm_2"},
                                                {"mlp.experts_norm_after", "post_ffw_norm_2"},
                                                {"mlp.shared_norm_after", "post_ffw_norm_1"}};

struct Converted {
    std::string architecture;
    bool normsPlusOne = false;
    bool interleaved = false;
    std::map<std::string, std::string> fused{}; // in place of kNames
    bool tiled = false; // value heads: the first of every key head, then the second
};

Converted conversionOf(const std::string& architecture) {
    if (architecture == "gemma2")
        return {"gemma2", true};
    if (architecture == "gemma3_text")
        return {"gemma3", true};
    if (architecture == "gemma4_text")
        return {"gemma4",
                false,
                false,
                {{"shared_expert.gate", "ffn_gate"},
                 {"shared_expert.up", "ffn_up"},
                 {"shared_expert.down", "ffn_down"}}};
    if (architecture == "phi3")
        return {"phi3",
                false,
                false,
                {{"attn.q", "attn_qkv"},
                 {"attn.k", "attn_qkv"},
                 {"attn.v", "attn_qkv"},
                 {"mlp.gate", "ffn_up"}}};
    if (architecture == "mixtral")
        return {"llama", false, true};
    if (architecture == "qwen2_moe")
        return {"qwen2moe"};
    if (architecture == "qwen3_moe")
        return {"qwen3moe"};
    if (architecture == "gpt_oss")
        return {"gpt-oss", false, false, {{"mlp.norm", "post_attention_norm"}}};
    if (architecture == "qwen3_next")
        return {"qwen3next",
                true,
                false,
                {{"mlp.norm", "post_attention_norm"},
                 {"attn.in_b", "ssm_ba"},
                 {"attn.in_a", "ssm_ba"}}};
    if (architecture == "qwen3_5_moe_text")
        return {"qwen35moe", true, false, {{"mlp.norm", "post_attention_norm"}}, true};
    if (architecture == "qwen3_5_text")
        return {"qwen35", true, false, {{"mlp.norm", "post_attention_norm"}}, true};
    return {architecture, false, architecture == "smollm3"};
}

// "experts.gate" of "blocks.1.experts.7.gate.weight".
std::string partOf(const ModelTensor& tensor) {
    std::string part = tensor.name.substr(tensor.name.find('.', 7) + 1);
    part = part.substr(0, part.rfind('.'));
    if (tensor.expert >= 0)
        part = "experts" + part.substr(part.rfind('.'));
    return part;
}

std::string storedName(const ModelTensor& tensor, const Converted& how) {
    static const std::map<TensorRole, std::string> kOutside{
        {TensorRole::TokenEmbedding, "token_embd.weight"},
        {TensorRole::OutputHead, "output.weight"},
        {TensorRole::FinalNorm, "output_norm.weight"},
        {TensorRole::TokenTable, "per_layer_token_embd.weight"},
        {TensorRole::TokenProjection, "per_layer_model_proj.weight"},
        {TensorRole::TokenNorm, "per_layer_proj_norm.weight"}};
    if (tensor.block < 0)
        return kOutside.at(tensor.role);
    const std::string part = partOf(tensor);
    const auto fused = how.fused.find(part);
    const std::string ending = tensor.role == TensorRole::RouterScale   ? ".scale"
                               : tensor.name.ends_with(".decay.weight") ? ""
                               : tensor.name.ends_with(".bias") || part == "attn.time_bias"
                                   ? ".bias"
                                   : ".weight";
    return "blk." + std::to_string(tensor.block) + "." +
           (fused == how.fused.end() ? kNames.at(part) : fused->second) + ending;
}

// Rows 2j and 2j + 1 of a head are the j-th of its halves.
Tensor interleave(const Tensor& rows, std::int64_t headSize) {
    Tensor result = rows;
    const std::int64_t width = elementCount(rows.shape) / rows.shape[0];
    for (std::int64_t row = 0; row < rows.shape[0]; ++row) {
        const std::int64_t within = row % headSize;
        const std::int64_t from = row - within + within / 2 + (within % 2 == 0 ? 0 : headSize / 2);
        std::copy_n(rows.values.begin() + from * width, width, result.values.begin() + row * width);
    }
    return result;
}

// Numbers [outer][heads][size][inner], their value heads from key head by key head to tile by tile.
Tensor tiledHeads(const Tensor& from, const DeltaNet& net, std::int64_t outer, std::int64_t size,
                  std::int64_t inner, std::int64_t skipped) {
    Tensor result = from;
    const std::int64_t shared = net.valueHeads / net.keyHeads;
    const std::int64_t length = size * inner;
    for (std::int64_t o = 0; o < outer; ++o)
        for (std::int64_t head = 0; head < net.valueHeads; ++head) {
            const std::int64_t base = o * net.valueHeads * length + skipped;
            const std::int64_t to = head % shared * net.keyHeads + head / shared;
            std::copy_n(from.values.begin() + base + head * length, length,
                        result.values.begin() + base + to * length);
        }
    return result;
}

// As _LinearAttentionVReorderBase of convert_hf_to_gguf.py.
Tensor tiled(const ModelTensor& tensor, const Tensor& values, const ModelConfig& config) {
    const auto* net =
        tensor.block < 0 ? nullptr : std::get_if<DeltaNet>(&config.block(tensor.block).mixer);
    if (!net)
        return values;
    const std::int64_t width = tensor.shape.size() > 1 ? tensor.shape[1] : 1;
    if (tensor.layer.ends_with("attn.in_qkv") || tensor.role == TensorRole::Convolution)
        return tiledHeads(values, *net, 1, net->valueSize, width, 2 * net->keyWidth() * width);
    if (tensor.layer.ends_with("attn.in_z"))
        return tiledHeads(values, *net, 1, net->valueSize, width, 0);
    if (tensor.role == TensorRole::StateGate || tensor.role == TensorRole::StateVector)
        return tiledHeads(values, *net, 1, 1, width, 0);
    if (tensor.layer.ends_with("attn.out"))
        return tiledHeads(values, *net, tensor.shape[0], net->valueSize, 1, 0);
    return values;
}

// b and a of every key head in turns, as the original has them.
Tensor inTurns(const Tensor& b, const Tensor& a, const DeltaNet& net) {
    Tensor both({2 * net.valueHeads, b.columns()});
    const std::int64_t shared = net.valueHeads / net.keyHeads;
    for (std::int64_t row = 0; row < both.rows(); ++row) {
        const std::int64_t head = row / (2 * shared) * shared + row % shared;
        std::ranges::copy((row / shared % 2 ? a : b).row(head), both.row(row).begin());
    }
    return both;
}

bool isNorm(TensorRole role) {
    return role == TensorRole::FinalNorm || role == TensorRole::BlockNorm ||
           role == TensorRole::HeadNorm;
}

// In the order of first use; tensors of one name one behind the other.
std::vector<std::pair<std::string, Tensor>> converted(const Checkpoint& model,
                                                      const Converted& how) {
    std::vector<std::pair<std::string, Tensor>> all;
    for (const ModelTensor& tensor : model.spec().tensors) {
        Tensor values = model.read(tensor.name);
        if (how.normsPlusOne && isNorm(tensor.role))
            for (float& value : values.values)
                value += 1;
        if (how.interleaved &&
            (tensor.layer.ends_with("attn.q") || tensor.layer.ends_with("attn.k")))
            values = interleave(values, model.spec().config.block(0).attention().headSize);
        if (how.tiled)
            values = tiled(tensor, values, model.spec().config);
        if (tensor.name.ends_with(".decay.weight"))
            for (float& value : values.values)
                value = -std::exp(value);
        const std::string name = storedName(tensor, how);
        if (name.ends_with("ssm_ba.weight")) {
            if (tensor.name.ends_with("in_a.weight"))
                all.emplace_back(
                    name,
                    inTurns(model.read(blockName(tensor.block, "attn.in_b.weight")), values,
                            std::get<DeltaNet>(model.spec().config.block(tensor.block).mixer)));
            continue;
        }
        const auto found = std::ranges::find(all, name, &std::pair<std::string, Tensor>::first);
        if (found == all.end()) {
            all.emplace_back(name, std::move(values));
            if (tensor.expert >= 0) // stacked: one dimension more
                all.back().second.shape.insert(all.back().second.shape.begin(), 1);
            continue;
        }
        found->second.shape.front() += tensor.expert >= 0 ? 1 : values.shape.front();
        found->second.values.insert(found->second.values.end(), values.values.begin(),
                                    values.values.end());
    }
    return all;
}

void setKeys(GgufWriter& writer, const ModelConfig& config, const Converted& how) {
    const std::string prefix = how.architecture + ".";
    const auto set = [&](const char* key, std::int64_t value) {
        writer.setU32(prefix + key, static_cast<std::uint32_t>(value));
    };
    const auto setNumber = [&](const char* key, double value) {
        writer.setF32(prefix + key, static_cast<float>(value));
    };
    const BlockDescription& block = config.block(0);
    const Attention& attention = *config.firstAttention();
    writer.setString("general.architecture", how.architecture);
    set("context_length", config.context);
    set("embedding_length", config.hidden);
    set("block_count", config.blockCount());
    set("feed_forward_length", block.feedForward.intermediate);
    set("attention.head_count", attention.heads);
    set("attention.head_count_kv", attention.kvHeads);
    set("attention.key_length", attention.headSize);
    set("attention.value_length", attention.headSize);
    if (const auto* net = std::get_if<DeltaNet>(&block.mixer)) {
        set("ssm.conv_kernel", net->convolution);
        set("ssm.state_size", net->keySize);
        set("ssm.group_count", net->keyHeads);
        set("ssm.time_step_rank", net->valueHeads);
        set("ssm.inner_size", net->valueWidth());
        set("full_attention_interval", 4);
    }
    set("rope.dimension_count", config.ropes.back().dimensions);
    setNumber("attention.layer_norm_rms_epsilon", config.finalNorm.epsilon);
    setNumber("rope.freq_base", config.ropes.back().theta);
    if (attention.window > 0)
        set("attention.sliding_window", attention.window);
    if (attention.softCap > 0)
        setNumber("attn_logit_softcapping", attention.softCap);
    if (config.logitSoftCap > 0)
        setNumber("final_logit_softcapping", config.logitSoftCap);
    if (config.ropes.back().scaling == RopeScaling::Linear) {
        writer.setString(prefix + "rope.scaling.type", "linear");
        setNumber("rope.scaling.factor", config.ropes.back().factor);
    }
    if (config.ropes.back().scaling == RopeScaling::Yarn) {
        writer.setString(prefix + "rope.scaling.type", "yarn");
        setNumber("rope.scaling.factor", config.ropes.back().factor);
        set("rope.scaling.original_context_length", config.ropes.back().originalContext);
    }
    if (const auto& mixture = block.feedForward.mixture) {
        set("expert_count", mixture->experts);
        set("expert_used_count", mixture->perToken);
        set("expert_feed_forward_length", block.feedForward.intermediate);
        if (mixture->sharedIntermediate > 0 && !mixture->ownNorms)
            set("expert_shared_feed_forward_length", mixture->sharedIntermediate);
    }
}

// Heads of two sizes, the larger where a block sees all.
void setGemma4Keys(GgufWriter& writer, const ModelConfig& config) {
    std::vector<bool> slides;
    std::vector<std::uint32_t> kvHeads;
    std::int64_t sizes[2]{};
    for (const BlockDescription& block : config.blocks) {
        const Attention& attention = block.attention();
        slides.push_back(attention.window > 0);
        kvHeads.push_back(static_cast<std::uint32_t>(attention.kvHeads));
        sizes[attention.window > 0] = attention.headSize;
    }
    const auto set = [&](const char* key, std::int64_t value) {
        writer.setU32(std::string("gemma4.") + key, static_cast<std::uint32_t>(value));
    };
    writer.setBools("gemma4.attention.sliding_window_pattern", slides);
    writer.setU32s("gemma4.attention.head_count_kv", kvHeads);
    set("attention.key_length", sizes[0]);
    set("attention.value_length", sizes[0]);
    set("attention.key_length_swa", sizes[1]);
    set("attention.value_length_swa", sizes[1]);
    std::vector<std::uint32_t> widths;
    std::int64_t lent = 0;
    for (const BlockDescription& block : config.blocks) {
        widths.push_back(static_cast<std::uint32_t>(block.feedForward.intermediate));
        lent += block.attention().keysOf.has_value();
    }
    if (lent > 0)
        writer.setU32s("gemma4.feed_forward_length", widths);
    set("attention.shared_kv_layers", lent);
    set("embedding_length_per_layer_input", config.tokenInputs ? config.tokenInputs->size : 0);
    set("rope.dimension_count_swa", sizes[1]);
    writer.setF32("gemma4.rope.freq_base_swa", static_cast<float>(config.ropes[0].theta));
    if (const auto& mixture = config.block(0).feedForward.mixture)
        set("feed_forward_length", mixture->sharedIntermediate);
    Tensor divisors({sizes[0] / 2});
    for (std::int64_t pair = 0; pair < sizes[0] / 2; ++pair)
        divisors.values[static_cast<std::size_t>(pair)] =
            pair < config.ropes[1].turnedPairs ? 1.0f : 1e30f;
    writer.add(floatTensor("rope_freqs.weight", divisors));
}

} // namespace

class TestGgufArchitectures : public QObject {
    Q_OBJECT
private slots:
    void readAsWhatTheyWere_data() {
        QTest::addColumn<QString>("model");
        for (const char* model :
             {"gemma2", "gemma3", "phi3", "smollm3", "mixtral", "qwen2_moe", "qwen3_moe", "gpt_oss",
              "qwen3_next", "qwen3_5", "qwen3_5_moe", "gemma4", "gemma4_moe", "gemma4_e"})
            QTest::newRow(model) << model;
    }
    void readAsWhatTheyWere() {
        QFETCH(QString, model);
        const auto original = Checkpoint::open(std::filesystem::path(FRACBIT_TEST_DATA_DIR) /
                                               "models" / model.toStdString());
        const Converted how = conversionOf(original->spec().config.architecture);
        GgufWriter writer;
        setKeys(writer, original->spec().config, how);
        if (how.architecture == "gemma4")
            setGemma4Keys(writer, original->spec().config);
        for (const auto& [name, values] : converted(*original, how))
            writer.add(floatTensor(name, values));
        const TemporaryFolder folder(TemporaryFolder::Place::Memory);
        writeBytes(folder / "model.gguf", writer.bytes());

        const auto read = Checkpoint::open(folder / "model.gguf");
        compareConfigurations(read->spec().config, original->spec().config);
        QCOMPARE(read->spec().tensors.size(), original->spec().tensors.size());
        for (const ModelTensor& tensor : original->spec().tensors) {
            const Tensor expected = original->read(tensor.name);
            const Tensor got = read->read(tensor.name);
            QCOMPARE(got.shape, expected.shape);
            for (std::size_t i = 0; i < got.values.size(); ++i)
                QVERIFY2(std::abs(got.values[i] - expected.values[i]) < 1e-6f, // of norms
                         tensor.name.c_str());
        }
    }

    // What predicts further tokens lies in blocks behind the last.
    void furtherBlocksAreCarried() {
        const auto original =
            Checkpoint::open(std::filesystem::path(FRACBIT_TEST_DATA_DIR) / "models" / "qwen3_5");
        const Converted how = conversionOf(original->spec().config.architecture);
        GgufWriter writer;
        setKeys(writer, original->spec().config, how);
        writer.setU32("qwen35.block_count", 5);
        writer.setU32("qwen35.nextn_predict_layers", 1);
        for (const auto& [name, values] : converted(*original, how))
            writer.add(floatTensor(name, values));
        writer.add(floatTensor("blk.4.nextn.eh_proj.weight", Tensor({64, 128})));
        const TemporaryFolder folder(TemporaryFolder::Place::Memory);
        writeBytes(folder / "model.gguf", writer.bytes());
        const auto read = Checkpoint::open(folder / "model.gguf");
        QCOMPARE(read->spec().config.blockCount(), 4);
        QCOMPARE(read->spec().carried.size(), std::size_t(1));
        QCOMPARE(read->spec().carried[0].name, std::string("blk.4.nextn.eh_proj.weight"));
    }

private:
    // But for what GGUF does not say, or rounds to float32, and Gemma's query scale, which
    // llama.cpp takes to be the head size.
    static void compareConfigurations(ModelConfig got, ModelConfig expected) {
        got.name = expected.name;
        got.beginToken = expected.beginToken;
        got.endTokens = expected.endTokens;
        got.finalNorm.epsilon = expected.finalNorm.epsilon;
        QCOMPARE(got.blocks.size(), expected.blocks.size());
        for (std::size_t i = 0; i < got.blocks.size(); ++i) {
            BlockDescription& block = got.blocks[i];
            const BlockDescription& wanted = expected.blocks[i];
            if (const auto* net = std::get_if<DeltaNet>(&wanted.mixer))
                std::get<DeltaNet>(block.mixer).norm.epsilon = net->norm.epsilon;
            else
                compareAttention(block.attention(), wanted.attention());
            for (const auto& [norms, from] :
                 {std::pair(&block.mixerNorms, wanted.mixerNorms),
                  std::pair(&block.feedForwardNorms, wanted.feedForwardNorms)}) {
                if (norms->before && from.before)
                    norms->before->epsilon = from.before->epsilon;
                if (norms->after && from.after)
                    norms->after->epsilon = from.after->epsilon;
            }
            if (block.feedForward.mixture && wanted.feedForward.mixture)
                if (auto& own = block.feedForward.mixture->ownNorms)
                    own->epsilon = wanted.feedForward.mixture->ownNorms.value_or(*own).epsilon;
            if (block.tokenBranch && wanted.tokenBranch)
                block.tokenBranch->epsilon = wanted.tokenBranch->epsilon;
            QVERIFY2(block == wanted, qPrintable(QString("block %1").arg(i)));
        }
        got.blocks = expected.blocks;
        if (got.tokenInputs && expected.tokenInputs)
            got.tokenInputs->norm.epsilon = expected.tokenInputs->norm.epsilon;
        for (std::size_t i = 0; i < got.ropes.size(); ++i) // formed of numbers that are rounded
            got.ropes[i].attentionFactor = expected.ropes.at(i).attentionFactor;
        QVERIFY(got == expected);
    }
    static void compareAttention(Attention& got, const Attention& wanted) {
        got.scale = wanted.scale;
        if (got.headNorm && wanted.headNorm)
            got.headNorm->epsilon = wanted.headNorm->epsilon;
        if (got.valueNorm && wanted.valueNorm)
            got.valueNorm->epsilon = wanted.valueNorm->epsilon;
    }
};

QTEST_APPLESS_MAIN(TestGgufArchitectures)
#include "test_gguf_architectures.moc"
