// Distributions over the vocabulary, given by rows of logits. Private to the network.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "base/random.h"
#include "network/network.h"

#include <span>

namespace fracbit::network {

// The most probable at temperature 0, else drawn from softmax(logits / temperature).
TokenId drawToken(std::span<const float> logits, double temperature, Random& random);

// KL(p || q) = sum p (log p - log q) in nats, every term in float64, of two rows of logits and
// their logSumExp.
double divergence(std::span<const float> p, double logSumP, std::span<const float> q,
                  double logSumQ);

} // namespace fracbit::network
