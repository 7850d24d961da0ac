// The frequencies of rotary position embedding. Private to the network; free of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "checkpoint/block_description.h"

#include <cstdint>
#include <vector>

namespace fracbit::network {

struct RopeFrequencies {
    std::vector<double> radians; // per position, of each of the dimensions / 2 pairs
    double scale = 1;            // of cosine and sine
};

// As the rope says, for a text of so many positions: two variants depend on it. Of a text that
// grows, what is in a cache keeps the frequencies that it was turned with, as upstream.
RopeFrequencies ropeFrequencies(const checkpoint::Rope& rope, std::int64_t positions);
// Of several, in their order.
std::vector<RopeFrequencies> ropeFrequencies(const std::vector<checkpoint::Rope>& ropes,
                                             std::int64_t positions);

} // namespace fracbit::network
