#include "allocation/solver/dual.h"

#include <algorithm>

namespace fracbit::allocation {

std::int64_t amountOf(Resource resource, const Cost& cost) {
    switch (resource) {
    case Resource::Memory:
        return cost.bytes();
    case Resource::Codes:
        return cost.codes;
    case Resource::Table:
        return cost.table;
    case Resource::Latency:
        return cost.latency;
    }
    return 0;
}

bool within(const BudgetLines& lines, const Cost& cost) {
    for (const BudgetLine& line : lines)
        if (amountOf(line.resource, cost) > line.budget)
            return false;
    return true;
}

Multipliers multipliersOf(const BudgetLines& lines, const BudgetVector& lambda) {
    Multipliers multipliers;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Resource resource = lines[i].resource;
        if (resource == Resource::Memory || resource == Resource::Codes)
            multipliers.codes += lambda[i];
        if (resource == Resource::Memory || resource == Resource::Table)
            multipliers.table += lambda[i];
        if (resource == Resource::Latency)
            multipliers.latency += lambda[i];
    }
    return multipliers;
}

const DualPoint* bestFeasible(const DualResult& result) {
    const DualPoint* best = nullptr;
    for (const DualPoint& point : result.feasible)
        if (!best || point.cost.loss < best->cost.loss)
            best = &point;
    return best;
}

BudgetVector scaleOf(const BudgetLines& lines, const DualOptions& options) {
    BudgetVector scale{1, 1, 1};
    for (std::size_t i = 0; i < lines.size(); ++i)
        scale[i] = options.scale[i] > 0
                       ? options.scale[i]
                       : std::max(1.0, std::abs(static_cast<double>(lines[i].budget)));
    return scale;
}

BudgetVector excessOf(const BudgetLines& lines, const Cost& cost) {
    BudgetVector excess{};
    for (std::size_t i = 0; i < lines.size(); ++i)
        excess[i] = static_cast<double>(amountOf(lines[i].resource, cost) - lines[i].budget);
    return excess;
}

double boundOf(const BudgetLines& lines, const BudgetVector& lambda, double value) {
    double priced = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        priced += lambda[i] * static_cast<double>(lines[i].budget);
    // The sums are rounded: the bound gives way by more than they can be off.
    constexpr double kMargin = 4e-15;
    return value - priced - kMargin * (std::abs(value) + priced);
}

} // namespace fracbit::allocation
