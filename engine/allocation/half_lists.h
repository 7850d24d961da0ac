// Exact search of a core: the best choice of one option per unit within the budgets. Private to
// the module.
//
// The units are split into halves; each half becomes the list of its partial choices whose reduced
// costs fit into the reach, without dominated ones; the halves are joined (Horowitz-Sahni lists in
// the core of a knapsack, after Pisinger). spec 1, section 7.
#pragma once

#include "allocation/dual.h"

#include <chrono>
#include <optional>
#include <stop_token>

namespace fracbit::allocation {

// When to stop looking.
class Deadline {
public:
    Deadline(std::stop_token stop, double seconds);
    bool passed() const;

private:
    std::stop_token stop_;
    std::chrono::steady_clock::time_point end_;
};

struct CoreSolution {
    Cost cost;
    std::vector<std::uint32_t> options; // one per unit of the core: index into Core::options
};

struct SearchResult {
    std::optional<CoreSolution> best;
    // No choice within the core and the budgets has a smaller loss than this (when the search was
    // cut short: than the smaller of this and what is known otherwise, so it is -infinity).
    double bound = 0;
    bool exhausted = false;
};

// Finds the best choice of the core within `lines` whose loss is at most `target`; above it, some
// good one if there is one. `point` is a dual point of the core and these lines.
SearchResult searchCore(const Core& core, const BudgetLines& lines, const DualPoint& point,
                        double target, const Deadline& deadline);

// The relaxation of the core alone, for maximizeDual().
class CoreRelaxation {
public:
    explicit CoreRelaxation(const Core& core) : core_(core) {}
    Priced operator()(const Multipliers& multipliers) const;

private:
    const Core& core_;
};

} // namespace fracbit::allocation
