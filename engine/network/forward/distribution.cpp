#include "network/forward/distribution.h"

#include <algorithm>
#include <cmath>

namespace fracbit::network {

namespace {

TokenId mostProbable(std::span<const float> logits) {
    return static_cast<TokenId>(std::ranges::max_element(logits) - logits.begin());
}

} // namespace

TokenId drawToken(std::span<const float> logits, double temperature, Random& random) {
    if (temperature <= 0)
        return mostProbable(logits);
    const double largest = *std::ranges::max_element(logits);
    std::vector<double> cumulative(logits.size());
    double sum = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        sum += std::exp((static_cast<double>(logits[i]) - largest) / temperature);
        cumulative[i] = sum;
    }
    const auto found = std::ranges::upper_bound(cumulative, random.uniform() * sum);
    const auto index = std::min<std::ptrdiff_t>(found - cumulative.begin(),
                                                static_cast<std::ptrdiff_t>(logits.size()) - 1);
    return static_cast<TokenId>(index);
}

double divergence(std::span<const float> p, double logSumP, std::span<const float> q,
                  double logSumQ) {
    const double offset = logSumQ - logSumP;
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double logit = p[i];
        sum += std::exp(logit - logSumP) * (logit - static_cast<double>(q[i]) + offset);
    }
    return sum;
}

} // namespace fracbit::network
