// One block of the decoder on packed weights, as its description says. Private to the network; free
// of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "backend/cpu/plain_matrix.h"
#include "backend/linear_backend.h"
#include "checkpoint/model_spec.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace fracbit::packed {
class PackedCheckpoint;
}

namespace fracbit::network {

// A matrix that is not quantized, or rows of 8-bit integers: embedding, head, a mixture's router.
backend::PlainMatrix loadPlain(const packed::PackedCheckpoint& source, const std::string& name);

// Keys and values of one block, after rope: [sequence][kvHead][capacity][headSize], the keys of
// each kKeyBlock positions transposed (backend::HeadCache).
class PackedBlockCache {
public:
    PackedBlockCache(std::int64_t sequences, std::int64_t heads, std::int64_t headSize)
        : rows_(sequences * heads), headSize_(headSize) {}

    void reserve(std::int64_t positions, std::int64_t used); // keeps the first `used`
    float* keys(std::int64_t row) { return keys_.data() + row * capacity_ * headSize_; }
    float* values(std::int64_t row) { return values_.data() + row * capacity_ * headSize_; }

private:
    std::int64_t rows_; // sequences x heads
    std::int64_t headSize_;
    std::int64_t capacity_ = 0;
    std::vector<float> keys_;
    std::vector<float> values_;
};

// Which tokens a pass works on: `count` new ones of each of `sequences` sequences, behind `first`
// positions that are in the cache. Row s * count + i of all activations is token i of sequence s.
struct PackedSpan {
    std::int64_t sequences;
    std::int64_t count;
    std::int64_t first;
    std::int64_t rows() const { return sequences * count; }
};

// Threads and memory of one pass; reused from block to block and call to call.
struct PackedWorkspace {
    ThreadTeam team;
    std::unique_ptr<backend::LinearWorkspace> products;
    struct RopeRows { // [position][pair] of the span's positions
        std::int64_t pairs = 0;
        std::vector<float> cosine;
        std::vector<float> sine;
    };
    std::vector<RopeRows> ropes; // of each rope of the model
    std::vector<float> normed;
    std::vector<float> qkv;
    std::vector<float> mixed;
    std::vector<float> projected;
    std::vector<float> gateUp;
    // Of a mixture: what an expert reads and gives, and the sum over the experts.
    std::vector<float> sent;
    std::vector<float> given;
    std::vector<float> summed;
    std::vector<float> scores; // of the router, [row][expert]

    PackedWorkspace(int threads, backend::LinearBackend& device)
        : team(threads), products(device.makeWorkspace(team)) {}
};

// Immutable; safe to use from any thread.
class PackedBlock {
public:
    // Linear layers are multiplied with by `device`, which must outlive the block.
    PackedBlock(const packed::PackedCheckpoint& source, int index, backend::LinearBackend& device,
                const RunContext& context);

    // Adds the block's work to `hidden`, span.rows() rows; keys and values go to the cache.
    void run(std::span<float> hidden, const PackedSpan& span, PackedBlockCache& cache,
             PackedWorkspace& workspace) const;

private:
    struct Linear { // a fused group with its biases, which may be absent
        std::unique_ptr<backend::LinearGroup> group;
        std::vector<float> bias;

        void multiply(std::span<const float> x, std::vector<float>& out,
                      PackedWorkspace& workspace) const;
    };
    struct FeedForward {
        Linear gateUp;
        Linear down;
        std::int64_t intermediate;
    };
    // `prefix`: what the names of its inputs begin with.
    FeedForward loadFeedForward(const packed::PackedCheckpoint& source, int index,
                                const std::string& prefix, std::int64_t intermediate,
                                backend::LinearBackend& device, const RunContext& context) const;
    void loadMixture(const packed::PackedCheckpoint& source, int index,
                     const checkpoint::Mixture& mixture, backend::LinearBackend& device,
                     const RunContext& context);
    static Linear loadLinear(const packed::PackedCheckpoint& source,
                             const checkpoint::LayerInput& input, backend::LinearBackend& device,
                             const RunContext& context);

    // What a branch reads: the hidden states, normed where the branch has a norm in front.
    std::span<const float> branchInput(std::span<const float> hidden,
                                       const std::optional<checkpoint::Norm>& norm,
                                       const std::vector<float>& weight,
                                       PackedWorkspace& workspace) const;
    // hidden += what a branch has left in workspace.projected.
    void addBranch(std::span<float> hidden, const std::optional<checkpoint::Norm>& norm,
                   const std::vector<float>& weight, PackedWorkspace& workspace) const;
    void runFeedForward(const FeedForward& feedForward, std::span<const float> x,
                        std::vector<float>& out, PackedWorkspace& workspace) const;
    void activate(std::int64_t intermediate, PackedWorkspace& workspace) const;
    // A token's row and what one of its experts is worth to it.
    struct Sent {
        std::int64_t row;
        float weight;
    };
    std::vector<std::vector<Sent>> route(std::span<const float> x,
                                         PackedWorkspace& workspace) const; // of each expert
    void runMixture(std::span<const float> x, PackedWorkspace& workspace) const;
    void addShared(std::span<const float> x, PackedWorkspace& workspace) const;
    void addExpert(const FeedForward& expert, std::span<const float> x,
                   const std::vector<Sent>& sent, PackedWorkspace& workspace) const;
    void placeHead(float* values, bool query, std::int64_t token,
                   const PackedWorkspace& workspace) const;
    void storeHeads(std::span<float> qkv, std::int64_t row, const PackedSpan& span,
                    PackedBlockCache& cache, const PackedWorkspace& workspace) const;
    void attend(const PackedSpan& span, PackedBlockCache& cache, PackedWorkspace& workspace) const;
    void attendHead(std::int64_t row, std::int64_t head, const PackedSpan& span,
                    PackedBlockCache& cache, PackedWorkspace& workspace) const;

    checkpoint::BlockDescription description_;
    std::int64_t hidden_;
    std::vector<float> attentionNorm_; // empty norms are absent
    std::vector<float> attentionNormAfter_;
    std::vector<float> feedForwardNorm_;
    std::vector<float> feedForwardNormAfter_;
    std::vector<float> queryNorm_;
    std::vector<float> keyNorm_;
    std::vector<float> sinks_;
    Linear qkv_;
    Linear output_;
    std::vector<FeedForward> experts_;           // of a mixture, else the one feed-forward
    std::optional<FeedForward> shared_;          // of a mixture
    std::optional<backend::PlainMatrix> router_; // of a mixture, a row for each expert
    std::optional<backend::PlainMatrix> sharedGate_;
};

} // namespace fracbit::network
