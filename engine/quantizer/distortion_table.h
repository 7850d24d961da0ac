// What a family's encoder reaches on N(0,1), rate by rate: what `fracbit palette --samples N
// --seed S` gave, with the standard errors. tests/quantizer holds the tables against the encoders.
#pragma once

#include "quantizer/scheme_family.h"

#include <map>

namespace fracbit::quantizer {

// Seeds of the tables: of our own encoders, and of those of the paper's.
inline constexpr std::uint64_t kOwnSeed = 20240607;
inline constexpr std::uint64_t kPaperSeed = 31337;

struct DistortionTable {
    std::map<int, MeasuredDistortion> byRate256;
    std::int64_t samples = 0; // that each was measured on
    std::uint64_t seed = 0;
};

// Rates between the tabulated ones are interpolated in the logarithm. Throws Error(Internal) for
// rates outside of the table.
StoredDistortion tabulatedDistortion(const DistortionTable& table, Scheme scheme);

} // namespace fracbit::quantizer
