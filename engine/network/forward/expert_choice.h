// Which experts of a mixture a token is sent to. Private to the network; free of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "checkpoint/block_description.h"

#include <cstddef>
#include <span>
#include <vector>

namespace fracbit::network {

struct ChosenExpert {
    std::size_t expert;
    float weight; // of its output
};

// By the router's scores of one token: the most probable first, of equals the first. `choiceBias`:
// of each expert, or empty.
std::vector<ChosenExpert> chooseExperts(std::span<const float> scores,
                                        const checkpoint::Mixture& mixture,
                                        std::span<const float> choiceBias = {});

} // namespace fracbit::network
