#include "network/forward/expert_choice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fracbit::network {

std::vector<ChosenExpert> chooseExperts(std::span<const float> scores,
                                        const checkpoint::Mixture& mixture) {
    const float largest = std::ranges::max(scores);
    double sum = 0; // of all, or of the chosen
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto end = order.begin() + std::min(mixture.perToken, std::ssize(order));
    std::ranges::partial_sort(order, end, [&](std::size_t a, std::size_t b) {
        return scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
    });
    const auto weigh = [&](std::size_t expert) {
        return std::exp(static_cast<double>(scores[expert]) - static_cast<double>(largest));
    };
    for (auto at = order.begin(); at != (mixture.normalised ? end : order.end()); ++at)
        sum += weigh(*at);
    std::vector<ChosenExpert> chosen;
    for (auto at = order.begin(); at != end; ++at)
        chosen.push_back({*at, static_cast<float>(weigh(*at) / sum)});
    return chosen;
}

} // namespace fracbit::network
