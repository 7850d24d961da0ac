// Exact search of a core: the best choice of one option per unit within the budgets. Private to
// the module.
//
// The units are split into halves; each half becomes the list of its partial choices whose reduced
// costs fit into the reach, without dominated ones; the halves are joined (Horowitz-Sahni lists in
// the core of a knapsack, after Pisinger). spec 1, section 7.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/deadline.h"
#include "allocation/solver/dual.h"

#include <optional>

namespace fracbit::allocation {

struct CoreSolution {
    Cost cost;
    std::vector<std::uint32_t> options; // one per unit of the core: index into Core::options
};

struct SearchResult {
    std::optional<CoreSolution> best;
    bool exhausted = false; // there is no choice within the target that is better than `best`
};

// What a search looks for: all choices whose loss is at most `target`; if there is none, possibly
// one whose loss is below `acceptable`.
struct SearchGoal {
    double target = 0;
    double acceptable = 0;
};

// Finds the best choice of the core within `lines`. `point` is a dual point of the core and these
// lines: the better its bound, the faster the search.
SearchResult searchCore(const Core& core, const BudgetLines& lines, const DualPoint& point,
                        const SearchGoal& goal, const Deadline& deadline);

// How many choices there are within a reach of a dual point, roughly: the root of it is the length
// of the lists, so that the cost of a search is known before it begins.
class StateCounts {
public:
    StateCounts(const Core& core, const BudgetLines& lines, const DualPoint& point, double reach);

    // The largest reach, up to the one given at construction, with lists of at most about `count`.
    double reachFor(double count) const;

private:
    static constexpr int kBins = 64;
    double width_;                           // reach of a bin
    std::array<double, kBins + 1> within_{}; // choices with a reduced cost of about i bins or less
};

// The option of a unit with the least loss at these prices; the first of equals.
std::uint32_t cheapestOf(const Core& core, Range unit, const Multipliers& multipliers);

// The relaxation of the core alone, for maximizeDual().
class CoreRelaxation {
public:
    explicit CoreRelaxation(const Core& core) : core_(core) {}
    Priced operator()(const Multipliers& multipliers) const;

private:
    const Core& core_;
};

} // namespace fracbit::allocation
