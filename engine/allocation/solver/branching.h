// Equalities that tie layers of several fusion groups: solved by branching. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/search.h"

namespace fracbit::allocation {

// What a compiled form is made from, but for the allowed schemes.
struct FormOptions {
    std::vector<std::vector<int>> equal;
    Mode mode = Mode::Memory;
    Fusion fusion = Fusion::On;
    Objective objective = Objective::Loss;
};

struct Assignment {
    std::vector<int> schemes; // by layer; empty: none was found
    Cost cost;
    double bound = 0;
    bool proven = false;
    bool infeasible = false;
    BudgetVector lambda{};
};

// The best assignment for a form (and its aggregate, or null). Where the form leaves equalities
// open, the relaxation without them bounds from below, and the search goes on with one scheme after
// the other for a class that the relaxation splits, best bound first.
Assignment assign(const Problem& problem, const std::vector<std::vector<std::uint8_t>>& allowed,
                  const FormOptions& options, const Compiled& form, const Aggregate* aggregate,
                  const BudgetLines& lines, const SearchLimits& limits);

} // namespace fracbit::allocation
