// Qwen1.5 and Qwen2 with experts, one more of which every token is sent to. Names:
// modeling_qwen2_moe.py; TENSOR_NAMES of gguf-py/gguf/constants.py.
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/architectures/mixture.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kQwen2MoeDefaults{"qwen2_moe", 151936, 2048,  5632, 24, 16,
                                            16,          0,      32768, 4096, -1, -1};

ModelConfig parseQwen2Moe(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(
        config, kQwen2MoeDefaults, {"num_experts", "num_experts_per_tok", "moe_intermediate_size"});
    decoder.qkvBias = config.booleanOr("qkv_bias", true);
    parseOptionalWindows(config, kQwen2MoeDefaults, decoder);
    Mixture mixture = checkedExperts(config, "num_experts", config.integerOr("num_experts", 60),
                                     config.integerOr("num_experts_per_tok", 4));
    mixture.normalised = config.booleanOr("norm_topk_prob", false);
    mixture.sharedIntermediate =
        requireSize(config, "shared_expert_intermediate_size",
                    config.integerOr("shared_expert_intermediate_size", 5632));
    mixture.sharedGate = true;
    ModelConfig result = describe(decoder);
    setQwenMixtures(config, mixture,
                    requireSize(config, "moe_intermediate_size",
                                config.integerOr("moe_intermediate_size", 1408)),
                    result);
    return result;
}

void writeQwen2Moe(const ModelConfig& config, nlohmann::json& out) {
    out["qkv_bias"] = config.block(0).attention().inputBias;
    writeOptionalWindows(config, out);
    writeQwenMixtures(config, out);
    for (const BlockDescription& block : config.blocks)
        if (block.feedForward.mixture)
            out["shared_expert_intermediate_size"] = block.feedForward.mixture->sharedIntermediate;
}

ModelConfig parseQwen2MoeGguf(const GgufFile& file) {
    const GgufReading reading = readGguf(file, kGgufExpertKeys);
    ModelConfig config = describe(reading.decoder);
    config.architecture = "qwen2_moe";
    for (BlockDescription& block : config.blocks)
        block.attention().inputBias = true;
    const std::int64_t shared =
        reading.integerOr("expert_shared_feed_forward_length", reading.decoder.intermediate);
    setGgufMixtures(reading, {.sharedIntermediate = shared, .sharedGate = true}, config);
    return config;
}

} // namespace

const Architecture kQwen2Moe{.name = "qwen2_moe",
                             .title = "Qwen2 (mixture)",
                             .className = "Qwen2MoeForCausalLM",
                             .gguf = "qwen2moe",
                             .huggingFaceNames = kQwenMixtureHuggingFaceNames,
                             .ggufNames = kMixtureGgufNames,
                             .otherHuggingFaceNames = kQwenStackedHuggingFaceNames,
                             .parseHuggingFace = parseQwen2Moe,
                             .writeHuggingFace = writeQwen2Moe,
                             .parseGguf = parseQwen2MoeGguf};

} // namespace fracbit::checkpoint
