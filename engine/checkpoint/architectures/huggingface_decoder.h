// What the config.json of a uniform decoder says, whatever its architecture. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/uniform_decoder.h"

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
};

// Sizes, norms, rope, tokens, tied embeddings; all fields that no uniform decoder obeys are
// refused. Biases, head norms and windows are the architecture's.
UniformDecoder parseDecoder(const JsonObject& config, const DecoderDefaults& defaults);

// The windows of an architecture in whose attention blocks from `firstSliding` on reach no further,
// unless "layer_types" says which do; `enabled`: whether any does.
void parseWindows(const JsonObject& config, const DecoderDefaults& defaults, bool enabled,
                  std::int64_t firstSliding, UniformDecoder& out);
// As Qwen2 and Qwen3 say it: "use_sliding_window", "max_window_layers".
void parseOptionalWindows(const JsonObject& config, const DecoderDefaults& defaults,
                          UniformDecoder& out);
void writeOptionalWindows(const UniformDecoder& decoder, nlohmann::json& out);

// Throws Error(Unsupported) when the field is true: "is not supported for the model type mistral".
void refuseBias(const JsonObject& config, std::string_view key, std::string_view architecture);

// "sliding_window", and "layer_types" of a model.
std::int64_t widestWindow(const UniformDecoder& decoder);
nlohmann::json layerTypes(const UniformDecoder& decoder);

} // namespace fracbit::checkpoint
