// Qwen3 with experts. Names: modeling_qwen3_moe.py; TENSOR_NAMES of gguf-py/gguf/constants.py.
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/architectures/mixture.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kQwen3MoeDefaults{"qwen3_moe", 151936, 2048,  6144, 24, 32,
                                            4,           0,      32768, 4096, -1, -1};

// transformers 5 writes "num_local_experts" where earlier ones had "num_experts".
const char* countKey(const JsonObject& config) {
    return config.has("num_local_experts") ? "num_local_experts" : "num_experts";
}

ModelConfig parseQwen3Moe(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(
        config, kQwen3MoeDefaults,
        {"num_experts", "num_local_experts", "num_experts_per_tok", "moe_intermediate_size"});
    decoder.qkNorm = true;
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", false);
    parseWindows(config, kQwen3MoeDefaults, config.booleanOr("use_sliding_window", false),
                 everyBlock, decoder);
    Mixture mixture =
        checkedExperts(config, countKey(config), config.integerOr(countKey(config), 128),
                       config.integerOr("num_experts_per_tok", 8));
    mixture.normalised = config.booleanOr("norm_topk_prob", false);
    ModelConfig result = describe(decoder);
    setQwenMixtures(config, mixture,
                    requireSize(config, "moe_intermediate_size",
                                config.integerOr("moe_intermediate_size", 768)),
                    result);
    return result;
}

void writeQwen3Moe(const ModelConfig& config, nlohmann::json& out) {
    out["attention_bias"] = config.block(0).attention().inputBias;
    out["use_sliding_window"] = widestWindow(config) > 0;
    out["sliding_window"] = windowJson(config);
    writeQwenMixtures(config, out);
}

// Probabilities of a token's experts add up to one in all published models (llama.cpp, build of
// qwen3moe).
ModelConfig parseQwen3MoeGguf(const GgufFile& file) {
    GgufReading reading = readGguf(file, kGgufExpertKeys);
    reading.decoder.architecture = "qwen3_moe";
    reading.decoder.qkNorm = true;
    ModelConfig config = describe(reading.decoder);
    setGgufMixtures(reading, {.normalised = true}, config);
    return config;
}

} // namespace

const Architecture kQwen3Moe{.name = "qwen3_moe",
                             .title = "Qwen3 (mixture)",
                             .className = "Qwen3MoeForCausalLM",
                             .gguf = "qwen3moe",
                             .huggingFaceNames = kQwenMixtureHuggingFaceNames,
                             .ggufNames = kMixtureGgufNames,
                             .otherHuggingFaceNames = kQwenStackedHuggingFaceNames,
                             .parseHuggingFace = parseQwen3Moe,
                             .writeHuggingFace = writeQwen3Moe,
                             .parseGguf = parseQwen3MoeGguf};

} // namespace fracbit::checkpoint
