// What the parts of a block on packed weights have in common: the tokens of a pass, its memory, and
// a product with a fused group. Private to the network; free of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "backend/cpu/plain_matrix.h"
#include "backend/linear_backend.h"
#include "checkpoint/model_spec.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace fracbit::packed {
class PackedCheckpoint;
}

namespace fracbit::network {

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
    // ModelConfig::tokenInputs of the span's rows: [row][block][size]
    std::vector<float> tokenInputs;
    std::vector<float> normed;
    std::vector<float> inner; // what a branch's first product gives: q, k and v; gate and up
    std::vector<float> mixed; // what its last product reads
    std::vector<float> projected;
    // Of linear attention: q, k and v behind the convolution; b and a.
    std::vector<float> convolved;
    std::vector<float> rates;
    std::vector<float> decays;
    // Of a mixture: what an expert reads and gives, and the sum over the experts.
    std::vector<float> sent;
    std::vector<float> given;
    std::vector<float> summed;
    std::vector<float> own;    // the state behind a norm of the mixture's own
    std::vector<float> scores; // of the router, [row][expert]

    PackedWorkspace(int threads, backend::LinearBackend& device)
        : team(threads), products(device.makeWorkspace(team)) {}
};

// Where a block's parts come from: what is needed while they are made.
struct PackedSource {
    const packed::PackedCheckpoint& checkpoint;
    int block;
    backend::LinearBackend& device; // multiplies with linear layers; must outlive them
    const RunContext& context;

    const checkpoint::ModelConfig& config() const;
    std::string name(const std::string& part) const; // "blocks.3.attn.q"
    // One that is not a layer: "attn.sinks".
    std::vector<float> vector(const std::string& part) const;
    // As it is multiplied with; empty where there is no norm.
    std::vector<float> norm(const std::string& part,
                            const std::optional<checkpoint::Norm>& norm) const;
    backend::PlainMatrix matrix(const std::string& part) const;
};

// A matrix that is not quantized, or rows of 8-bit integers: embedding, head, a mixture's router.
backend::PlainMatrix loadPlain(const packed::PackedCheckpoint& source, const std::string& name);

// A fused group with its biases, which may be absent. Immutable.
class PackedLinear {
public:
    // `input`: what its layers read, "qkv" or "experts.3.down".
    PackedLinear(const PackedSource& source, const std::string& input);

    std::int64_t rows() const { return group_->rows(); }
    // out becomes [rows of x][rows()].
    void multiply(std::span<const float> x, std::vector<float>& out,
                  PackedWorkspace& workspace) const;

private:
    std::unique_ptr<backend::LinearGroup> group_;
    std::vector<float> bias_;
};

} // namespace fracbit::network
