// What a model computes, whatever file its configuration comes from.
#pragma once

#include "base/json_file.h"
#include "checkpoint/block_description.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::checkpoint {

// Numbers that every block gets of each token itself, beside what it reads: of a token with the
// (scaled) embedding e
//   t = (norm(projection e / sqrt(hidden)) + sqrt(size) table[token]) / sqrt(2),
// `size` numbers a block, each block's normed for themselves (modeling_gemma4.py, per-layer
// embeddings). What blocks do with them: BlockDescription::tokenBranch.
struct TokenInputs {
    std::int64_t size = 0;
    Norm norm;
    bool operator==(const TokenInputs&) const = default;
};

struct ModelConfig {
    std::string architecture; // its name in the registry (architecture.h): "llama"
    std::string name;         // for people; may be empty
    std::int64_t vocabulary = 0;
    std::int64_t hidden = 0;
    std::int64_t context = 0; // max_position_embeddings
    std::vector<Rope> ropes;  // that blocks name
    std::vector<BlockDescription> blocks;
    Norm finalNorm;
    double embeddingScale = 1; // embeddings are multiplied with it
    std::optional<TokenInputs> tokenInputs{};
    double logitScale = 1;   // and logits with this
    double logitSoftCap = 0; // logits become c tanh(logit / c); 0: they stay
    bool tiedEmbeddings = false;
    std::vector<std::int64_t> endTokens; // generation stops at any of these
    std::optional<std::int64_t> beginToken;
    // Behind the last block, of what predicts further tokens: carried along.
    std::int64_t furtherBlocks = 0;
    // Of a model that sees or hears, whose text model this is: its config.json without
    // "text_config"; empty where there is none.
    std::string wrapper;

    bool operator==(const ModelConfig&) const = default;
    int blockCount() const { return static_cast<int>(blocks.size()); }
    const BlockDescription& block(int index) const {
        return blocks.at(static_cast<std::size_t>(index));
    }
    // True where later blocks look at this one's keys and values.
    bool lendsKeys(int block) const;
    const Attention* firstAttention() const; // of the first block that has one; null: none has
};

// From a Hugging Face config.json, old spelling (rope_theta, rope_scaling, torch_dtype) and new
// (rope_parameters, dtype). A field that would change the result is obeyed, or refused with
// Error(Unsupported) naming the field; sizes are checked against each other and against sane
// limits (Error(InvalidFile)).
ModelConfig parseHuggingFaceConfig(const JsonObject& config);

// The inverse, in the new spelling; what an exporter writes.
nlohmann::json huggingFaceConfig(const ModelConfig& config);

} // namespace fracbit::checkpoint
