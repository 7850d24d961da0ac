#include "network/forward/expert_choice.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace fracbit::network {

namespace {

// Up to a factor that is one for all experts of a token, where the scores are compared by softmax.
std::vector<double> probabilities(std::span<const float> scores,
                                  const checkpoint::Mixture& mixture) {
    const auto largest = static_cast<double>(std::ranges::max(scores));
    std::vector<double> values;
    for (const float score : scores) {
        const auto x = static_cast<double>(score);
        values.push_back(mixture.scores == checkpoint::RouterScores::Sigmoid
                             ? 1 / (1 + std::exp(-x))
                             : std::exp(x - largest));
    }
    return values;
}

// Takes the experts of all but the best groups out of the choice.
void keepBestGroups(std::vector<double>& choice, const checkpoint::Mixture& mixture) {
    const std::size_t size = choice.size() / static_cast<std::size_t>(mixture.groups);
    std::vector<std::pair<double, std::size_t>> groups; // negative worth, number
    for (std::size_t group = 0; group * size < choice.size(); ++group) {
        std::vector<double> values(choice.begin() + static_cast<std::ptrdiff_t>(group * size),
                                   choice.begin() +
                                       static_cast<std::ptrdiff_t>((group + 1) * size));
        std::ranges::sort(values, std::greater<>());
        groups.emplace_back(-(values[0] + (size > 1 ? values[1] : 0)), group);
    }
    std::ranges::sort(groups);
    for (std::size_t i = static_cast<std::size_t>(mixture.groupsPerToken); i < groups.size(); ++i)
        std::fill_n(choice.begin() + static_cast<std::ptrdiff_t>(groups[i].second * size), size,
                    -std::numeric_limits<double>::infinity());
}

} // namespace

std::vector<ChosenExpert> chooseExperts(std::span<const float> scores,
                                        const checkpoint::Mixture& mixture,
                                        const ExpertNumbers& numbers) {
    const std::vector<double> worth = probabilities(scores, mixture);
    std::vector<double> choice = worth;
    for (std::size_t i = 0; i < numbers.choiceBias.size(); ++i)
        choice[i] += static_cast<double>(numbers.choiceBias[i]);
    if (mixture.groups > 1)
        keepBestGroups(choice, mixture);
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto end = order.begin() + std::min(mixture.perToken, std::ssize(order));
    std::ranges::partial_sort(order, end, [&](std::size_t a, std::size_t b) {
        return choice[a] > choice[b] || (choice[a] == choice[b] && a < b);
    });
    double sum = 0; // of all, or of the chosen; probabilities of their own are none's share
    for (auto at = order.begin(); at != (mixture.normalised ? end : order.end()); ++at)
        sum += worth[*at];
    if (!mixture.normalised && mixture.scores == checkpoint::RouterScores::Sigmoid)
        sum = 1;
    std::vector<ChosenExpert> chosen;
    for (auto at = order.begin(); at != end; ++at) {
        const double own = numbers.scale.empty() ? 1 : static_cast<double>(numbers.scale[*at]);
        chosen.push_back({*at, static_cast<float>(worth[*at] / sum * mixture.scale * own)});
    }
    return chosen;
}

} // namespace fracbit::network
