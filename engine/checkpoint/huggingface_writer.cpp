// huggingFaceConfig: a ModelConfig as config.json, in the spelling of transformers 5.
#include "base/error.h"
#include "checkpoint/model_config.h"

#include <algorithm>

namespace fracbit::checkpoint {

namespace {

using nlohmann::json;

std::string_view className(Architecture architecture) {
    switch (architecture) {
    case Architecture::Llama:
        return "LlamaForCausalLM";
    case Architecture::Mistral:
        return "MistralForCausalLM";
    case Architecture::Qwen2:
        return "Qwen2ForCausalLM";
    case Architecture::Qwen3:
        return "Qwen3ForCausalLM";
    }
    throw Error(ErrorCode::Internal, "unknown architecture");
}

json ropeJson(const Rope& rope) {
    json result{{"rope_theta", rope.theta}, {"rope_type", "default"}};
    if (rope.scaling == RopeScaling::Linear) {
        result["rope_type"] = "linear";
        result["factor"] = rope.factor;
    } else if (rope.scaling == RopeScaling::Llama3) {
        result["rope_type"] = "llama3";
        result["factor"] = rope.factor;
        result["low_freq_factor"] = rope.lowFrequencyFactor;
        result["high_freq_factor"] = rope.highFrequencyFactor;
        result["original_max_position_embeddings"] = rope.originalContext;
    }
    if (!rope.frequencyDivisors.empty()) // ours: no field of transformers says this
        result["frequency_divisors"] = rope.frequencyDivisors;
    return result;
}

std::int64_t window(const ModelConfig& config) {
    const auto& windows = config.slidingWindow;
    return windows.empty() ? 0 : *std::max_element(windows.begin(), windows.end());
}

json layerTypes(const ModelConfig& config) {
    json types = json::array();
    for (const std::int64_t size : config.slidingWindow)
        types.push_back(size ? "sliding_attention" : "full_attention");
    return types;
}

void writeWindows(const ModelConfig& config, json& out) {
    if (config.architecture == Architecture::Llama)
        return;
    const std::int64_t size = window(config);
    out["sliding_window"] = size ? json(size) : json(nullptr);
    if (config.architecture == Architecture::Mistral) {
        const auto& windows = config.slidingWindow;
        if (std::any_of(windows.begin(), windows.end(), [&](auto w) { return w != size; }))
            out["layer_types"] = layerTypes(config);
        return;
    }
    out["use_sliding_window"] = size > 0;
    out["layer_types"] = layerTypes(config);
    out["max_window_layers"] = config.blocks; // layer_types says it all
}

json endTokensJson(const std::vector<std::int64_t>& tokens) {
    if (tokens.empty())
        return nullptr;
    return tokens.size() == 1 ? json(tokens.front()) : json(tokens);
}

} // namespace

json huggingFaceConfig(const ModelConfig& config) {
    json result{{"architectures", {className(config.architecture)}},
                {"model_type", architectureName(config.architecture)},
                {"vocab_size", config.vocabulary},
                {"hidden_size", config.hidden},
                {"intermediate_size", config.intermediate},
                {"num_hidden_layers", config.blocks},
                {"num_attention_heads", config.heads},
                {"num_key_value_heads", config.kvHeads},
                {"head_dim", config.headSize},
                {"max_position_embeddings", config.context},
                {"hidden_act", "silu"},
                {"rms_norm_eps", config.rmsEpsilon},
                {"rope_parameters", ropeJson(config.rope)},
                {"tie_word_embeddings", config.tiedEmbeddings},
                {"bos_token_id", config.beginToken ? json(*config.beginToken) : json(nullptr)},
                {"eos_token_id", endTokensJson(config.endTokens)},
                {"attention_dropout", 0.0},
                {"use_cache", true}};
    if (!config.name.empty())
        result["_name_or_path"] = config.name;
    if (config.architecture == Architecture::Llama || config.architecture == Architecture::Qwen3)
        result["attention_bias"] = config.qkvBias;
    if (config.architecture == Architecture::Llama)
        result["mlp_bias"] = config.mlpBias;
    writeWindows(config, result);
    return result;
}

} // namespace fracbit::checkpoint
