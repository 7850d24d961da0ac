// huggingFaceConfig: a ModelConfig as config.json, in the spelling of transformers 5.
#include "checkpoint/architecture.h"
#include "checkpoint/architectures/huggingface_rope.h"

namespace fracbit::checkpoint {

namespace {

using nlohmann::json;

json endTokensJson(const std::vector<std::int64_t>& tokens) {
    if (tokens.empty())
        return nullptr;
    return tokens.size() == 1 ? json(tokens.front()) : json(tokens);
}

const char* activationName(Activation activation) {
    return activation == Activation::GeluTanh ? "gelu_pytorch_tanh" : "silu";
}

} // namespace

json huggingFaceConfig(const ModelConfig& config) {
    const Architecture& architecture = architectureOf(config);
    const BlockDescription& first = config.block(0);
    const Attention* attention = config.firstAttention();
    const Rope& rope = config.ropes.at(0);
    json result{
        {"architectures", {architecture.className}},
        {"model_type", architecture.name},
        {"vocab_size", config.vocabulary},
        {"hidden_size", config.hidden},
        {"intermediate_size", first.feedForward.intermediate},
        {"num_hidden_layers", config.blockCount()},
        {"max_position_embeddings", config.context},
        {"hidden_act", activationName(first.feedForward.activation)},
        {"rms_norm_eps", config.finalNorm.epsilon},
        {"rope_parameters", ropeJson(rope, attention ? attention->headSize : rope.dimensions)},
        {"tie_word_embeddings", config.tiedEmbeddings},
        {"bos_token_id", config.beginToken ? json(*config.beginToken) : json(nullptr)},
        {"eos_token_id", endTokensJson(config.endTokens)},
        // No text is padded here; the default of some classes lies outside of small vocabularies.
        {"pad_token_id", nullptr},
        {"attention_dropout", 0.0},
        {"use_cache", true}};
    if (attention) {
        result["num_attention_heads"] = attention->heads;
        result["num_key_value_heads"] = attention->kvHeads;
        result["head_dim"] = attention->headSize;
    }
    if (!config.name.empty())
        result["_name_or_path"] = config.name;
    architecture.writeHuggingFace(config, result);
    if (config.wrapper.empty())
        return result;
    json wrapper = json::parse(config.wrapper);
    wrapper["tie_word_embeddings"] = config.tiedEmbeddings;
    wrapper["text_config"] = std::move(result);
    return wrapper;
}

} // namespace fracbit::checkpoint
