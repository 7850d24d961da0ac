// Causal attention with grouped queries. Private to the network.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace fracbit::network {

// Which keys a query sees: those at or before it and, with a window, not further back than
// window - 1 positions.
struct AttentionSpan {
    std::int64_t firstPosition = 0; // of the first query; keys begin at position 0
    std::int64_t window = 0;        // 0: unlimited
    double softCap = 0;             // scores become c tanh(score / c); 0: they stay
    at::Tensor sinks;               // [kvHeads, group], float32: one more score of each head, which
                                    // takes weight and has no value; undefined: none
};

// queries [batch, kvHeads, group, positions, headSize], already scaled;
// keys and values [batch, kvHeads, keys, headSize], those of the values may be of another size.
// Returns [batch, kvHeads, group, positions, size of the values]. Works through the queries in
// chunks, so that the scores held at a time stay bounded at any context; softmax in float32.
// Differentiable.
at::Tensor attend(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                  const AttentionSpan& span);

} // namespace fracbit::network
