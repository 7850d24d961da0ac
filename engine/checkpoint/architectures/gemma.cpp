#include "checkpoint/architectures/gemma.h"

#include "checkpoint/architectures/huggingface_decoder.h"

#include <cmath>

namespace fracbit::checkpoint {

namespace {

// Squares of reciprocal roots of whole numbers are whole again; transformers wants them written so.
nlohmann::json withoutRounding(double value) {
    const double whole = std::round(value);
    if (std::abs(value - whole) < 1e-9 * whole)
        return static_cast<std::int64_t>(whole);
    return value;
}

nlohmann::json orNull(double cap) {
    return cap > 0 ? nlohmann::json(cap) : nlohmann::json(nullptr);
}

} // namespace

ModelConfig describeGemma(const UniformDecoder& decoder, double queryScale) {
    ModelConfig config = describe(decoder);
    config.embeddingScale = std::sqrt(static_cast<double>(decoder.hidden));
    const Norm norm{decoder.rmsEpsilon, true};
    config.finalNorm = norm;
    for (BlockDescription& block : config.blocks) {
        block.mixerNorms = block.feedForwardNorms = {norm, norm};
        if (block.attention().headNorm)
            block.attention().headNorm = norm;
        block.attention().scale = 1 / std::sqrt(queryScale);
    }
    return config;
}

void parseGemmaCaps(const JsonObject& config, ModelConfig& out) {
    out.logitSoftCap = optionalPositive(config, "final_logit_softcapping").value_or(0);
    for (BlockDescription& block : out.blocks)
        block.attention().softCap = optionalPositive(config, "attn_logit_softcapping").value_or(0);
}

void writeGemma(const ModelConfig& config, nlohmann::json& out) {
    const Attention& attention = config.block(0).attention();
    out["hidden_activation"] = out["hidden_act"];
    out["query_pre_attn_scalar"] = withoutRounding(1 / (attention.scale * attention.scale));
    out["attn_logit_softcapping"] = orNull(attention.softCap);
    out["final_logit_softcapping"] = orNull(config.logitSoftCap);
    out["attention_bias"] = attention.inputBias;
    out["sliding_window"] = windowJson(config);
    out["layer_types"] = layerTypes(config);
}

} // namespace fracbit::checkpoint
