// What a decoder-only transformer computes in a block, as data: an architecture says it, the
// executors (engine/network) walk it, one function an operator, and know no architecture by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace fracbit::checkpoint {

enum class RopeScaling { None, Linear, Llama3, Yarn, Dynamic, LongRope };

// Rotary position embedding (arXiv 2104.09864) in the half-split layout: number i of a head is
// turned with number i + dimensions / 2; numbers from `dimensions` on stay. The variants are those
// of transformers' modeling_rope_utils.py:
// Linear: positions divided by `factor`.
// Llama3: frequencies interpolated by wavelength.
// Yarn: interpolated between those that turn more than betaFast times within originalContext and
// those that turn less than betaSlow times (arXiv 2309.00071).
// Dynamic: theta grows with texts of more than originalContext positions.
// LongRope: a divisor for each pair, others for texts of more than originalContext positions
// (arXiv 2402.13753).
struct Rope {
    std::int64_t dimensions = 0; // of a head, even
    double theta = 10000.0;
    RopeScaling scaling = RopeScaling::None;
    double factor = 1.0;
    double lowFrequencyFactor = 1.0;  // Llama3
    double highFrequencyFactor = 4.0; // Llama3
    double betaFast = 32;             // Yarn
    double betaSlow = 1;              // Yarn
    bool wholeBounds = true;          // Yarn: the two bounds are rounded to whole pairs
    std::int64_t originalContext = 8192;
    double attentionFactor = 1; // of cosine and sine: queries and keys grow by it
    // LongRope's for short texts. GGUF stores Llama3 scaling as a tensor of divisors (rope_freqs),
    // too; empty when there is none.
    std::vector<float> frequencyDivisors{};
    std::vector<float> longDivisors{}; // LongRope's for long texts
    bool operator==(const Rope&) const = default;
};

// x / sqrt(mean(x^2) + epsilon) * weight (arXiv 1910.07467).
struct Norm {
    double epsilon = 1e-6;
    bool unitOffset = false; // files hold the weight less one (Gemma)
    bool operator==(const Norm&) const = default;
};

// Where the norms of a residual branch stand: in front of what it computes, behind it (before it
// is added), or both.
struct BranchNorms {
    std::optional<Norm> before;
    std::optional<Norm> after;
    bool operator==(const BranchNorms&) const = default;
};

enum class Activation {
    Silu,     // x / (1 + exp(-x))
    GeluTanh, // x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2 (arXiv 1606.08415)
};

// Causal attention with grouped queries. Linear layers: q, k, v of one input, o.
struct Attention {
    std::int64_t heads = 0;
    std::int64_t kvHeads = 0;
    std::int64_t headSize = 0;
    std::optional<std::size_t> rope; // index into ModelConfig::ropes; none: order is not told
    std::int64_t window = 0;         // positions reached back to, this one included; 0: all
    double scale = 0;                // of the scores: 1 / sqrt(headSize) for most
    double softCap = 0;              // scores become c tanh(score / c); 0: they stay
    std::optional<Norm> headNorm;    // of each head of q and of k, before rope
    bool sinks = false;              // a learned score a head that takes weight and gives nothing
    bool inputBias = false;          // q, k and v have biases
    bool outputBias = false;         // o has one
    bool operator==(const Attention&) const = default;
};

// Several feed-forwards, the experts, of which a router gives each token some: the router's scores
// become probabilities (softmax over all experts), and the outputs of the `perToken` most probable
// experts are added up, times these.
struct Mixture {
    std::int64_t experts = 0;
    std::int64_t perToken = 0;
    bool normalised = false; // the probabilities of a token's experts add up to one
    std::int64_t sharedIntermediate =
        0;                   // of one more that every token is sent to; 0: there is none
    bool sharedGate = false; // whose output is multiplied by sigmoid(gate x)
    bool operator==(const Mixture&) const = default;
};

// down(activation(gate x) * up x). Linear layers: gate, up of one input, down; of a mixture, those
// of each expert.
struct FeedForward {
    std::int64_t intermediate = 0; // of each expert
    Activation activation = Activation::Silu;
    bool bias = false; // of all three
    std::optional<Mixture> mixture{};
    bool operator==(const FeedForward&) const = default;
};

// x += residualScale * branch(x), first the attention's branch, then the feed-forward's.
struct BlockDescription {
    BranchNorms attentionNorms;
    Attention attention;
    BranchNorms feedForwardNorms;
    FeedForward feedForward;
    double residualScale = 1;
    bool operator==(const BlockDescription&) const = default;
};

} // namespace fracbit::checkpoint
