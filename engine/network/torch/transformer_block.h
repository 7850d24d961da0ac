// One block of the decoder: its weights and its forward pass. Private to the network, and free of
// any state of the whole model, so that blocks can be loaded, run and dropped one at a time.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "checkpoint/weight_source.h"
#include "network/torch/rope.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace fracbit::network {

// Matrices are [out, in] in the compute type, norms float32. Layers that read the same input are
// stacked: one product instead of three. Undefined tensors are absent.
struct Block {
    at::Tensor attentionNorm; // [hidden]
    at::Tensor qkv;           // [(heads + 2 kvHeads) headSize, hidden]
    at::Tensor qkvBias;
    at::Tensor qkNorm; // [heads + kvHeads, headSize]: q's norm repeated, then k's
    at::Tensor output; // [hidden, heads headSize]
    at::Tensor outputBias;
    at::Tensor mlpNorm; // [hidden]
    at::Tensor gateUp;  // [2 intermediate, hidden]
    at::Tensor gateUpBias;
    at::Tensor down; // [hidden, intermediate]
    at::Tensor downBias;
    std::int64_t window = 0;
};

// Holds the block and at most one more of its tensors at a time.
Block loadBlock(const checkpoint::WeightSource& source, int index, at::ScalarType type);

// The rows of a stacked matrix (a block's, or the gradient of one) that belong to one layer.
at::Tensor layerRows(const at::Tensor& stacked, checkpoint::LinearRole role,
                     const checkpoint::ModelConfig& config);
// The matrix of the block that holds the layer.
at::Tensor& layerMatrix(Block& block, checkpoint::LinearRole role);

// Keys and values of one block, after rope: [batch, kvHeads, capacity, headSize].
struct BlockCache {
    at::Tensor keys;
    at::Tensor values;
    std::int64_t positions = 0;
};

// input [batch, positions, hidden], float32 (the residual stream is float32 whatever the compute
// type); returns the same shape. With a cache, the positions follow those in it and are appended.
// `rope` holds the rows of exactly these positions. Differentiable when there is no cache.
// With `inputs`, it also keeps what the linear layers read, in the order of
// checkpoint::FusionGroup.
at::Tensor runBlock(const Block& block, const checkpoint::ModelConfig& config,
                    const at::Tensor& input, const RopeRows& rope, BlockCache* cache,
                    std::vector<at::Tensor>* inputs = nullptr);

// x / rms(x) * weight over the last dimension, in float32.
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon);
// x Wᵀ + b in the type of W; x [..., in].
at::Tensor project(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});

} // namespace fracbit::network
