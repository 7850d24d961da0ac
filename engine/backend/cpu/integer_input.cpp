#include "backend/cpu/integer_input.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/integer_input.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace fracbit::backend::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DF = hn::CappedTag<float, kTileSide>;
using DI = hn::RebindToSigned<DF>;

// The largest absolute value; NaN if a number is not finite (infinity times zero is not zero).
HWY_INLINE float largestOf(const float* panel) {
    const DF d;
    auto largest = hn::Zero(d);
    auto zero = hn::Zero(d);
    for (std::size_t i = 0; i < kTileSide; i += hn::Lanes(d)) {
        const auto x = hn::Load(d, panel + i);
        largest = hn::Max(largest, hn::Abs(x));
        zero = hn::MulAdd(x, hn::Zero(d), zero);
    }
    return hn::GetLane(hn::MaxOfLanes(d, largest)) + hn::GetLane(hn::SumOfLanes(d, zero));
}

// The integers of 16 numbers, and their sum.
HWY_INLINE std::int32_t roundPanel(const float* panel, float factor, std::int32_t* integers) {
    const DF d;
    const DI di;
    auto sum = hn::Zero(di);
    for (std::size_t i = 0; i < kTileSide; i += hn::Lanes(d)) {
        const auto rounded = hn::NearestInt(hn::Mul(hn::Load(d, panel + i), hn::Set(d, factor)));
        hn::Store(rounded, di, integers + i);
        sum = hn::Add(sum, rounded);
    }
    return hn::GetLane(hn::SumOfLanes(di, sum));
}

void convert(const float* columns, IntegerInput& out) {
    constexpr float kLeast = 1e-30f; // its reciprocal is far from infinite
    for (std::size_t panel = 0; panel < kBlockTiles; ++panel, columns += kTileSide) {
        const float largest = largestOf(columns);
        const bool zero = largest < kLeast;
        out.scales[panel] = zero ? 0.0f : largest / static_cast<float>(kLargestInteger);
        const float factor = zero ? 0.0f : static_cast<float>(kLargestInteger) / largest;
        HWY_ALIGN std::int32_t integers[kTileSide];
        out.sums[panel] = roundPanel(columns, factor, integers);
        for (std::size_t column = 0; column < 8; ++column) {
            out.pairs[column][panel][0] = static_cast<std::int16_t>(integers[column]);
            out.pairs[column][panel][1] = static_cast<std::int16_t>(integers[column + 8]);
        }
    }
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(convert);

void toIntegers(std::span<const float> columns, IntegerInput& out) {
    alignas(64) float padded[kBlockSide] = {};
    std::ranges::copy(columns, padded);
    HWY_DYNAMIC_DISPATCH(convert)(padded, out);
}

} // namespace fracbit::backend
#endif
