#include "checkpoint/architectures/huggingface_decoder.h"

#include "base/error.h"
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/architectures/huggingface_rope.h"
#include "checkpoint/formats/source_quantization.h"
#include "checkpoint/formats/tensor_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fracbit::checkpoint {

namespace {

using nlohmann::json;

constexpr std::int64_t kMaxWindowLayers = 28; // Qwen2, Qwen3
constexpr double kDefaultEpsilon = 1e-6;

// Fields that other models of the family or other tools use, and that would change the result.
// Absent, null and the value at which they change nothing are accepted.
struct Foreign {
    std::string_view key;
    json neutral;
};

void refuseForeignFields(const JsonObject& config, std::initializer_list<std::string_view> obeyed) {
    static const std::array kForeign{
        Foreign{"compression_config", nullptr},
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
        if (std::ranges::find(obeyed, key) == obeyed.end() && config.has(key) &&
            config.raw().at(key) != neutral)
            refuse(config, key, "asks for something that is not supported");
}

// Two names of one function each.
bool isNamed(Activation activation, const std::string& name) {
    return activation != Activation::GeluTanh ? name == "silu" || name == "swish"
                                              : name == "gelu_pytorch_tanh" || name == "gelu_new";
}

void checkActivation(const JsonObject& config, Activation activation) {
    const char* known = activation == Activation::GeluTanh ? "gelu_pytorch_tanh" : "silu";
    for (const std::string_view key : {"hidden_act", "hidden_activation"})
        if (const std::string name = config.stringOr(key, known); !isNamed(activation, name))
            refuse(config, key, "is '" + printable(name) + "'; " + known + " is supported");
}

// True where the layer's attention slides, by the field or by the rule for when it is absent.
std::vector<bool> slidingLayers(const JsonObject& config, std::int64_t blocks, bool enabled,
                                const std::function<bool(std::int64_t)>& slides) {
    std::vector<bool> sliding(static_cast<std::size_t>(blocks));
    for (std::int64_t i = 0; i < blocks; ++i)
        sliding[static_cast<std::size_t>(i)] = enabled && slides(i);
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

std::int64_t windowSize(const JsonObject& config, const DecoderDefaults& defaults) {
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

void parseSizes(const JsonObject& config, const DecoderDefaults& defaults, UniformDecoder& out) {
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

UniformDecoder parseDecoder(const JsonObject& config, const DecoderDefaults& defaults,
                            std::initializer_list<std::string_view> obeyed) {
    refuseForeignFields(config, obeyed);
    (void)parseSourceQuantization(config); // throws for what cannot be read
    checkActivation(config, defaults.activation);
    UniformDecoder result;
    result.activation = defaults.activation;
    result.architecture = defaults.architecture;
    result.name = config.stringOr("_name_or_path", "");
    parseSizes(config, defaults, result);
    result.rmsEpsilon = config.numberOr("rms_norm_eps", kDefaultEpsilon);
    if (!std::isfinite(result.rmsEpsilon) || result.rmsEpsilon < 0)
        config.fail("rms_norm_eps", "is not a number from 0");
    if (!defaults.rope.followsLayers)
        result.rope = parseHuggingFaceRope(config, result, defaults.rope);
    result.tiedEmbeddings = config.booleanOr("tie_word_embeddings", defaults.tiedEmbeddings);
    result.beginToken = parseBeginToken(config, defaults.beginToken);
    result.endTokens = parseEndTokens(config, defaults.endToken);
    return result;
}

void parseWindows(const JsonObject& config, const DecoderDefaults& defaults, bool enabled,
                  const std::function<bool(std::int64_t)>& slides, UniformDecoder& out) {
    const std::int64_t window = enabled ? windowSize(config, defaults) : 0;
    for (const bool reaches : slidingLayers(config, out.blocks, window > 0, slides))
        out.slidingWindow.push_back(reaches ? window : 0);
}

void parseOptionalWindows(const JsonObject& config, const DecoderDefaults& defaults,
                          UniformDecoder& out) {
    const std::int64_t first = config.integerOr("max_window_layers", kMaxWindowLayers);
    parseWindows(
        config, defaults, config.booleanOr("use_sliding_window", false),
        [first](std::int64_t block) { return block >= first; }, out);
}

void writeOptionalWindows(const ModelConfig& config, json& out) {
    out["sliding_window"] = windowJson(config);
    out["use_sliding_window"] = widestWindow(config) > 0;
    out["layer_types"] = layerTypes(config);
    out["max_window_layers"] = config.blockCount(); // layer_types says it all
}

void refuseBias(const JsonObject& config, std::string_view key, std::string_view architecture) {
    if (config.booleanOr(key, false))
        refuse(config, key, "is not supported for the model type " + std::string(architecture));
}

std::int64_t widestWindow(const ModelConfig& config) {
    std::int64_t widest = 0;
    for (const BlockDescription& block : config.blocks)
        if (block.attends())
            widest = std::max(widest, block.attention().window);
    return widest;
}

json windowJson(const ModelConfig& config) {
    const std::int64_t window = widestWindow(config);
    return window > 0 ? json(window) : json(nullptr);
}

json layerTypes(const ModelConfig& config) {
    json types = json::array();
    for (const BlockDescription& block : config.blocks)
        types.push_back(!block.attends()               ? "linear_attention"
                        : block.attention().window > 0 ? "sliding_attention"
                                                       : "full_attention");
    return types;
}

std::int64_t requireSize(const JsonObject& config, std::string_view key, std::int64_t value) {
    constexpr std::int64_t kMost = 1 << 20;
    if (value < 1 || value > kMost)
        config.fail(key, "is not between 1 and " + std::to_string(kMost));
    return value;
}

std::optional<double> optionalPositive(const JsonObject& config, std::string_view key) {
    if (!config.has(key))
        return std::nullopt;
    const double value = config.number(key);
    if (!std::isfinite(value) || value <= 0)
        config.fail(key, "is not a positive number");
    return value;
}

} // namespace fracbit::checkpoint
