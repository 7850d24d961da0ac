// What a decoder-only transformer computes in a block, as data: an architecture says it, the
// executors (engine/network) walk it, one function an operator, and know no architecture by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace fracbit::checkpoint {

enum class RopeScaling { None, Linear, Llama3, Yarn, Dynamic, LongRope, Proportional };

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
// Proportional: the first pairs turn as they would among all of the head, the others stand still.
struct Rope {
    std::int64_t dimensions = 0; // of a head, even
    double theta = 10000.0;
    RopeScaling scaling = RopeScaling::None;
    double factor = 1.0;
    std::int64_t turnedPairs = 0;     // Proportional
    double lowFrequencyFactor = 1.0;  // Llama3
    double highFrequencyFactor = 4.0; // Llama3
    double betaFast = 32;             // Yarn
    double betaSlow = 1;              // Yarn
    bool wholeBounds = true;          // Yarn: the two bounds are rounded to whole pairs
    std::int64_t originalContext = 8192;
    double allScale = 0;        // Yarn: "mscale_all_dim", by which scores of latent attention grow
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
    // Of gate and up together, with x = min(gate, limit) and y = up within [-limit, limit]:
    // x / (1 + exp(-1.702 x)) * (y + 1) (modeling_gpt_oss.py, _apply_gate).
    ClampedSwiglu,
};
inline constexpr double kClampedSwigluSlope = 1.702;

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
    std::optional<Norm> valueNorm{}; // of each head of v, without weights
    bool sharedValues = false;       // v is k before its norm and rope; there is no layer v
    // The block in front of this one whose keys and values these queries look at; then there are no
    // layers k and v.
    std::optional<int> keysOf{};
    bool sinks = false;      // a learned score a head that takes weight and gives nothing
    bool outputGate = false; // q is twice as long: of each head the query and a gate, and what the
                             // head gives is multiplied by sigmoid(gate)
    bool inputBias = false;  // q, k and v have biases
    bool outputBias = false; // o has one
    bool operator==(const Attention&) const = default;
};

// Linear attention by the gated delta rule (arXiv 2412.06464): each value head keeps a matrix S of
// keySize x valueSize, and a position does, with its q, k (both of length 1) and v,
//   S *= exp(g);  S += k (beta (v - kᵀ S))ᵀ;  o = Sᵀ q / sqrt(keySize)
// with beta = sigmoid(b) and g = -exp(decay) softplus(a + timeBias), each a number a value head;
// what a head gives becomes norm(o) * silu(z). Value heads share the q and k of their key head. In
// front of it, every number of q, k and v is mixed with those of the positions just before it:
// silu(convolution). Linear layers: in_qkv and in_z of one input, out; in_b and in_a are small and
// not quantized.
struct DeltaNet {
    std::int64_t keyHeads = 0;
    std::int64_t valueHeads = 0; // a multiple of keyHeads
    std::int64_t keySize = 0;
    std::int64_t valueSize = 0;
    std::int64_t convolution = 0; // positions that are mixed, this one included
    Norm norm;                    // of each value head
    std::int64_t keyWidth() const { return keyHeads * keySize; }
    std::int64_t valueWidth() const { return valueHeads * valueSize; }
    std::int64_t channels() const { return 2 * keyWidth() + valueWidth(); } // q, k and v
    bool operator==(const DeltaNet&) const = default;
};

// Causal attention whose queries, keys and values come from short vectors (MLA, arXiv 2405.04434,
// section 2.1): c = norm(q_a x), q = q_b c; (l, r) = kv_a x, (k, v) of all heads = kv_b norm(l).
// A head's query and key are a part that carries content and one that rope turns, of `contentSize`
// and `ropeSize`; the turned part r of the key is that of all heads. Linear layers: q_a (without
// queryRank q) and kv_a of one input; q_b; kv_b; o.
struct LatentAttention {
    std::int64_t heads = 0;
    std::int64_t contentSize = 0;
    std::int64_t ropeSize = 0;
    std::int64_t valueSize = 0;
    std::int64_t queryRank = 0; // of c; 0: queries come from x at once
    std::int64_t keyValueRank = 0;
    std::size_t rope = 0; // index into ModelConfig::ropes
    double scale = 0;     // of the scores
    Norm latentNorm;
    bool bias = false; // q_a, kv_a and o have biases
    std::int64_t headSize() const { return contentSize + ropeSize; }
    bool operator==(const LatentAttention&) const = default;
};

// What takes numbers from one position to others.
using Mixer = std::variant<Attention, LatentAttention, DeltaNet>;

// How a router's scores become probabilities.
enum class RouterScores {
    Softmax, // over all experts
    Sigmoid, // each for itself
};

// Several feed-forwards, the experts, of which a router gives each token some: the router's scores
// become probabilities, and the outputs of the `perToken` most probable experts are added up, times
// these.
struct Mixture {
    std::int64_t experts = 0;
    std::int64_t perToken = 0;
    RouterScores scores = RouterScores::Softmax;
    // Numbers that are added to the probabilities to choose by, not to weigh with.
    bool choiceBias = false;
    // Experts in groups: those of the `groupsPerToken` groups alone may be chosen whose two best
    // experts are best (arXiv 2412.19437, section 2.1.2). 1: all are in one.
    std::int64_t groups = 1;
    std::int64_t groupsPerToken = 1;
    double scale = 1;        // of the weights, at last
    bool normalised = false; // the probabilities of a token's experts add up to one
    bool routerBias = false; // is added to the router's scores
    std::int64_t sharedIntermediate =
        0;                   // of one more that every token is sent to; 0: there is none
    bool sharedGate = false; // whose output is multiplied by sigmoid(gate x)
    // The experts and their router do not read what the shared expert reads, but the block's state
    // as it is, each behind a norm of its own (the router's: no weights, then a stored vector over
    // sqrt(hidden)); what the shared expert and what all others give is normed, too, before it is
    // added up; and a stored number multiplies what an expert is worth (modeling_gemma4.py,
    // Gemma4TextDecoderLayer and Gemma4TextRouter).
    std::optional<Norm> ownNorms{};
    bool operator==(const Mixture&) const = default;
};

// down(activation(gate x) * up x). Linear layers: gate, up of one input, down; of a mixture, those
// of each expert.
struct FeedForward {
    std::int64_t intermediate = 0; // of each expert
    Activation activation = Activation::Silu;
    double limit = 0;  // of ClampedSwiglu
    bool bias = false; // of all three
    std::optional<Mixture> mixture{};
    bool operator==(const FeedForward&) const = default;
};

// x += residualScale * branch(x), first the mixer's branch, then the feed-forward's.
struct BlockDescription {
    BranchNorms mixerNorms;
    Mixer mixer;
    BranchNorms feedForwardNorms;
    FeedForward feedForward;
    double residualScale = 1;
    // One more branch, behind the feed-forward's: x += norm(token_projection(activation(token_gate
    // x) * t)), t being ModelConfig::tokenInputs of this block, the activation the feed-forward's.
    std::optional<Norm> tokenBranch{};
    bool outputScalar = false; // at last all of x is multiplied by a stored number

    // std::bad_variant_access where the mixer is another.
    const Attention& attention() const { return std::get<Attention>(mixer); }
    Attention& attention() { return std::get<Attention>(mixer); }
    bool attends() const { return std::holds_alternative<Attention>(mixer); }
    bool operator==(const BlockDescription&) const = default;
};

} // namespace fracbit::checkpoint
