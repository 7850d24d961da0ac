// Cutting a memory budget into budgets for codes and for tables. Private to the module.
//
// Packed sizes are multiples of a step, tables are small: most of the slack of a memory budget is
// rounding. Within a budget M either the codes need at most k steps, or they need k + 1 and the
// tables at most M - (k + 1) steps (spec 1, section 7). So the optimum is the best over k of
// {codes <= k steps, tables <= M - k steps}, and each of these has a bound that knows the rounding.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/core_search.h"

#include <vector>

namespace fracbit::allocation {

struct Slice {
    BudgetLines lines;
    DualPoint point; // of the core within these lines
};

// The slices whose bound is below `target`, best bound first; a single one with the lines
// themselves if these have no memory budget or the step is too small to matter. `root` is a dual
// point of the lines with a bound below the target. Incomplete once the deadline has passed.
std::vector<Slice> slicesOf(const Core& core, const BudgetLines& lines, const DualPoint& root,
                            double target, const Deadline& deadline);

} // namespace fracbit::allocation
