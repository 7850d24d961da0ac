// The change that a little more of a budget would buy. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solution.h"
#include "allocation/solver/pricer.h"

#include <optional>

namespace fracbit::allocation {

// The change of one unit that saves most loss for each further unit of memory or latency, counting
// the other resource at its price (loss per byte or femtosecond). Empty when nothing saves loss.
std::optional<Swap> bestSwap(const Compiled& form, const Solution& solution, bool memory,
                             double otherPrice);

} // namespace fracbit::allocation
