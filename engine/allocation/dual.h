// The Lagrangian dual: the best lower bound that prices on the budgets can prove. Private to the
// module.
#pragma once

#include "allocation/master.h"
#include "allocation/pricer.h"

#include <cmath>
#include <vector>

namespace fracbit::allocation {

// A budget on one resource of Cost.
enum class Resource { Memory, Codes, Table, Latency };
struct BudgetLine {
    Resource resource = Resource::Memory;
    std::int64_t budget = 0;
};
using BudgetLines = std::vector<BudgetLine>; // at most kMaxBudgets

std::int64_t amountOf(Resource resource, const Cost& cost);
bool within(const BudgetLines& lines, const Cost& cost);
Multipliers multipliersOf(const BudgetLines& lines, const BudgetVector& lambda);

struct DualPoint {
    BudgetVector lambda{};
    double bound = 0; // Lagrangian value: no solution within the budgets has a smaller loss
    Cost cost;        // of the minimiser
};

struct DualResult {
    DualPoint best;
    std::vector<DualPoint> feasible; // minimisers within the budgets, in the order found
    std::vector<DualPoint> points;   // all that were priced
};

struct DualOptions {
    double ceiling = 1;      // exceeds every loss
    double tolerance = 1e-9; // relative distance from the dual optimum at which to stop
    int iterations = 60;
    std::vector<BudgetVector> starts; // priced first
};

// `relaxation` prices multipliers: Priced operator()(const Multipliers&).
template <typename Relaxation>
DualResult maximizeDual(Relaxation&& relaxation, const BudgetLines& lines,
                        const DualOptions& options);

// Implementation

BudgetVector excessOf(const BudgetLines& lines, const Cost& cost);
double boundOf(const BudgetLines& lines, const BudgetVector& lambda, double value);

template <typename Relaxation>
DualResult maximizeDual(Relaxation&& relaxation, const BudgetLines& lines,
                        const DualOptions& options) {
    BudgetVector scale{1, 1, 1};
    for (std::size_t i = 0; i < lines.size(); ++i)
        scale[i] = std::max(1.0, std::abs(static_cast<double>(lines[i].budget)));
    Master master(static_cast<int>(lines.size()), options.ceiling, scale);
    DualResult result;
    result.best.bound = -options.ceiling;
    const auto visit = [&](const BudgetVector& lambda) {
        const Priced priced = relaxation(multipliersOf(lines, lambda));
        const DualPoint point{lambda, boundOf(lines, lambda, priced.value), priced.cost};
        master.add(priced.cost.loss, excessOf(lines, priced.cost));
        result.points.push_back(point);
        if (point.bound > result.best.bound)
            result.best = point;
        if (within(lines, priced.cost))
            result.feasible.push_back(point);
    };
    for (const BudgetVector& start : options.starts)
        visit(start);
    for (int i = 0; i < options.iterations; ++i) {
        const Master::Duals duals = master.solve();
        const double room = duals.value - result.best.bound;
        if (i > 0 && (room <= options.tolerance * std::abs(result.best.bound) || duals.stalled))
            break;
        visit(duals.multipliers);
        if (result.best.bound > options.ceiling)
            break;
    }
    return result;
}

} // namespace fracbit::allocation
