// Gemma 4 from GGUF files. Keys: llama.cpp, src/models/gemma4.cpp; conversion/gemma.py.
#include "checkpoint/architectures/gemma4.h"

#include "base/error.h"
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/mixture.h"

#include <algorithm>

namespace fracbit::checkpoint {

namespace {

// rope_freqs divides by 1 what turns, and the rest by so much that it stands still
// (conversion/gemma.py, Gemma4Model.generate_extra_tensors).
Rope ggufFullRope(const GgufReading& reading) {
    Rope rope = reading.decoder.rope;
    constexpr float kStandsStill = 1e29f;
    const auto turned = static_cast<std::int64_t>(std::ranges::count(rope.frequencyDivisors, 1.0f));
    const auto still = std::ranges::count_if(rope.frequencyDivisors,
                                             [](float divisor) { return divisor > kStandsStill; });
    if (turned + still != std::ssize(rope.frequencyDivisors))
        throwInvalidFile(reading.metadata.path(),
                         "its rope_freqs are not those of a proportional rope");
    rope.scaling = RopeScaling::Proportional;
    rope.turnedPairs = rope.frequencyDivisors.empty() ? rope.dimensions / 2 : turned;
    rope.frequencyDivisors.clear();
    return rope;
}

// A size that a file says once, or of each block.
std::vector<std::int64_t> ofBlocks(const GgufReading& reading, const char* suffix,
                                   std::int64_t fallback) {
    const std::string key = reading.prefix + suffix;
    const auto blocks = static_cast<std::size_t>(reading.decoder.blocks);
    if (!reading.metadata.has(key) || !reading.metadata.isArray(key))
        return std::vector<std::int64_t>(blocks, reading.integerOr(suffix, fallback));
    std::vector<std::int64_t> values = reading.metadata.integers(key);
    if (values.size() != blocks)
        reading.metadata.fail(key, "does not have one entry a block");
    return values;
}

void setGgufMixture(const GgufReading& reading, ModelConfig& config) {
    if (reading.integerOr("expert_count", 0) == 0)
        return;
    const std::int64_t shared = config.block(0).feedForward.intermediate;
    setGgufMixtures(reading,
                    {.normalised = true,
                     .sharedIntermediate = shared,
                     .ownNorms = Norm{reading.decoder.rmsEpsilon}},
                    config);
}

void setGgufSharing(const GgufReading& reading, ModelConfig& config) {
    const std::int64_t shared = reading.integerOr("attention.shared_kv_layers", 0);
    if (shared < 0 || shared >= config.blockCount() || !shareKeys(shared, config))
        reading.metadata.fail(reading.prefix + "attention.shared_kv_layers",
                              "leaves blocks without one of their kind to share keys with");
    const auto widths = ofBlocks(reading, "feed_forward_length", reading.decoder.intermediate);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (widths[i] < 1)
            reading.metadata.fail(reading.prefix + "feed_forward_length", "is not positive");
        if (!config.blocks[i].feedForward.mixture)
            config.blocks[i].feedForward.intermediate = widths[i];
    }
    const std::int64_t size = reading.integerOr("embedding_length_per_layer_input", 0);
    if (size < 0 || size > kMostTokenInputs)
        reading.metadata.fail(reading.prefix + "embedding_length_per_layer_input",
                              "is not between 0 and 65536");
    if (size > 0)
        setTokenInputs(size, config);
}

} // namespace

ModelConfig parseGemma4Gguf(const GgufFile& file) {
    GgufReading reading =
        readGguf(file, {"final_logit_softcapping", "rope.freq_base_swa", "rope.dimension_count_swa",
                        "attention.sliding_window_pattern", "attention.head_count_kv",
                        "attention.key_length_swa", "attention.value_length_swa",
                        "attention.shared_kv_layers", "embedding_length_per_layer_input",
                        "feed_forward_length", "expert_count", "expert_used_count",
                        "expert_feed_forward_length"});
    UniformDecoder& decoder = reading.decoder;
    decoder.architecture = "gemma4_text";
    decoder.activation = Activation::GeluTanh;
    decoder.qkNorm = true;
    const HeadSizes full{decoder.headSize, 0};
    const HeadSizes sliding{reading.integerOr("attention.key_length_swa", full.size), 0};
    if (sliding.size < 2 || sliding.size > full.size || sliding.size % 2 != 0)
        reading.metadata.fail(reading.prefix + "attention.key_length_swa",
                              "is no even number up to attention.key_length");
    const auto slides = ofBlocks(reading, "attention.sliding_window_pattern", 0);
    const auto kvHeads = ofBlocks(reading, "attention.head_count_kv", decoder.heads);
    std::vector<HeadSizes> sizes;
    std::vector<bool> sharedValues;
    for (std::size_t i = 0; i < slides.size(); ++i) {
        if (kvHeads[i] < 1 || decoder.heads % kvHeads[i] != 0)
            reading.metadata.fail(reading.prefix + "attention.head_count_kv",
                                  "does not divide attention.head_count");
        sizes.push_back({slides[i] != 0 ? sliding.size : full.size, kvHeads[i]});
        decoder.slidingWindow[i] =
            slides[i] != 0 ? reading.integerOr("attention.sliding_window", 0) : 0;
        sharedValues.push_back(!file.find("blk." + std::to_string(i) + ".attn_v.weight"));
    }
    const Rope fullRope = ggufFullRope(reading);
    decoder.rope = Rope{.dimensions = decoder.headSize};
    ModelConfig config = describeGemma4(decoder);
    config.logitSoftCap = reading.numberOr("final_logit_softcapping", 0);
    setGgufMixture(reading, config);
    completeBlocks(config, sizes, sharedValues);
    Rope slidingRope{.dimensions = sliding.size};
    slidingRope.theta = reading.numberOr("rope.freq_base_swa", slidingRope.theta);
    config.ropes = {slidingRope, fullRope};
    setGgufSharing(reading, config);
    return config;
}

} // namespace fracbit::checkpoint
