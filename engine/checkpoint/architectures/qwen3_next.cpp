// Qwen3-Next: hybrid blocks, all with experts. Names: modeling_qwen3_next.py.
#include "checkpoint/architectures/qwen3_hybrid.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kQwen3NextDefaults{
    "qwen3_next", 151936,           2048,           5632, 48, 16, 2, 256, 32768, 0, -1, -1,
    false,        Activation::Silu, kQwenHybridRope};

constexpr auto kQwen3NextNames =
    joined(kQwenMixtureHuggingFaceNames, kDeltaHuggingFaceNames,
           std::array<StoredName, 4>{{{"attn.in_qkv", "linear_attn.in_proj_qkvz"},
                                      {"attn.in_z", "linear_attn.in_proj_qkvz"},
                                      {"attn.in_b", "linear_attn.in_proj_ba"},
                                      {"attn.in_a", "linear_attn.in_proj_ba"}}});
constexpr auto kQwen3NextStackedNames =
    joined(kQwenStackedHuggingFaceNames, kDeltaHuggingFaceNames,
           std::array<StoredName, 4>{{{"attn.in_qkv", "linear_attn.in_proj_qkvz"},
                                      {"attn.in_z", "linear_attn.in_proj_qkvz"},
                                      {"attn.in_b", "linear_attn.in_proj_ba"},
                                      {"attn.in_a", "linear_attn.in_proj_ba"}}});

// Of every key head: `count` rows from `first` on, of `group`.
void addRuns(std::vector<RowRun>& runs, std::int64_t heads, std::int64_t group, std::int64_t first,
             std::int64_t count) {
    for (std::int64_t head = 0; head < heads; ++head)
        runs.push_back({head * group + first, count});
}

// Key head by key head lie its q, its k, and the v and z of its value heads, likewise b and a
// (modeling_qwen3_next.py, fix_query_key_value_ordering).
std::vector<RowRun> qwen3NextRows(const ModelConfig& config, const ExpectedTensor& tensor) {
    std::vector<RowRun> runs;
    if (tensor.block < 0 || config.block(tensor.block).attends())
        return runs;
    const auto& net = std::get<DeltaNet>(config.block(tensor.block).mixer);
    const std::int64_t shared = net.valueHeads / net.keyHeads;
    const std::int64_t values = shared * net.valueSize;
    const std::int64_t group = 2 * net.keySize + 2 * values;
    if (tensor.name.ends_with("attn.in_qkv.weight")) {
        addRuns(runs, net.keyHeads, group, 0, net.keySize);
        addRuns(runs, net.keyHeads, group, net.keySize, net.keySize);
        addRuns(runs, net.keyHeads, group, 2 * net.keySize, values);
    } else if (tensor.name.ends_with("attn.in_z.weight")) {
        addRuns(runs, net.keyHeads, group, 2 * net.keySize + values, values);
    } else if (tensor.name.ends_with("attn.in_b.weight")) {
        addRuns(runs, net.keyHeads, 2 * shared, 0, shared);
    } else if (tensor.name.ends_with("attn.in_a.weight")) {
        addRuns(runs, net.keyHeads, 2 * shared, shared, shared);
    }
    return runs;
}

// convert_hf_to_gguf.py takes q, k, v and z apart, and leaves b and a.
std::vector<RowRun> qwen3NextGgufRows(const ModelConfig& config, const ExpectedTensor& tensor) {
    return tensor.role == TensorRole::StateGate ? qwen3NextRows(config, tensor)
                                                : std::vector<RowRun>{};
}

constexpr auto kQwen3NextGgufNames =
    joined(kHybridGgufNames, kExpertGgufNames,
           std::array<StoredName, 2>{{{"attn.in_b", "ssm_ba"}, {"attn.in_a", "ssm_ba"}}});

// The first files, of December 2025, have q, k, v and z as the original does.
constexpr auto kQwen3NextFirstGgufNames = [] {
    auto names = kQwen3NextGgufNames;
    for (StoredName& name : names)
        if (name.part == "attn.in_qkv" || name.part == "attn.in_z")
            name.stored = "ssm_in";
    return names;
}();

ModelConfig parseQwen3NextGguf(const GgufFile& file) {
    return parseQwenHybridGguf(file, "qwen3_next", true);
}

ModelConfig parseQwen3Next(const JsonObject& config) {
    ModelConfig result = parseQwenHybrid(config, kQwen3NextDefaults);
    setHybridMixtures(config, result);
    return result;
}

void writeQwen3Next(const ModelConfig& config, nlohmann::json& out) {
    writeQwenHybrid(config, out);
    writeHybridMixtures(config, out);
}

} // namespace

const Architecture kQwen3Next{.name = "qwen3_next",
                              .title = "Qwen3-Next",
                              .className = "Qwen3NextForCausalLM",
                              .gguf = "qwen3next",
                              .huggingFaceNames = kQwen3NextNames,
                              .ggufNames = kQwen3NextGgufNames,
                              .otherHuggingFaceNames = kQwen3NextStackedNames,
                              .otherGgufNames = kQwen3NextFirstGgufNames,
                              .otherGgufRows = qwen3NextRows,
                              .huggingFaceRows = qwen3NextRows,
                              .ggufRows = qwen3NextGgufRows,
                              .ggufConversion = hybridConversion,
                              .parseHuggingFace = parseQwen3Next,
                              .writeHuggingFace = writeQwen3Next,
                              .parseGguf = parseQwen3NextGguf};

} // namespace fracbit::checkpoint
