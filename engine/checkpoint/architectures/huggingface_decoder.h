// What the config.json of a uniform decoder says, whatever its architecture. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/architectures/huggingface_rope.h"
#include "checkpoint/uniform_decoder.h"

#include <functional>
#include <initializer_list>

namespace fracbit::checkpoint {

// What transformers assumes when a field is absent (configuration_<architecture>.py).
struct DecoderDefaults {
    std::string_view architecture;
    std::int64_t vocabulary, hidden, intermediate, blocks, heads;
    std::int64_t kvHeads;  // 0: as many as heads
    std::int64_t headSize; // 0: hidden / heads
    std::int64_t context;
    std::int64_t slidingWindow;        // 0: none
    std::int64_t beginToken, endToken; // -1: none
    bool tiedEmbeddings = false;
    Activation activation = Activation::Silu;
    RopeRules rope{};
};

// Sizes, norms, rope, tokens, tied embeddings; all fields that no uniform decoder obeys are
// refused, but for those of `obeyed`. Biases, head norms and windows are the architecture's, as are
// several ropes (RopeRules::followsLayers).
UniformDecoder parseDecoder(const JsonObject& config, const DecoderDefaults& defaults,
                            std::initializer_list<std::string_view> obeyed = {});

// The windows of an architecture in whose attention the blocks for which `slides` is true reach no
// further, unless "layer_types" says which do; `enabled`: whether any does.
void parseWindows(const JsonObject& config, const DecoderDefaults& defaults, bool enabled,
                  const std::function<bool(std::int64_t)>& slides, UniformDecoder& out);
// All of them, or none.
inline bool everyBlock(std::int64_t) {
    return true;
}
// As Qwen2 and Qwen3 say it: "use_sliding_window", "max_window_layers".
void parseOptionalWindows(const JsonObject& config, const DecoderDefaults& defaults,
                          UniformDecoder& out);
void writeOptionalWindows(const ModelConfig& config, nlohmann::json& out);

// Throws Error(Unsupported) when the field is true: "is not supported for the model type mistral".
void refuseBias(const JsonObject& config, std::string_view key, std::string_view architecture);

// "sliding_window", and "layer_types" of a model.
std::int64_t widestWindow(const ModelConfig& config);
nlohmann::json windowJson(const ModelConfig& config); // null: none
nlohmann::json layerTypes(const ModelConfig& config);
// `value` of a field that is a size; throws Error(InvalidFile) when it is out of all proportion.
std::int64_t requireSize(const JsonObject& config, std::string_view key, std::int64_t value);
// A positive number, or nothing for null or an absent field. Throws Error(InvalidFile) for others.
std::optional<double> optionalPositive(const JsonObject& config, std::string_view key);

} // namespace fracbit::checkpoint
