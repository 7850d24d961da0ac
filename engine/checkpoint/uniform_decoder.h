// Decoders whose blocks are alike but for the reach of their attention, said in a few numbers: what
// Llama and its relatives are, and what configuration files say of them.
#pragma once

#include "checkpoint/model_config.h"

namespace fracbit::checkpoint {

struct UniformDecoder {
    std::string architecture = "llama";
    std::string name;
    std::int64_t vocabulary = 0;
    std::int64_t hidden = 0;
    std::int64_t intermediate = 0;
    std::int64_t blocks = 0;
    std::int64_t heads = 0;
    std::int64_t kvHeads = 0;
    std::int64_t headSize = 0;
    std::int64_t context = 0;
    double rmsEpsilon = 1e-6; // of all norms
    Rope rope;                // its dimensions: 0 stands for whole heads
    bool tiedEmbeddings = false;
    bool qkvBias = false;
    bool outputBias = false;
    bool mlpBias = false;
    bool qkNorm = false; // a norm of each head of q and k
    Activation activation = Activation::Silu;
    // Of each block (Attention::window); empty: none reaches less than all.
    std::vector<std::int64_t> slidingWindow;
    std::vector<std::int64_t> endTokens;
    std::optional<std::int64_t> beginToken;
};

// Norms in front of both branches, SwiGLU, scores over sqrt(headSize).
ModelConfig describe(const UniformDecoder& decoder);
// The inverse, of a configuration that describe() could have made; Error(Internal) otherwise.
UniformDecoder uniformDecoder(const ModelConfig& config);

} // namespace fracbit::checkpoint
