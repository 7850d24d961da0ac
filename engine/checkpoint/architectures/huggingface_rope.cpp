#include "checkpoint/architectures/huggingface_rope.h"

#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/formats/tensor_layout.h"

#include <cmath>

namespace fracbit::checkpoint {

using nlohmann::json;

namespace {

double positive(const JsonObject& object, std::string_view key, double value) {
    if (!std::isfinite(value) || value <= 0)
        object.fail(key, "is not a positive number");
    return value;
}

double positiveNumber(const JsonObject& object, std::string_view key) {
    return positive(object, key, object.number(key));
}

constexpr std::string_view kOriginal = "original_max_position_embeddings";

std::int64_t originalContext(const JsonObject& rope, const JsonObject& config,
                             const UniformDecoder& sizes) {
    const std::int64_t original =
        rope.integerOr(kOriginal, config.integerOr(kOriginal, sizes.context));
    if (original < 1)
        rope.fail(kOriginal, "is not positive");
    return original;
}

void parseLlama3(const JsonObject& rope, Rope& out) {
    out.scaling = RopeScaling::Llama3;
    out.factor = positiveNumber(rope, "factor");
    out.lowFrequencyFactor = positiveNumber(rope, "low_freq_factor");
    out.highFrequencyFactor = positiveNumber(rope, "high_freq_factor");
    if (out.highFrequencyFactor <= out.lowFrequencyFactor)
        rope.fail("high_freq_factor", "is not larger than low_freq_factor");
}

// By how much the context has grown: said, or by its sizes.
double growth(const JsonObject& rope, const Rope& parsed, const UniformDecoder& sizes) {
    if (rope.has("factor"))
        return positiveNumber(rope, "factor");
    return static_cast<double>(sizes.context) / static_cast<double>(parsed.originalContext);
}

// transformers' get_mscale().
double yarnScale(double factor, double scale) {
    return factor <= 1 ? 1.0 : 0.1 * scale * std::log(factor) + 1.0;
}

double yarnAttentionFactor(const JsonObject& rope, double factor) {
    if (rope.has("attention_factor"))
        return positiveNumber(rope, "attention_factor");
    const double scale = rope.numberOr("mscale", 0);
    const double allScale = rope.numberOr("mscale_all_dim", 0);
    if (scale != 0 && allScale != 0)
        return yarnScale(factor, scale) / yarnScale(factor, allScale);
    return yarnScale(factor, 1);
}

void parseYarn(const JsonObject& rope, const UniformDecoder& sizes, Rope& out) {
    out.scaling = RopeScaling::Yarn;
    out.factor = growth(rope, out, sizes);
    out.attentionFactor = yarnAttentionFactor(rope, out.factor);
    out.betaFast = positive(rope, "beta_fast", rope.numberOr("beta_fast", out.betaFast));
    out.betaSlow = positive(rope, "beta_slow", rope.numberOr("beta_slow", out.betaSlow));
    out.wholeBounds = rope.booleanOr("truncate", true);
    out.allScale = rope.numberOr("mscale_all_dim", 0);
}

void parseDynamic(const JsonObject& rope, const UniformDecoder& sizes, Rope& out) {
    out.scaling = RopeScaling::Dynamic;
    out.factor = positiveNumber(rope, "factor");
    out.originalContext = sizes.context;
}

std::vector<float> parseDivisors(const JsonObject& rope, std::string_view key, const Rope& parsed);

// transformers' _compute_longrope_parameters().
void parseLongRope(const JsonObject& rope, const UniformDecoder& sizes, Rope& out) {
    out.scaling = RopeScaling::LongRope;
    out.factor = growth(rope, out, sizes);
    for (const std::string_view key : {"short_factor", "long_factor"})
        if (!rope.has(key))
            rope.fail(key, "is missing");
    out.frequencyDivisors = parseDivisors(rope, "short_factor", out);
    out.longDivisors = parseDivisors(rope, "long_factor", out);
    const double original = static_cast<double>(out.originalContext);
    const double grown = out.factor > 1 && original > 1
                             ? std::sqrt(1 + std::log(out.factor) / std::log(original))
                             : 1;
    out.attentionFactor =
        positive(rope, "attention_factor", rope.numberOr("attention_factor", grown));
}

// One number for each pair that turns.
std::vector<float> parseDivisors(const JsonObject& rope, std::string_view key, const Rope& parsed) {
    std::vector<float> divisors;
    if (!rope.has(key))
        return divisors;
    for (const json& value : rope.array(key)) {
        if (!value.is_number())
            rope.fail(key, "is not a list of numbers");
        divisors.push_back(static_cast<float>(positive(rope, key, value.get<double>())));
    }
    if (static_cast<std::int64_t>(divisors.size()) != parsed.dimensions / 2)
        rope.fail(key, "does not have one entry for each pair of a head");
    return divisors;
}

std::int64_t parseDimensions(const JsonObject& rope, const JsonObject& config,
                             const UniformDecoder& sizes, const RopeRules& rules) {
    constexpr std::string_view kPart = "partial_rotary_factor";
    const double part = rope.numberOr(kPart, config.numberOr(kPart, rules.part));
    if (part == 1)
        return sizes.headSize;
    if (!rules.partial)
        refuse(rope.has(kPart) ? rope : config, kPart, "is not 1, which is not supported");
    constexpr double kRounding = 1e-6; // of a share that was written as a decimal fraction
    const auto dimensions =
        static_cast<std::int64_t>(part * static_cast<double>(sizes.headSize) + kRounding);
    if (!(part > 0 && part < 1) || dimensions < 2 || dimensions % 2 != 0)
        (rope.has(kPart) ? rope : config).fail(kPart, "turns no whole number of pairs of a head");
    return dimensions;
}

// transformers' _compute_proportional_rope_parameters().
void parseProportional(const JsonObject& rope, const UniformDecoder& sizes, Rope& out) {
    const double part = rope.numberOr("partial_rotary_factor", 1.0);
    if (!(part > 0 && part <= 1))
        rope.fail("partial_rotary_factor", "is not a share");
    out.scaling = RopeScaling::Proportional;
    out.dimensions = sizes.headSize;
    out.factor = positive(rope, "factor", rope.numberOr("factor", 1.0));
    out.turnedPairs = static_cast<std::int64_t>(part * static_cast<double>(sizes.headSize)) / 2;
}

} // namespace

// An object of the new spelling (rope_parameters) or of the old one (rope_scaling).
Rope parseRopeObject(const JsonObject& rope, const JsonObject& config, const UniformDecoder& sizes,
                     const RopeRules& rules) {
    Rope result;
    result.theta = rope.numberOr("rope_theta", config.numberOr("rope_theta", rules.theta));
    positive(config, "rope_theta", result.theta);
    const char* typeKey = rope.has("rope_type") ? "rope_type" : "type";
    const std::string type = rope.stringOr(typeKey, "default");
    if (type == "proportional") {
        parseProportional(rope, sizes, result);
        return result;
    }
    result.dimensions = parseDimensions(rope, config, sizes, rules);
    result.originalContext = originalContext(rope, config, sizes);
    if (type == "linear") {
        result.scaling = RopeScaling::Linear;
        result.factor = positiveNumber(rope, "factor");
    } else if (type == "llama3") {
        parseLlama3(rope, result);
    } else if (type == "yarn") {
        parseYarn(rope, sizes, result);
    } else if (type == "dynamic") {
        parseDynamic(rope, sizes, result);
    } else if (type == "longrope" || type == "su") { // two names of one function
        parseLongRope(rope, sizes, result);
    } else if (type != "default") {
        refuse(rope, typeKey,
               "is '" + printable(type) +
                   "'; default, linear, llama3, yarn, dynamic, longrope and proportional are "
                   "supported");
    }
    // What exporters write for a GGUF file whose divisors follow no formula.
    if (rope.has("frequency_divisors"))
        result.frequencyDivisors = parseDivisors(rope, "frequency_divisors", result);
    if (result.scaling == RopeScaling::None || result.scaling == RopeScaling::Linear)
        result.originalContext = Rope().originalContext; // says nothing
    return result;
}

Rope parseHuggingFaceRope(const JsonObject& config, const UniformDecoder& sizes,
                          const RopeRules& rules) {
    const bool newSpelling = config.has("rope_parameters");
    const bool oldSpelling = config.has("rope_scaling");
    if (newSpelling && oldSpelling &&
        config.raw().at("rope_parameters") != config.raw().at("rope_scaling"))
        config.fail("rope_scaling", "disagrees with rope_parameters");
    if (newSpelling)
        return parseRopeObject(config.object("rope_parameters"), config, sizes, rules);
    if (oldSpelling)
        return parseRopeObject(config.object("rope_scaling"), config, sizes, rules);
    Rope rope;
    rope.theta = positive(config, "rope_theta", config.numberOr("rope_theta", rules.theta));
    rope.dimensions = parseDimensions(config, config, sizes, rules);
    return rope;
}

json ropeJson(const Rope& rope, std::int64_t headSize) {
    json result{{"rope_theta", rope.theta}, {"rope_type", "default"}};
    if (rope.dimensions != headSize)
        result["partial_rotary_factor"] =
            static_cast<double>(rope.dimensions) / static_cast<double>(headSize);
    if (rope.scaling != RopeScaling::None)
        result["factor"] = rope.factor;
    switch (rope.scaling) {
    case RopeScaling::None:
        break;
    case RopeScaling::Linear:
        result["rope_type"] = "linear";
        break;
    case RopeScaling::Dynamic:
        result["rope_type"] = "dynamic";
        break;
    case RopeScaling::Proportional:
        result["rope_type"] = "proportional";
        result["partial_rotary_factor"] =
            static_cast<double>(2 * rope.turnedPairs) / static_cast<double>(headSize);
        break;
    case RopeScaling::Llama3:
        result["rope_type"] = "llama3";
        result["low_freq_factor"] = rope.lowFrequencyFactor;
        result["high_freq_factor"] = rope.highFrequencyFactor;
        result[kOriginal] = rope.originalContext;
        break;
    case RopeScaling::Yarn:
        result["rope_type"] = "yarn";
        result["beta_fast"] = rope.betaFast;
        result["beta_slow"] = rope.betaSlow;
        result["truncate"] = rope.wholeBounds;
        if (rope.allScale != 0)
            result["mscale_all_dim"] = rope.allScale;
        result["attention_factor"] = rope.attentionFactor;
        result[kOriginal] = rope.originalContext;
        break;
    case RopeScaling::LongRope:
        result["rope_type"] = "longrope";
        result["short_factor"] = rope.frequencyDivisors;
        result["long_factor"] = rope.longDivisors;
        result["attention_factor"] = rope.attentionFactor;
        result[kOriginal] = rope.originalContext;
        break;
    }
    if (!rope.frequencyDivisors.empty() && rope.scaling != RopeScaling::LongRope)
        result["frequency_divisors"] = rope.frequencyDivisors; // ours: no field of transformers
    return result;
}

} // namespace fracbit::checkpoint
