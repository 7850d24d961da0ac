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

// What a mixture keeps of each expert; empty: nothing.
struct ExpertNumbers {
    std::vector<float> choiceBias;
    std::vector<float> scale; // of what it is worth
};

// By the router's scores of one token: the most probable first, of equals the first.
std::vector<ChosenExpert> chooseExperts(std::span<const float> scores,
                                        const checkpoint::Mixture& mixture,
                                        const ExpertNumbers& numbers = {});

} // namespace fracbit::network
