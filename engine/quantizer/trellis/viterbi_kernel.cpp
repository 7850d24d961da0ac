#include "quantizer/trellis/viterbi_kernel.h"

#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quantizer/trellis/viterbi_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace fracbit::quantizer::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D16 = hn::CappedTag<std::uint16_t, kBlock>;
using DS16 = hn::RebindToSigned<D16>;
using V16 = hn::Vec<D16>;
using VS16 = hn::Vec<DS16>;

// Entries of `previous` that the lanes of one vector read: consecutive states share entries.
// 1, 2, 4 or 8 entries fit in the 128-bit blocks that byte shuffles work on; 16 need two of them.
template <int kEntries>
struct Expander {
    D16 d;
    hn::Repartition<std::uint8_t, D16> d8;
    hn::Vec<decltype(d8)> pattern;
    hn::Mask<D16> upper;

    explicit Expander(int shiftBefore) {
        alignas(64) std::uint8_t bytes[2 * kBlock];
        alignas(64) std::uint16_t isUpper[kBlock];
        for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) {
            const std::size_t entry = (lane >> shiftBefore) % 8;
            bytes[2 * lane] = static_cast<std::uint8_t>(2 * entry);
            bytes[2 * lane + 1] = static_cast<std::uint8_t>(2 * entry + 1);
            isUpper[lane] = (lane >> shiftBefore) >= 8 ? 1 : 0;
        }
        pattern = hn::Load(d8, bytes);
        upper = hn::Eq(hn::Load(d, isUpper), hn::Set(d, std::uint16_t{1}));
    }

    template <typename T>
    V16 broadcast(const std::uint16_t* entries) const {
        const hn::Repartition<T, D16> wide;
        T value;
        std::memcpy(&value, entries, sizeof value);
        return shuffle(hn::BitCast(d, hn::Set(wide, value)));
    }
    V16 shuffle(V16 entries) const {
        return hn::BitCast(d, hn::TableLookupBytes(hn::BitCast(d8, entries), pattern));
    }

    HWY_INLINE V16 operator()(const std::uint16_t* entries) const {
        if constexpr (kEntries == 1)
            return hn::Set(d, *entries);
        else if constexpr (kEntries == 2)
            return broadcast<std::uint32_t>(entries);
        else if constexpr (kEntries == 4)
            return broadcast<std::uint64_t>(entries);
        else if constexpr (kEntries == 8)
            return shuffle(hn::LoadDup128(d, entries));
        else
            return shuffle(hn::IfThenElse(upper, hn::LoadDup128(d, entries + 8),
                                          hn::LoadDup128(d, entries)));
    }
};

template <int kDoublings>
HWY_INLINE V16 squared(VS16 difference) {
    for (int i = 0; i < kDoublings; ++i)
        difference = hn::SaturatedAdd(difference, difference);
    return hn::BitCast(D16(), hn::MulFixedPoint15(difference, difference));
}

template <int kEntries, int kDoublings>
HWY_INLINE V16 bestOfOneDimension(const ViterbiStep& step, const Expander<kEntries>& expand,
                                  std::size_t overlap, const std::int16_t* points) {
    const DS16 ds;
    const VS16 target = hn::Set(ds, step.target[0]);
    V16 best = hn::Set(D16(), std::uint16_t{0xFFFF});
    const std::size_t candidates = std::size_t{1} << step.shift;
    for (std::size_t candidate = 0; candidate < candidates; ++candidate) {
        const std::size_t state = overlap + (candidate << (16 - step.shift));
        const V16 error = squared<kDoublings>(
            hn::SaturatedSub(target, hn::Load(ds, points + candidate * kBlock)));
        const V16 before = expand(step.previous + (state >> step.shiftBefore));
        best = hn::Min(best, hn::SaturatedAdd(before, error));
    }
    return best;
}

