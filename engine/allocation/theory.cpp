#include "allocation/theory.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace fracbit::allocation {

namespace {

double weightsOf(const Problem& problem, std::size_t layer) {
    return static_cast<double>(problem.kinds[problem.layers[layer].kind].weights);
}

// log2(a / n) / 2: the bits of a layer but for the common constant.
double urgency(const Problem& problem, std::size_t layer) {
    const double sensitivity = problem.layers[layer].sensitivity;
    return sensitivity > 0 ? 0.5 * std::log2(sensitivity / weightsOf(problem, layer))
                           : -std::numeric_limits<double>::infinity();
}

// The constant C: the layers are taken up in the order of urgency for as long as the next one would
// get more than the minimum.
double waterLevel(const Problem& problem, const std::vector<double>& urgencies, double budgetBits,
                  double minBits) {
    std::vector<std::size_t> order(urgencies.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return urgencies[a] > urgencies[b]; });
    double rest = budgetBits - minBits * static_cast<double>(problem.weights());
    double weights = 0;
    double weighted = 0; // sum of n * (urgency - minBits)
    double level = -std::numeric_limits<double>::infinity();
    for (const std::size_t layer : order) {
        if (std::isinf(urgencies[layer]) || (weights > 0 && level + urgencies[layer] <= minBits))
            break;
        weights += weightsOf(problem, layer);
        weighted += weightsOf(problem, layer) * (urgencies[layer] - minBits);
        level = (rest - weighted) / weights;
    }
    return level;
}

} // namespace

ContinuousOptimum continuousOptimum(const Problem& problem, double budgetBits, double minBits) {
    if (!(budgetBits >= minBits * static_cast<double>(problem.weights())))
        throw Error(ErrorCode::Infeasible, "the budget does not allow " + std::to_string(minBits) +
                                               " bits for every weight");
    std::vector<double> urgencies;
    for (std::size_t layer = 0; layer < problem.layers.size(); ++layer)
        urgencies.push_back(urgency(problem, layer));
    const double level = waterLevel(problem, urgencies, budgetBits, minBits);
    ContinuousOptimum optimum;
    for (std::size_t layer = 0; layer < problem.layers.size(); ++layer) {
        const double bits = std::max(minBits, urgencies[layer] + level);
        optimum.bits.push_back(bits);
        optimum.loss += problem.layers[layer].sensitivity * std::exp2(-2 * bits);
    }
    return optimum;
}

} // namespace fracbit::allocation
