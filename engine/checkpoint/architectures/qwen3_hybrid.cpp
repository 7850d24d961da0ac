#include "checkpoint/architectures/qwen3_hybrid.h"

#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/formats/tensor_layout.h"

#include <cmath>

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

// What describe() does not say.
void completeHybrid(ModelConfig& config, double epsilon, const DeltaNet& net,
                    const std::vector<bool>& linear) {
    const Norm norm{epsilon, true};
    config.finalNorm = norm;
    for (std::size_t i = 0; i < linear.size(); ++i) {
        BlockDescription& block = config.blocks[i];
        block.mixerNorms.before = block.feedForwardNorms.before = norm;
        block.attention().headNorm = norm;
        block.attention().outputGate = true;
        if (linear[i])
            block.mixer = net;
    }
}

// Keys: llama.cpp, src/models/qwen3next.cpp.
DeltaNet ggufDeltaNet(const GgufReading& reading) {
    constexpr std::int64_t kMost = 1 << 16;
    const auto size = [&](const char* key) {
        const std::int64_t value = reading.integerOr(key, 0);
        if (value < 1 || value > kMost)
            reading.metadata.fail(reading.prefix + key, "is not between 1 and 65536");
        return value;
    };
    DeltaNet net{.keyHeads = size("ssm.group_count"),
                 .valueHeads = size("ssm.time_step_rank"),
                 .keySize = size("ssm.state_size"),
                 .convolution = size("ssm.conv_kernel"),
                 .norm = {reading.decoder.rmsEpsilon}};
    const std::int64_t inner = size("ssm.inner_size");
    if (net.valueHeads % net.keyHeads != 0 || inner % net.valueHeads != 0)
        reading.metadata.fail(reading.prefix + "ssm.time_step_rank",
                              "is no multiple of ssm.group_count, or no divisor of ssm.inner_size");
    net.valueSize = inner / net.valueHeads;
    return net;
}

std::vector<bool> ggufLinearBlocks(const GgufReading& reading) {
    const std::string list = reading.prefix + "attention.recurrent_layers";
    const std::int64_t interval = reading.integerOr("full_attention_interval", kFullInterval);
    if (interval < 1)
        reading.metadata.fail(reading.prefix + "full_attention_interval", "is not positive");
    std::vector<bool> linear;
    for (std::int64_t block = 0; block < reading.decoder.blocks; ++block)
        linear.push_back((block + 1) % interval != 0);
    if (!reading.metadata.has(list))
        return linear;
    const std::vector<std::int64_t> given = reading.metadata.integers(list);
    if (given.size() < linear.size())
        reading.metadata.fail(list, "has fewer entries than there are blocks");
    for (std::size_t i = 0; i < linear.size(); ++i)
        linear[i] = given[i] != 0;
    return linear;
}

} // namespace

ModelConfig parseQwenHybrid(const JsonObject& config, const DecoderDefaults& defaults) {
    UniformDecoder decoder = parseDecoder(
        config, defaults, {"num_experts", "num_experts_per_tok", "moe_intermediate_size"});
    decoder.qkNorm = true;
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", false);
    ModelConfig result = describe(decoder);
    completeHybrid(result, decoder.rmsEpsilon, parseDeltaNet(config, {decoder.rmsEpsilon}),
                   linearBlocks(config, decoder.blocks));
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

ModelConfig parseQwenHybridGguf(const GgufFile& file, std::string_view architecture,
                                bool mixtures) {
    std::vector<std::string_view> obeyed{"ssm.conv_kernel",
                                         "ssm.state_size",
                                         "ssm.group_count",
                                         "ssm.time_step_rank",
                                         "ssm.inner_size",
                                         "full_attention_interval",
                                         "attention.recurrent_layers",
                                         "rope.dimension_count",
                                         "rope.dimension_sections", // of images
                                         "nextn_predict_layers"};
    if (mixtures)
        obeyed.insert(obeyed.end(), kGgufExpertKeys.begin(), kGgufExpertKeys.end());
    GgufReading reading = readGguf(file, obeyed);
    reading.decoder.architecture = architecture;
    reading.decoder.qkNorm = true;
    const std::int64_t further = reading.integerOr("nextn_predict_layers", 0);
    if (further < 0 || further >= reading.decoder.blocks)
        reading.metadata.fail(reading.prefix + "nextn_predict_layers",
                              "is not between 0 and the number of blocks");
    reading.decoder.blocks -= further;
    ModelConfig config = describe(reading.decoder);
    config.furtherBlocks = further;
    completeHybrid(config, reading.decoder.rmsEpsilon, ggufDeltaNet(reading),
                   ggufLinearBlocks(reading));
    if (mixtures)
        setGgufMixtures(
            reading,
            {.normalised = true,
             .sharedIntermediate = reading.integerOr("expert_shared_feed_forward_length", 0),
             .sharedGate = true},
            config);
    return config;
}

ValueConversion hybridConversion(const ExpectedTensor& tensor) {
    return tensor.name.ends_with(".attn.decay.weight")
               ? +[](float stored) { return std::log(-stored); }
               : normsLessOne(tensor);
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
