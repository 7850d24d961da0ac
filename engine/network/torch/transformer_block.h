// One block of the decoder: its weights and its forward pass, as its description says. Private to
// the network, and free of any state of the whole model, so that blocks can be loaded, run and
// dropped one at a time.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "checkpoint/weight_source.h"
#include "network/forward/expert_choice.h"
#include "network/torch/delta_net.h"
#include "network/torch/rope.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace fracbit::network {

// Layers that read the same input, stacked: one product instead of several. [out, in] in the
// compute type. Undefined tensors are absent.
struct StackedLinear {
    at::Tensor weight;
    at::Tensor bias;
};

// Where a layer lies in the stack of its input.
struct LayerRows {
    std::size_t input; // among the block's
    std::int64_t first;
    std::int64_t count;
};

// Of a feed-forward: which of the block's inputs its layers read.
struct FeedForwardInputs {
    std::size_t gateUp = 0;
    std::size_t down = 0;
};

// Norms are float32, and what is to be multiplied with: an offset is added already.
struct Block {
    int index = 0;
    bool lends = false; // ModelConfig::lendsKeys()
    checkpoint::BlockDescription description;
    at::Tensor mixerNorm; // [hidden]; undefined norms are absent
    at::Tensor mixerNormAfter;
    at::Tensor headNorm;        // [heads + kvHeads, headSize]: q's norm repeated, then k's
    at::Tensor sinks;           // [kvHeads, heads / kvHeads], float32
    DeltaTensors delta;         // of linear attention
    at::Tensor queryLatentNorm; // of latent attention
    at::Tensor keyLatentNorm;
    at::Tensor feedForwardNorm;
    at::Tensor feedForwardNormAfter;
    at::Tensor tokenNorm;  // of the branch of the token
    at::Tensor scalar;     // [1], float32; undefined: none
    at::Tensor router;     // [experts, hidden], float32; undefined without a mixture
    at::Tensor routerBias; // [experts], likewise
    ExpertNumbers expertNumbers;
    at::Tensor routerScale; // [hidden], float32; this and the norms: of a mixture with own norms
    at::Tensor expertsNorm;
    at::Tensor expertsNormAfter;
    at::Tensor sharedNormAfter;
    at::Tensor sharedGate;      // [1, hidden], likewise
    std::size_t mixerInput = 0; // of its inputs, those of the mixer's layers
    std::size_t mixerOutput = 0;
    std::size_t fromQueryLatent = 0; // of latent attention
    std::size_t fromKeyLatent = 0;
    std::size_t tokenGate = 0; // of the branch of the token
    std::size_t tokenProjection = 0;
    std::vector<FeedForwardInputs> experts;  // of a mixture, else the one feed-forward
    std::optional<FeedForwardInputs> shared; // of a mixture
    std::vector<StackedLinear> linears;      // in the order of ModelSpec::blockInputs()
    std::vector<LayerRows> layers;           // in the order of ModelSpec::blockLayers()

    // The rows of a layer of the block, a view into its stack.
    at::Tensor rowsOf(std::size_t layer) const;
};

// Holds the block and at most one more of its tensors at a time.
Block loadBlock(const checkpoint::WeightSource& source, int index, at::ScalarType type);

// What a block remembers: of attention keys and values, after rope [batch, kvHeads, capacity,
// headSize].
struct BlockCache {
    at::Tensor keys;
    at::Tensor values;
    DeltaState delta; // of linear attention
    std::int64_t positions = 0;
};

// What a block looks at beside the states in front of it.
struct BlockSide {
    // Keys, behind norm and rope, and values of all positions so far, [batch, kvHeads, positions,
    // headSize].
    struct KeysValues {
        at::Tensor keys;
        at::Tensor values;
    };
    BlockSide(std::vector<RopeRows> rows, std::size_t blocks)
        : ropes(std::move(rows)), lent(blocks) {}

    std::vector<RopeRows> ropes; // of exactly the positions that are added, of every rope
    // [batch, positions, blocks, size] of the positions that are added; undefined: none
    at::Tensor tokenInputs;
    std::vector<KeysValues> lent; // by block that lends, once it has run
};

// What the layers of a block read, where somebody wants to know.
class ReadInputs {
public:
    ReadInputs(std::vector<at::Tensor>* inputs, std::size_t count) : inputs_(inputs) {
        if (inputs_)
            inputs_->assign(count, {});
    }
    void keep(std::size_t input, const at::Tensor& read) const {
        if (inputs_)
            inputs_->at(input) = read;
    }

private:
    std::vector<at::Tensor>* inputs_;
};

// input [batch, positions, hidden], float32 (the residual stream is float32 whatever the compute
// type); returns the same shape. With a cache, the positions follow those in it and are appended.
// Keys and values that later blocks look at are left in `side`. Differentiable when there is no
// cache. With `inputs`, it also keeps what the linear layers read, in the order of
// ModelSpec::blockInputs(): [1, any, in] of one sequence, fewer rows of experts than there are
// positions. Matrices of experts that nothing was sent to are no part of the result's graph.
at::Tensor runBlock(const Block& block, const at::Tensor& input, BlockSide& side, BlockCache* cache,
                    std::vector<at::Tensor>* inputs = nullptr);

// x / rms(x) * weight over the last dimension, in float32.
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon);
// A norm's weight as it is multiplied with.
at::Tensor readNorm(const checkpoint::WeightSource& source, const std::string& name,
                    const checkpoint::Norm& norm);
// x Wᵀ + b in the type of W; x [..., in].
at::Tensor project(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});
inline at::Tensor multiply(const at::Tensor& x, const StackedLinear& linear) {
    return project(x, linear.weight, linear.bias);
}

} // namespace fracbit::network
