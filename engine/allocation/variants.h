// A problem without the kernels of some variants.
#pragma once

#include "allocation/problem.h"

#include <string>
#include <vector>

namespace fracbit::allocation {

// The same problem; the variants (indices into Problem::variants) have no kernel in it. Schemes
// keep their options, as of a memory budget alone.
Problem withoutVariants(Problem problem, const std::vector<int>& variants);

// Bans of the schemes that had kernels and have none left without the variants, for all layers
// where that is so of every shape, else layer by layer.
std::vector<Restriction> bansOfVariants(const Problem& problem, const std::vector<int>& variants,
                                        const std::string& label);

} // namespace fracbit::allocation
