#include "network/network.h"

#include <algorithm>
#include <cmath>

namespace fracbit::network {

double logSumExp(std::span<const float> logits) {
    const double largest = *std::ranges::max_element(logits);
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit) - largest);
    return largest + std::log(sum);
}

std::vector<double> negativeLogLikelihood(const Logits& logits, std::span<const TokenId> tokens) {
    std::vector<double> nll;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const std::span<const float> row = logits.row(static_cast<std::int64_t>(i));
        nll.push_back(logSumExp(row) -
                      static_cast<double>(row[static_cast<std::size_t>(tokens[i + 1])]));
    }
    return nll;
}

} // namespace fracbit::network
