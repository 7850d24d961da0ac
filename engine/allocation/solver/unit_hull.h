// The ways to decide a unit that can be the cheapest where one resource is priced. Private to the
// module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/compiled.h"

#include <vector>

namespace fracbit::allocation {

// The costs on the lower convex hull of loss against the resource, over all partitions of the unit
// and rows of their parts: by rising loss and falling use of the resource. Empty when no partition
// has rows for all of its parts. `form` is of one resource.
std::vector<Cost> unitHull(const Compiled& form, const Compiled::Unit& unit);

// What a step along the hull costs in loss for each unit of the resource that it frees.
double hullSlope(Mode mode, const Cost& from, const Cost& to);

} // namespace fracbit::allocation
