// The Lagrangian dual: the best lower bound that prices on the budgets can prove. Private to the
// module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/deadline.h"
#include "allocation/solver/master.h"
#include "allocation/solver/pricer.h"

#include <cmath>
#include <limits>
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

// The feasible point with the least loss; null when there is none.
const DualPoint* bestFeasible(const DualResult& result);

struct DualOptions {
    double floor = 0;        // below the bound that is looked for: for conditioning
    double ceiling = 1;      // bounds above this are as good as this
    double cutoff = 0;       // stop at a bound of at least this; 0: do not
    BudgetVector scale{};    // typical distances from the budgets; 0: the budgets
    double tolerance = 1e-9; // relative distance from the dual optimum at which to stop
    int iterations = 60;
    const Deadline* deadline = nullptr; // looked at between iterations, if given
    std::vector<BudgetVector> starts;   // priced first
};

// `relaxation` prices multipliers: Priced operator()(const Multipliers&).
template <typename Relaxation>
DualResult maximizeDual(Relaxation&& relaxation, const BudgetLines& lines,
                        const DualOptions& options);

// Implementation

BudgetVector scaleOf(const BudgetLines& lines, const DualOptions& options);
BudgetVector excessOf(const BudgetLines& lines, const Cost& cost);
double boundOf(const BudgetLines& lines, const BudgetVector& lambda, double value);

template <typename Relaxation>
DualResult maximizeDual(Relaxation&& relaxation, const BudgetLines& lines,
                        const DualOptions& options) {
    const double range = options.ceiling - options.floor;
    Master master(static_cast<int>(lines.size()), scaleOf(lines, options));
    DualResult result;
    result.best.bound = -std::numeric_limits<double>::infinity();
    const auto visit = [&](const BudgetVector& lambda) {
        const Priced priced = relaxation(multipliersOf(lines, lambda));
        const DualPoint point{lambda, boundOf(lines, lambda, priced.value), priced.cost};
        master.add((priced.cost.loss - options.floor) / range, excessOf(lines, priced.cost));
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
        const double room = duals.value * range + options.floor - result.best.bound;
        if (i > 0 && (room <= options.tolerance * std::abs(result.best.bound) || duals.stalled))
            break;
        BudgetVector lambda = duals.multipliers;
        for (double& price : lambda)
            price *= range;
        visit(lambda);
        if ((options.cutoff > 0 && result.best.bound >= options.cutoff) ||
            (options.deadline && options.deadline->passed()))
            break;
    }
    return result;
}

} // namespace fracbit::allocation
