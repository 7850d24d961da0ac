// The frequencies of rotary position embedding. Private to the network; free of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "checkpoint/block_description.h"

#include <cstdint>
#include <vector>

namespace fracbit::network {

// Radians per position of each of the dimensions / 2 pairs, scaled as the rope says.
std::vector<double> ropeFrequencies(const checkpoint::Rope& rope);
// Of several, in their order.
std::vector<std::vector<double>> ropeFrequencies(const std::vector<checkpoint::Rope>& ropes);

} // namespace fracbit::network