template <int kEntries, int kDoublings>
HWY_INLINE V16 bestOfTwoDimensions(const ViterbiStep& step, const Expander<kEntries>& expand,
                                   std::size_t overlap, const std::int16_t* points) {
    const DS16 ds;
    const VS16 first = hn::Set(ds, step.target[0]);
    const VS16 second = hn::Set(ds, step.target[1]);
    V16 best = hn::Set(D16(), std::uint16_t{0xFFFF});
    const std::size_t candidates = std::size_t{1} << (step.shift - 1);
    const std::uint16_t* mirrored = step.previous + (std::size_t{0x8000} >> step.shiftBefore);
    for (std::size_t candidate = 0; candidate < candidates; ++candidate) {
        const std::size_t state = overlap + (candidate << (16 - step.shift));
        const VS16 x = hn::Load(ds, points + candidate * 2 * kBlock);
        const VS16 y = hn::Load(ds, points + candidate * 2 * kBlock + kBlock);
        const V16 errorY = squared<kDoublings>(hn::SaturatedSub(second, y));
        const V16 plus = squared<kDoublings>(hn::SaturatedSub(first, x));
        const V16 minus = squared<kDoublings>(hn::SaturatedAdd(first, x));
        const std::size_t entry = state >> step.shiftBefore;
        const V16 costPlus = hn::SaturatedAdd(expand(step.previous + entry),
                                              hn::SaturatedAdd(plus, errorY));
        const V16 costMinus =
            hn::SaturatedAdd(expand(mirrored + entry), hn::SaturatedAdd(minus, errorY));
        best = hn::Min(best, hn::Min(costPlus, costMinus));
    }
    return best;
}

template <int kDimensions, int kEntries, int kDoublings>
std::uint16_t run(const ViterbiStep& step) {
    const D16 d;
    const std::size_t lanes = hn::Lanes(d);
    const Expander<kEntries> expand(step.shiftBefore);
    const V16 subtract = hn::Set(d, step.subtract);
    V16 least = hn::Set(d, std::uint16_t{0xFFFF});
    const std::size_t overlaps = std::size_t{1} << (16 - step.shift);
    const std::size_t blockPoints = std::size_t{kBlock} << step.shift; // of either dimension
    const std::int16_t* points = step.points;
    for (std::size_t block = 0; block < overlaps; block += kBlock, points += blockPoints) {
        for (std::size_t lane = 0; lane < kBlock; lane += lanes) {
            V16 best;
            if constexpr (kDimensions == 1)
                best = bestOfOneDimension<kEntries, kDoublings>(step, expand, block + lane,
                                                                points + lane);
            else
                best = bestOfTwoDimensions<kEntries, kDoublings>(step, expand, block + lane,
                                                                 points + lane);
            best = hn::SaturatedSub(best, subtract);
            hn::Store(best, d, step.next + block + lane);
            least = hn::Min(least, best);
        }
    }
    return hn::GetLane(hn::MinOfLanes(d, least));
}

template <int kDimensions, int kEntries>
std::uint16_t runDoublings(const ViterbiStep& step) {
    switch (step.doublings) {
    case 0:
        return run<kDimensions, kEntries, 0>(step);
    case 1:
        return run<kDimensions, kEntries, 1>(step);
    case 2:
        return run<kDimensions, kEntries, 2>(step);
    default:
        return run<kDimensions, kEntries, 3>(step);
    }
}

template <int kDimensions>
std::uint16_t runEntries(const ViterbiStep& step) {
    switch (hn::Lanes(D16()) >> step.shiftBefore) {
    case 16:
        return runDoublings<kDimensions, 16>(step);
    case 8:
        return runDoublings<kDimensions, 8>(step);
    case 4:
        return runDoublings<kDimensions, 4>(step);
    case 2:
        return runDoublings<kDimensions, 2>(step);
    default:
        return runDoublings<kDimensions, 1>(step);
    }
}

std::uint16_t runStep(const ViterbiStep& step) {
    return step.dimensions == 1 ? runEntries<1>(step) : runEntries<2>(step);
}

const char* targetName() {
    return hwy::TargetName(HWY_TARGET);
}

} // namespace fracbit::quantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::quantizer {

HWY_EXPORT(runStep);
HWY_EXPORT(targetName);

std::uint16_t runViterbiStep(const ViterbiStep& step) {
    return HWY_DYNAMIC_DISPATCH(runStep)(step);
}

const char* viterbiTargetName() {
    return HWY_DYNAMIC_DISPATCH(targetName)();
}

} // namespace fracbit::quantizer
#endif
