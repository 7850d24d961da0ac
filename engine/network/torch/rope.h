// Rotary position embedding (Su et al., arXiv 2104.09864), in the half-split layout of Hugging
// Face checkpoints. Private to the network.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "network/forward/rope_frequencies.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace fracbit::network {

// Cosines and sines of consecutive positions; float32, [positions, 1, dimensions / 2].
struct RopeRows {
    at::Tensor cosine;
    at::Tensor sine;
};
// Angles are formed in float64: at position 100,000 a float32 angle is wrong by 0.004.
RopeRows ropeRows(const RopeFrequencies& frequencies, std::int64_t begin, std::int64_t count);
// Of every rope of a model, in their order; the text ends with the last of these positions.
std::vector<RopeRows> ropeRows(const std::vector<checkpoint::Rope>& ropes, std::int64_t begin,
                               std::int64_t count);

// Rotates heads: [..., positions, heads, headSize]; what is behind the rope's dimensions stays.
at::Tensor rotate(const at::Tensor& heads, const RopeRows& rows);

} // namespace fracbit::network
