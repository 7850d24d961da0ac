// Small random allocation problems, and their optimum by trying everything.
#pragma once

#include "allocation/kernels.h"
#include "base/random.h"

#include <optional>

namespace fracbit::test {

struct RandomProblem {
    allocation::Problem problem;
    allocation::Constraints constraints;
    allocation::Budgets budgets;
    allocation::Fusion fusion = allocation::Fusion::On;
};

// What a problem is made of.
struct RandomTraits {
    bool memoryBudget = true;
    bool latencyBudget = true;
    bool fusion = true;
    bool restrictions = false;
    bool equalities = false;
    bool lattice = false; // codes are multiples of a large step, tables are small
};

RandomProblem randomProblem(std::uint64_t seed, const RandomTraits& traits);

// The least loss within budgets and constraints; empty when there is no allocation.
std::optional<double> bruteForce(const RandomProblem& instance);

} // namespace fracbit::test
