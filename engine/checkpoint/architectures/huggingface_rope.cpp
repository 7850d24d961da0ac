#include "checkpoint/architectures/huggingface_rope.h"

#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/formats/tensor_layout.h"

#include <cmath>

namespace fracbit::checkpoint {

namespace {

using nlohmann::json;

constexpr double kDefaultTheta = 10000.0; // of all four model types

double positive(const JsonObject& object, std::string_view key, double value) {
    if (!std::isfinite(value) || value <= 0)
        object.fail(key, "is not a positive number");
    return value;
}

double positiveNumber(const JsonObject& object, std::string_view key) {
    return positive(object, key, object.number(key));
}

void parseLlama3(const JsonObject& rope, const JsonObject& config, std::int64_t context,
                 Rope& out) {
    constexpr std::string_view kOriginal = "original_max_position_embeddings";
    out.scaling = RopeScaling::Llama3;
    out.factor = positiveNumber(rope, "factor");
    out.lowFrequencyFactor = positiveNumber(rope, "low_freq_factor");
    out.highFrequencyFactor = positiveNumber(rope, "high_freq_factor");
    if (out.highFrequencyFactor <= out.lowFrequencyFactor)
        rope.fail("high_freq_factor", "is not larger than low_freq_factor");
    out.originalContext = rope.integerOr(kOriginal, config.integerOr(kOriginal, context));
    if (out.originalContext < 1)
        rope.fail(kOriginal, "is not positive");
}

// What exporters write for a GGUF file whose divisors follow no formula.
std::vector<float> parseDivisors(const JsonObject& rope, std::int64_t headSize) {
    constexpr std::string_view kKey = "frequency_divisors";
    std::vector<float> divisors;
    if (!rope.has(kKey))
        return divisors;
    for (const json& value : rope.array(kKey)) {
        if (!value.is_number())
            rope.fail(kKey, "is not a list of numbers");
        divisors.push_back(static_cast<float>(positive(rope, kKey, value.get<double>())));
    }
    if (static_cast<std::int64_t>(divisors.size()) != headSize / 2)
        rope.fail(kKey, "does not have one entry for each pair of a head");
    return divisors;
}

// An object of the new spelling (rope_parameters) or of the old one (rope_scaling).
Rope parseRopeObject(const JsonObject& rope, const JsonObject& config,
                     const UniformDecoder& sizes) {
    Rope result;
    result.theta = rope.numberOr("rope_theta", config.numberOr("rope_theta", kDefaultTheta));
    positive(config, "rope_theta", result.theta);
    if (rope.numberOr("partial_rotary_factor", 1.0) != 1.0)
        refuse(rope, "partial_rotary_factor", "is not 1, which is not supported");
    const char* typeKey = rope.has("rope_type") ? "rope_type" : "type";
    const std::string type = rope.stringOr(typeKey, "default");
    if (type == "linear") {
        result.scaling = RopeScaling::Linear;
        result.factor = positiveNumber(rope, "factor");
    } else if (type == "llama3") {
        parseLlama3(rope, config, sizes.context, result);
    } else if (type != "default") {
        refuse(rope, typeKey,
               "is '" + printable(type) + "'; default, linear and llama3 are supported");
    }
    result.frequencyDivisors = parseDivisors(rope, sizes.headSize);
    return result;
}

} // namespace

Rope parseHuggingFaceRope(const JsonObject& config, const UniformDecoder& sizes) {
    const bool newSpelling = config.has("rope_parameters");
    const bool oldSpelling = config.has("rope_scaling");
    if (newSpelling && oldSpelling &&
        config.raw().at("rope_parameters") != config.raw().at("rope_scaling"))
        config.fail("rope_scaling", "disagrees with rope_parameters");
    if (newSpelling)
        return parseRopeObject(config.object("rope_parameters"), config, sizes);
    if (oldSpelling)
        return parseRopeObject(config.object("rope_scaling"), config, sizes);
    Rope rope;
    rope.theta = positive(config, "rope_theta", config.numberOr("rope_theta", kDefaultTheta));
    return rope;
}

} // namespace fracbit::checkpoint
