// The allocation that ideal quantizers would allow, for comparison.
#pragma once

#include "allocation/problem.h"

#include <vector>

namespace fracbit::allocation {

struct ContinuousOptimum {
    std::vector<double> bits; // by layer
    double loss = 0;
};

// Theorem 3.1 of Q-Palette (arXiv 2509.20214; spec 1, section 1): minimises
// sum a_l 2^(-2 b_l) with sum b_l n_l <= budgetBits and b_l >= minBits, for quantizers that reach
// the Gaussian distortion-rate bound. b_l = max(minBits, log2(a_l / n_l) / 2 + C), reverse
// water-filling; layers of sensitivity 0 get minBits.
// Throws Error(Infeasible) when the budget does not allow minBits everywhere.
ContinuousOptimum continuousOptimum(const Problem& problem, double budgetBits, double minBits);

} // namespace fracbit::allocation
