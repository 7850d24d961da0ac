// What a model's configuration says, whatever file it comes from.
#pragma once

#include "base/json_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::checkpoint {

enum class Architecture { Llama, Mistral, Qwen2, Qwen3 };
std::string architectureName(Architecture architecture); // "llama", "mistral", "qwen2", "qwen3"

enum class RopeScaling { None, Linear, Llama3 };

// Rotary position embedding. Linear: positions divided by `factor`. Llama3: frequencies
// interpolated by wavelength (transformers' `_compute_llama3_parameters`).
struct Rope {
    double theta = 10000.0;
    RopeScaling scaling = RopeScaling::None;
    double factor = 1.0;
    double lowFrequencyFactor = 1.0;
    double highFrequencyFactor = 4.0;
    std::int64_t originalContext = 8192;
    // GGUF stores Llama3 scaling as a tensor of divisors (rope_freqs); empty when there is none.
    std::vector<float> frequencyDivisors;
};

struct ModelConfig {
    Architecture architecture = Architecture::Llama;
    std::string name; // for people; may be empty
    std::int64_t vocabulary = 0;
    std::int64_t hidden = 0;
    std::int64_t intermediate = 0;
    std::int64_t blocks = 0;
    std::int64_t heads = 0;
    std::int64_t kvHeads = 0;
    std::int64_t headSize = 0;
    std::int64_t context = 0; // max_position_embeddings
    double rmsEpsilon = 1e-6;
    Rope rope;
    bool tiedEmbeddings = false;
    bool qkvBias = false;    // q, k and v have biases
    bool outputBias = false; // o has one
    bool mlpBias = false;    // gate, up and down have biases
    bool qkNorm = false;     // RMS norm of each q and k head before rope (Qwen3)
    // Per block: the number of positions that attention reaches back (including the current one),
    // 0 for all. Size `blocks`.
    std::vector<std::int64_t> slidingWindow;
    std::vector<std::int64_t> endTokens; // generation stops at any of these
    std::optional<std::int64_t> beginToken;
};

// From a Hugging Face config.json, old spelling (rope_theta, rope_scaling, torch_dtype) and new
// (rope_parameters, dtype). A field that would change the result is obeyed, or refused with
// Error(Unsupported) naming the field; sizes are checked against each other and against sane
// limits (Error(InvalidFile)).
ModelConfig parseHuggingFaceConfig(const JsonObject& config);

// The inverse, in the new spelling; what an exporter writes.
nlohmann::json huggingFaceConfig(const ModelConfig& config);

} // namespace fracbit::checkpoint
