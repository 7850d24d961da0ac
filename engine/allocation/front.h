// The whole path: the best allocations from the smallest budget to the largest.
#pragma once

#include "allocation/solution.h"

#include <vector>

namespace fracbit::allocation {

enum class Axis { Memory, Latency };

struct FrontPoint {
    Solution solution;
    double lowerBound = 0; // for the budget that the point just meets
    bool proven = false;   // no allocation within the point's own cost has a smaller objective
};

// Sorted by rising cost on the axis and falling objective.
struct Front {
    Axis axis = Axis::Memory;
    std::vector<FrontPoint> points;
    double seconds = 0; // wall time

    // The best point within a budget on the axis (bytes or femtoseconds); null when there is none.
    const FrontPoint* within(std::int64_t budget) const;
};

} // namespace fracbit::allocation
