// The exact solver of a compiled problem. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/aggregate.h"
#include "allocation/solver/core_search.h"

#include <optional>
#include <vector>

namespace fracbit::allocation {

struct SearchLimits {
    Deadline deadline;
    double gap = 0; // good enough: (objective - bound) / objective
};

struct Incumbent {
    Cost cost;
    std::vector<PartRow> rows; // of all units
};

struct Outcome {
    std::optional<Incumbent> best;
    double bound = 0;
    bool proven = false;     // `best` is the optimum
    bool infeasible = false; // nothing is within the budgets: proven
    BudgetVector lambda{};   // by budget line
};

// `aggregate` is that of the form, or null.
Outcome minimise(const Compiled& compiled, const Aggregate* aggregate, const BudgetLines& lines,
                 const SearchLimits& limits);

// One scheme per layer.
std::vector<int> schemesOf(const Compiled& compiled, const std::vector<PartRow>& rows,
                           std::size_t layers);

} // namespace fracbit::allocation
