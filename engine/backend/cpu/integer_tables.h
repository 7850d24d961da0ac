// Tables of integers for integer_walk-inl.h. Internal to backend/cpu.
#pragma once

#include "backend/cpu/block_code.h"

#include <vector>

namespace fracbit::backend {

// Fills in what integer kernels of this code look up. `components`: of a table of numbers or pairs,
// in units of which a weight is `factor` times one; their numbers become integers up to
// kLargestInteger.
void addIntegerTable(BlockCode& code, const std::vector<std::vector<float>>& components,
                     float factor);

// For a polynomial of byte sums: code.table and code.factor are set.
void addIntegerPolynomial(BlockCode& code);

} // namespace fracbit::backend
