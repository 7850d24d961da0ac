// Inputs as integers, for kernels that multiply integers (integer_walk-inl.h). Internal to
// backend/cpu.
//
// Block floating point: the 16 numbers of a panel of columns share a scale, their largest absolute
// value becoming kLargestInteger. Of Gaussian inputs, as rotations make them, that rounds a number
// by .00003 of their standard deviation on average: a tenth of what fp16 does to weights.
#pragma once

#include "backend/cpu/block_code.h"

#include <cstdint>
#include <span>

namespace fracbit::backend {

// Eight products of two integers of that size are less than 2^31: a kernel's 32-bit sum of eight
// weights times eight inputs cannot overflow.
inline constexpr std::int32_t kLargestInteger = 16383;

// 64 columns: four panels of 16.
struct alignas(64) IntegerInput {
    std::int16_t pairs[8][kBlockTiles][2]; // columns c and c + 8 of each panel
    float scales[kBlockTiles];             // of the panels: an input is its integer times this
    std::int32_t sums[kBlockTiles];        // of the panels' integers
};

// `columns`: at most 64 numbers; what is missing is zero. Panels whose numbers are all below 1e-30
// become zero; the scale of a panel with a number that is not finite is NaN.
void toIntegers(std::span<const float> columns, IntegerInput& out);

} // namespace fracbit::backend
