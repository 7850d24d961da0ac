// Qwen3.5 and Qwen3.6, their text models, dense and with experts: hybrid blocks. Positions of
// images (mrope) are no matter of texts. Names: modeling_qwen3_5.py, modeling_qwen3_5_moe.py.
#include "checkpoint/architectures/qwen3_hybrid.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kQwen35Defaults{
    "qwen3_5_text", 248320,           4096,           12288, 32, 16, 4, 256, 32768, 0, -1, -1,
    false,          Activation::Silu, kQwenHybridRope};
constexpr DecoderDefaults kQwen35MoeDefaults{
    "qwen3_5_moe_text", 248320,         2048, 5632, 40, 16, 2, 256, 32768, 0, -1, -1, false,
    Activation::Silu,   kQwenHybridRope};

constexpr auto kInputNames = std::array<StoredName, 4>{{{"attn.in_qkv", "linear_attn.in_proj_qkv"},
                                                        {"attn.in_z", "linear_attn.in_proj_z"},
                                                        {"attn.in_b", "linear_attn.in_proj_b"},
                                                        {"attn.in_a", "linear_attn.in_proj_a"}}};
constexpr auto kQwen35Names = joined(kDecoderHuggingFaceNames, kDeltaHuggingFaceNames, kInputNames);
constexpr auto kQwen35MoeNames = joined(kDecoderHuggingFaceNames, kDeltaHuggingFaceNames,
                                        kInputNames, kQwenSharedExpertNames, kStackedExpertNames);
constexpr auto kQwen35SingleExpertNames =
    joined(kDecoderHuggingFaceNames, kDeltaHuggingFaceNames, kInputNames, kQwenSharedExpertNames,
           kSingleExpertNames);

constexpr std::array<StoredName, 2> kGateGgufNames{
    {{"attn.in_b", "ssm_beta"}, {"attn.in_a", "ssm_alpha"}}};
constexpr auto kQwen35GgufNames = joined(kHybridGgufNames, kGateGgufNames);
constexpr auto kQwen35MoeGgufNames = joined(kHybridGgufNames, kGateGgufNames, kExpertGgufNames);

// Value heads of `size` numbers each, key head by key head, from how GGUF files have them: the
// first of every key head, then the second (convert_hf_to_gguf.py, _reorder_v_heads).
void addTiled(std::vector<RowRun>& runs, const DeltaNet& net, std::int64_t first,
              std::int64_t size) {
    for (std::int64_t key = 0; key < net.keyHeads; ++key)
        for (std::int64_t value = 0; value < net.valueHeads / net.keyHeads; ++value)
            runs.push_back({first + (value * net.keyHeads + key) * size, size});
}

std::vector<RowRun> qwen35GgufRows(const ModelConfig& config, const ExpectedTensor& tensor) {
    std::vector<RowRun> runs;
    if (tensor.block < 0 || config.block(tensor.block).attends())
        return runs;
    const auto& net = std::get<DeltaNet>(config.block(tensor.block).mixer);
    const bool channels =
        tensor.role == TensorRole::Convolution || tensor.layer.ends_with("attn.in_qkv");
    if (channels) {
        runs.push_back({0, 2 * net.keyWidth()});
        addTiled(runs, net, 2 * net.keyWidth(), net.valueSize);
    } else if (tensor.layer.ends_with("attn.in_z")) {
        addTiled(runs, net, 0, net.valueSize);
    } else if (tensor.role == TensorRole::StateGate || tensor.role == TensorRole::StateVector) {
        addTiled(runs, net, 0, 1);
    }
    return runs;
}

std::vector<RowRun> qwen35GgufColumns(const ModelConfig& config, const ExpectedTensor& tensor) {
    std::vector<RowRun> runs;
    if (tensor.layer.ends_with("attn.out")) {
        const auto& net = std::get<DeltaNet>(config.block(tensor.block).mixer);
        addTiled(runs, net, 0, net.valueSize);
    }
    return runs;
}

ModelConfig parseQwen35Gguf(const GgufFile& file) {
    return parseQwenHybridGguf(file, "qwen3_5_text", false);
}

ModelConfig parseQwen35MoeGguf(const GgufFile& file) {
    return parseQwenHybridGguf(file, "qwen3_5_moe_text", true);
}

ModelConfig parseQwen35(const JsonObject& config) {
    return parseQwenHybrid(config, kQwen35Defaults);
}

ModelConfig parseQwen35Moe(const JsonObject& config) {
    ModelConfig result = parseQwenHybrid(config, kQwen35MoeDefaults);
    setHybridMixtures(config, result);
    return result;
}

void writeQwen35Moe(const ModelConfig& config, nlohmann::json& out) {
    writeQwenHybrid(config, out);
    writeHybridMixtures(config, out);
}

} // namespace

const Architecture kQwen35{.name = "qwen3_5_text",
                           .title = "Qwen3.5",
                           .className = "Qwen3_5ForCausalLM",
                           .gguf = "qwen35",
                           .huggingFaceNames = kQwen35Names,
                           .ggufNames = kQwen35GgufNames,
                           .ggufRows = qwen35GgufRows,
                           .ggufColumns = qwen35GgufColumns,
                           .ggufConversion = hybridConversion,
                           .parseHuggingFace = parseQwen35,
                           .writeHuggingFace = writeQwenHybrid,
                           .parseGguf = parseQwen35Gguf};

const Architecture kQwen35Moe{.name = "qwen3_5_moe_text",
                              .title = "Qwen3.5 (mixture)",
                              .className = "Qwen3_5MoeForCausalLM",
                              .gguf = "qwen35moe",
                              .huggingFaceNames = kQwen35MoeNames,
                              .ggufNames = kQwen35MoeGgufNames,
                              .otherHuggingFaceNames = kQwen35SingleExpertNames,
                              .ggufRows = qwen35GgufRows,
                              .ggufColumns = qwen35GgufColumns,
                              .ggufConversion = hybridConversion,
                              .parseHuggingFace = parseQwen35Moe,
                              .writeHuggingFace = writeQwen35Moe,
                              .parseGguf = parseQwen35MoeGguf};

} // namespace fracbit::checkpoint
