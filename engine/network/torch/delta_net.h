// Linear attention by the gated delta rule. Private to the network.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "checkpoint/block_description.h"

#include <ATen/core/Tensor.h>

namespace fracbit::network {

// Of a block, float32.
struct DeltaTensors {
    at::Tensor rateGate;    // [valueHeads, hidden]: b
    at::Tensor decayGate;   // [valueHeads, hidden]: a
    at::Tensor convolution; // [channels, positions]
    at::Tensor decay;       // [valueHeads], exp of what is stored
    at::Tensor timeBias;    // [valueHeads]
    at::Tensor norm;        // [valueSize]
};

// What it remembers of the positions so far; undefined before the first.
struct DeltaState {
    at::Tensor states; // [batch, valueHeads, keySize, valueSize], float32
    at::Tensor inputs; // [batch, channels, convolution - 1]: those of the convolution
};

// x [batch, positions, hidden], float32; `projected` [batch, positions, channels + valueWidth], of
// it: q, k and v, then z. Returns what the output projection reads, [batch, positions, valueWidth].
// With a state, the positions follow those in it, and it moves on. Works through the positions in
// chunks, within which the rule is a triangular system (arXiv 2412.06464, section 3.3).
// Differentiable.
at::Tensor runDeltaNet(const checkpoint::DeltaNet& net, const DeltaTensors& tensors,
                       const at::Tensor& x, const at::Tensor& projected, DeltaState* state);

} // namespace fracbit::network
