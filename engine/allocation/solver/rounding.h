// A good allocation near a dual point, fast: what there is to show before the search ends. Private
// to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/core_search.h"

#include <optional>

namespace fracbit::allocation {

// Starts from the cheapest choice of the core at the point's prices, changes units until the
// budgets hold, then spends what is left on single changes and on pairs of changes. Empty when the
// budgets cannot be met this way.
std::optional<CoreSolution> roundedSolution(const Core& core, const BudgetLines& lines,
                                            const DualPoint& point);

} // namespace fracbit::allocation
