#include "checkpoint/architectures/qwen3_hybrid.h"

#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/formats/tensor_layout.h"

namespace fracbit::checkpoint {

namespace {

constexpr std::int64_t kFullInterval = 4; // the last of so many blocks attends

// True where the block has linear attention.
std::vector<bool> linearBlocks(const JsonObject& config, std::int64_t blocks) {
    const std::int64_t interval = config.integerOr("full_attention_interval", kFullInterval);
    if (interval < 1)
        config.fail("full_attention_interval", "is not positive");
    std::vector<bool> linear;
    for (std::int64_t block = 0; block < blocks; ++block)
        linear.push_back((block + 1) % interval != 0);
    if (!config.has("layer_types"))
        return linear;
    const nlohmann::json& types = config.array("layer_types");
    if (types.size() != linear.size())
        config.fail("layer_types", "does not have one entry a layer");
    for (std::size_t i = 0; i < linear.size(); ++i) {
        if (types[i] != "full_attention" && types[i] != "linear_attention")
            refuse(config, "layer_types",
                   "has '" + printable(types[i].dump()) +
                       "'; full_attention and linear_attention are supported");
        linear[i] = types[i] == "linear_attention";
    }
    return linear;
}

DeltaNet parseDeltaNet(const JsonObject& config, const Norm& norm) {
    const auto size = [&](std::string_view key, std::int64_t fallback) {
        return requireSize(config, key, config.integerOr(key, fallback));
    };
    DeltaNet net{.keyHeads = size("linear_num_key_heads", 16),
                 .valueHeads = size("linear_num_value_heads", 32),
                 .keySize = size("linear_key_head_dim", 128),
                 .valueSize = size("linear_value_head_dim", 128),
                 .convolution = size("linear_conv_kernel_dim", 4),
                 .norm = norm};
    if (net.valueHeads % net.keyHeads != 0)
        config.fail("linear_num_value_heads", "is not a multiple of linear_num_key_heads");
    constexpr std::int64_t kMostChannels = std::int64_t{1} << 24;
    if (net.keyHeads > kMostChannels / net.keySize ||
        net.valueHeads > kMostChannels / net.valueSize)
        config.fail("linear_num_value_heads", "makes layers out of all proportion");
    constexpr std::int64_t kLongestConvolution = 1024;
    if (net.convolution > kLongestConvolution)
        config.fail("linear_conv_kernel_dim", "is out of all proportion");
    return net;
}

} // namespace

ModelConfig parseQwenHybrid(const JsonObject& config, const DecoderDefaults& defaults) {
    UniformDecoder decoder = parseDecoder(
        config, defaults, {"num_experts", "num_experts_per_tok", "moe_intermediate_size"});
    decoder.qkNorm = true;
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", false);
    ModelConfig result = describe(decoder);
    const Norm norm{decoder.rmsEpsilon, true};
    const DeltaNet net = parseDeltaNet(config, {decoder.rmsEpsilon});
    const std::vector<bool> linear = linearBlocks(config, decoder.blocks);
    result.finalNorm = norm;
    for (std::size_t i = 0; i < linear.size(); ++i) {
        BlockDescription& block = result.blocks[i];
        block.mixerNorms.before = block.feedForwardNorms.before = norm;
        block.attention().headNorm = norm;
        block.attention().outputGate = true;
        if (linear[i])
            block.mixer = net;
    }
    if (!result.firstAttention())
        config.fail("layer_types", "has no full_attention");
    return result;
}

void writeQwenHybrid(const ModelConfig& config, nlohmann::json& out) {
    out["attention_bias"] = config.firstAttention()->inputBias;
    out["layer_types"] = layerTypes(config);
    out["partial_rotary_factor"] = static_cast<double>(config.ropes.at(0).dimensions) /
                                   static_cast<double>(config.firstAttention()->headSize);
    for (const BlockDescription& block : config.blocks)
        if (const auto* net = std::get_if<DeltaNet>(&block.mixer)) {
            out["linear_num_key_heads"] = net->keyHeads;
            out["linear_num_value_heads"] = net->valueHeads;
            out["linear_key_head_dim"] = net->keySize;
            out["linear_value_head_dim"] = net->valueSize;
            out["linear_conv_kernel_dim"] = net->convolution;
        }
}

void setHybridMixtures(const JsonObject& config, ModelConfig& out) {
    const auto size = [&](std::string_view key, std::int64_t fallback) {
        return requireSize(config, key, config.integerOr(key, fallback));
    };
    Mixture mixture = checkedExperts(config, "num_experts", config.integerOr("num_experts", 512),
                                     config.integerOr("num_experts_per_tok", 10));
    mixture.normalised = config.booleanOr("norm_topk_prob", true);
    mixture.sharedIntermediate = size("shared_expert_intermediate_size", 512);
    mixture.sharedGate = true;
    setQwenMixtures(config, mixture, size("moe_intermediate_size", 512), out);
}

void writeHybridMixtures(const ModelConfig& config, nlohmann::json& out) {
    writeQwenMixtures(config, out);
    for (const BlockDescription& block : config.blocks)
        if (block.feedForward.mixture)
            out["shared_expert_intermediate_size"] = block.feedForward.mixture->sharedIntermediate;
}

} // namespace fracbit::checkpoint
