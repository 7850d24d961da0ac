// The frequencies of rotary position embedding. Private to the network; free of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "checkpoint/model_config.h"

#include <cstdint>
#include <vector>

namespace fracbit::network {

// Radians per position of each of the headSize / 2 pairs, with the configuration's scaling.
std::vector<double> ropeFrequencies(const checkpoint::Rope& rope, std::int64_t headSize);

} // namespace fracbit::network
