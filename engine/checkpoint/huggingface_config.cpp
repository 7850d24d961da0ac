#include "base/error.h"
#include "checkpoint/formats/config_checks.h"
#include "checkpoint/formats/huggingface_rope.h"
#include "checkpoint/formats/tensor_layout.h"
#include "checkpoint/model_config.h"

#include <array>
#include <cmath>

namespace fracbit::checkpoint {

namespace {

using nlohmann::json;

// What transformers assumes when a field is absent (configuration_llama.py, _mistral.py, _qwen2.py
// and _qwen3.py).
struct Defaults {
    Architecture architecture;
    std::int64_t vocabulary, hidden, intermediate, blocks, heads;
    std::int64_t kvHeads;  // 0: as many as heads
    std::int64_t headSize; // 0: hidden / heads
    std::int64_t context;
    std::int64_t slidingWindow;        // 0: none
    std::int64_t beginToken, endToken; // -1: none
};
constexpr std::int64_t kMaxWindowLayers = 28; // Qwen2, Qwen3
constexpr double kDefaultEpsilon = 1e-6;
constexpr std::array kDefaults{
    Defaults{Architecture::Llama, 32000, 4096, 11008, 32, 32, 0, 0, 2048, 0, 1, 2},
    Defaults{Architecture::Mistral, 32000, 4096, 14336, 32, 32, 8, 0, 131072, 4096, 1, 2},
    Defaults{Architecture::Qwen2, 151936, 4096, 22016, 32, 32, 32, 0, 32768, 4096, -1, -1},
    Defaults{Architecture::Qwen3, 151936, 4096, 22016, 32, 32, 32, 128, 32768, 4096, -1, -1},
};

const Defaults& defaultsFor(const JsonObject& config) {
    const std::string type = config.string("model_type");
    for (const Defaults& entry : kDefaults)
        if (architectureName(entry.architecture) == type)
            return entry;
    refuse(config, "model_type",
           "is '" + printable(type) + "'; llama, mistral, qwen2 and qwen3 are supported");
}

// Fields that other models of the family or other tools use, and that would change the result.
// Absent, null and the value at which they change nothing are accepted.
struct Foreign {
    std::string_view key;
    json neutral;
};

void refuseForeignFields(const JsonObject& config) {
    static const std::array kForeign{
        Foreign{"quantization_config", nullptr},
        Foreign{"compression_config", nullptr},
        Foreign{"partial_rotary_factor", 1.0},
        Foreign{"rotary_pct", 1.0},
        Foreign{"rope_interleaved", false},
        Foreign{"rope_interleave", false},
        Foreign{"no_rope_layers", nullptr},
        Foreign{"no_rope_layer_interval", nullptr},
        Foreign{"attention_multiplier", nullptr},
        Foreign{"embedding_multiplier", 1.0},
        Foreign{"residual_multiplier", 1.0},
        Foreign{"logits_scaling", 1.0},
        Foreign{"logit_scale", 1.0},
        Foreign{"attn_logit_softcapping", nullptr},
        Foreign{"final_logit_softcapping", nullptr},
        Foreign{"query_pre_attn_scalar", nullptr},
        Foreign{"scale_emb", 1.0},
        Foreign{"scale_depth", nullptr},
        Foreign{"dim_model_base", nullptr},
        Foreign{"clip_qkv", nullptr},
        Foreign{"attention_chunk_size", nullptr},
        Foreign{"attn_temperature_tuning", false},
        Foreign{"use_qk_norm", false},
        Foreign{"qk_layernorm", false},
        Foreign{"use_bidirectional_attention", false},
        Foreign{"is_encoder_decoder", false},
        Foreign{"is_causal", true},
        Foreign{"add_cross_attention", false},
        Foreign{"num_experts", 0},
        Foreign{"num_local_experts", 0},
        Foreign{"n_routed_experts", 0},
        Foreign{"num_experts_per_tok", 0},
        Foreign{"moe_intermediate_size", nullptr},
        Foreign{"parallel_attn", false},
        Foreign{"layer_norm_eps", nullptr},
    };
    for (const auto& [key, neutral] : kForeign)
        if (config.has(key) && config.raw().at(key) != neutral)
            refuse(config, key, "asks for something that is not supported");
}

void checkActivation(const JsonObject& config) {
    for (const std::string_view key : {"hidden_act", "hidden_activation"}) {
        const std::string name = config.stringOr(key, "silu");
        if (name != "silu" && name != "swish") // two names of one function
            refuse(config, key, "is '" + printable(name) + "'; silu is supported");
    }
}

// True where the layer's attention slides, by the field or by the rule for when it is absent.
std::vector<bool> slidingLayers(const JsonObject& config, std::int64_t blocks, bool enabled,
                                std::int64_t firstSliding) {
    std::vector<bool> sliding(static_cast<std::size_t>(blocks));
    for (std::int64_t i = 0; i < blocks; ++i)
        sliding[static_cast<std::size_t>(i)] = enabled && i >= firstSliding;
    if (!config.has("layer_types"))
        return sliding;
    const json& types = config.array("layer_types");
    if (types.size() != sliding.size())
        config.fail("layer_types", "does not have one entry a layer");
    for (std::size_t i = 0; i < sliding.size(); ++i) {
        if (types[i] != "full_attention" && types[i] != "sliding_attention")
            refuse(config, "layer_types",
                   "has '" + printable(types[i].dump()) +
                       "'; full_attention and sliding_attention are supported");
        sliding[i] = types[i] == "sliding_attention";
        if (sliding[i] && !enabled)
            config.fail("layer_types", "asks for a sliding window, but none is given");
    }
    return sliding;
}

std::int64_t windowSize(const JsonObject& config, const Defaults& defaults) {
    constexpr std::string_view kKey = "sliding_window";
    if (!config.raw().contains(kKey))
        return defaults.slidingWindow;
    if (!config.has(kKey)) // null: none
        return 0;
    const std::int64_t window = config.integer(kKey);
    if (window < 1)
        config.fail(kKey, "is not positive");
    return window;
}

std::vector<std::int64_t> parseWindows(const JsonObject& config, const Defaults& defaults,
                                       std::int64_t blocks) {
    std::int64_t window = windowSize(config, defaults);
    std::int64_t firstSliding = 0;
    switch (defaults.architecture) {
    case Architecture::Llama:
        if (window)
            refuse(config, "sliding_window", "is not supported for the model type llama");
        break;
    case Architecture::Mistral:
        break;
    case Architecture::Qwen2:
    case Architecture::Qwen3:
        if (!config.booleanOr("use_sliding_window", false))
            window = 0;
        firstSliding = config.integerOr("max_window_layers", kMaxWindowLayers);
        break;
    }
    const std::vector<bool> sliding = slidingLayers(config, blocks, window > 0, firstSliding);
    std::vector<std::int64_t> windows;
    for (const bool slides : sliding)
        windows.push_back(slides ? window : 0);
    return windows;
}

void parseBiases(const JsonObject& config, ModelConfig& out) {
    const bool attention = config.booleanOr("attention_bias", false);
    out.mlpBias = config.booleanOr("mlp_bias", false);
    switch (out.architecture) {
    case Architecture::Llama:
        out.qkvBias = out.outputBias = attention;
        return;
    case Architecture::Qwen3:
        out.qkvBias = out.outputBias = attention;
        break;
    case Architecture::Qwen2:
        out.qkvBias = true; // whatever attention_bias says
        break;
    case Architecture::Mistral:
        if (attention)
            refuse(config, "attention_bias", "is not supported for the model type mistral");
        break;
    }
    if (out.mlpBias)
        refuse(config, "mlp_bias", "is supported for the model type llama only");
}

std::optional<std::int64_t> parseBeginToken(const JsonObject& config, std::int64_t fallback) {
    if (config.has("bos_token_id"))
        return config.integer("bos_token_id");
    if (config.raw().contains("bos_token_id") || fallback < 0)
        return std::nullopt;
    return fallback;
}

std::vector<std::int64_t> parseEndTokens(const JsonObject& config, std::int64_t fallback) {
    constexpr std::string_view kKey = "eos_token_id";
    if (!config.has(kKey))
        return config.raw().contains(kKey) || fallback < 0 ? std::vector<std::int64_t>{}
                                                           : std::vector{fallback};
    if (!config.raw().at(kKey).is_array())
        return {config.integer(kKey)};
    std::vector<std::int64_t> tokens;
    for (const json& token : config.array(kKey)) {
        if (!token.is_number_integer())
            config.fail(kKey, "is not a list of whole numbers");
        tokens.push_back(token.get<std::int64_t>());
    }
    return tokens;
}

void parseSizes(const JsonObject& config, const Defaults& defaults, ModelConfig& out) {
    out.vocabulary = config.integerOr("vocab_size", defaults.vocabulary);
    out.hidden = config.integerOr("hidden_size", defaults.hidden);
    out.intermediate = config.integerOr("intermediate_size", defaults.intermediate);
    out.blocks = config.integerOr("num_hidden_layers", defaults.blocks);
    out.heads = config.integerOr("num_attention_heads", defaults.heads);
    const bool saysNull = config.raw().contains("num_key_value_heads");
    const std::int64_t absent = defaults.kvHeads && !saysNull ? defaults.kvHeads : out.heads;
    out.kvHeads = config.integerOr("num_key_value_heads", absent);
    out.context = config.integerOr("max_position_embeddings", defaults.context);
    out.headSize = config.integerOr("head_dim", defaults.headSize);
    if (out.headSize == 0 && out.heads > 0) {
        if (out.hidden % out.heads != 0)
            config.fail("hidden_size", "is not a multiple of num_attention_heads");
        out.headSize = out.hidden / out.heads;
    }
    static const SizeNames kNames{"vocab_size",
                                  "hidden_size",
                                  "intermediate_size",
                                  "num_hidden_layers",
                                  "num_attention_heads",
                                  "num_key_value_heads",
                                  "head_dim",
                                  "max_position_embeddings"};
    if (const auto problem = sizeProblem(out, kNames))
        config.fail(problem->field, problem->reason);
}

} // namespace

std::string architectureName(Architecture architecture) {
    constexpr std::array<std::string_view, 4> kNames{"llama", "mistral", "qwen2", "qwen3"};
    return std::string(kNames.at(static_cast<std::size_t>(architecture)));
}

ModelConfig parseHuggingFaceConfig(const JsonObject& config) {
    const Defaults& defaults = defaultsFor(config);
    refuseForeignFields(config);
    checkActivation(config);
    ModelConfig result;
    result.architecture = defaults.architecture;
    result.name = config.stringOr("_name_or_path", "");
    parseSizes(config, defaults, result);
    result.rmsEpsilon = config.numberOr("rms_norm_eps", kDefaultEpsilon);
    if (!std::isfinite(result.rmsEpsilon) || result.rmsEpsilon < 0)
        config.fail("rms_norm_eps", "is not a number from 0");
    result.rope = parseHuggingFaceRope(config, result);
    result.tiedEmbeddings = config.booleanOr("tie_word_embeddings", false);
    result.qkNorm = defaults.architecture == Architecture::Qwen3;
    parseBiases(config, result);
    result.slidingWindow = parseWindows(config, defaults, result.blocks);
    result.beginToken = parseBeginToken(config, defaults.beginToken);
    result.endTokens = parseEndTokens(config, defaults.endToken);
    return result;
}

} // namespace fracbit::checkpoint
