// What a solver hands back: an assignment of schemes, what it costs, and how good it is.
#pragma once

#include "allocation/problem.h"

#include <optional>
#include <string>
#include <vector>

namespace fracbit::allocation {

// One scheme per layer with the best kernels for it.
struct Solution {
    double objective = 0;                // sum of sensitivity * distortion
    Bytes memory = 0;                    // codes and tables
    std::optional<Femtoseconds> latency; // with the constant part; empty if a kernel is not known
    std::vector<int> schemes;            // by layer
    std::vector<int> variants;           // by layer; -1: no kernel is known
    std::vector<int> calls;              // layers with the same number share one kernel call
};

// Loss that one more unit of a budget would save: the optimal multipliers of the Lagrangian dual.
// 0 where the budget is absent or does not bind.
struct ShadowPrices {
    double perByte = 0;
    double perSecond = 0;
};

// A change of one layer (or of several that are tied or fused) that a little more of a budget
// would buy: the one that saves most loss for each unit of it.
struct Swap {
    std::vector<int> layers;
    std::vector<int> schemes; // the new ones, by position in `layers`
    double lossSaved = 0;
    Bytes extraMemory = 0;
    Femtoseconds extraLatency = 0;
};

struct Result {
    Solution solution;
    double lowerBound = 0; // no allocation within the constraints has a smaller objective
    bool proven = false;   // the objective is the minimum
    ShadowPrices prices;
    double seconds = 0; // wall time of the search

    double gap() const; // (objective - lowerBound) / objective; 0 when proven
};

} // namespace fracbit::allocation
