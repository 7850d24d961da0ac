// Vectors of the search: 16-bit costs and points, and the ways in which lanes read costs
// (viterbi_kernel.h). Included once for each instruction set.
#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#if defined(FRACBIT_VITERBI_LANES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef FRACBIT_VITERBI_LANES_INL_H_
#undef FRACBIT_VITERBI_LANES_INL_H_
#else
#define FRACBIT_VITERBI_LANES_INL_H_
#endif

#include "quantizer/trellis/search/viterbi_kernel.h"

#include <hwy/highway.h>

#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace fracbit::quantizer::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D16 = hn::CappedTag<std::uint16_t, kBlock>;
using DS16 = hn::RebindToSigned<D16>;
using V16 = hn::Vec<D16>;
using VS16 = hn::Vec<DS16>;

inline constexpr std::size_t kLanes = hn::MaxLanes(D16());

// Loads bind as much as arithmetic does, but compilers prefer to load a value anew for each
// instruction that uses it. With 32 registers there is no need to.
template <class V>
HWY_INLINE V inRegister(V vector) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
    asm("" : "+v"(vector.raw));
#endif
    return vector;
}

// The lanes of two vectors in turns, a0 b0 a1 b1 ...: the first half of them in `a`.
#if HWY_TARGET == HWY_SCALAR
HWY_INLINE void zip(V16&, V16&) {}
#elif HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
HWY_INLINE void zip(V16& a, V16& b) {
    alignas(64) static constexpr std::uint16_t kFirst[kBlock] = {
        0, 32, 1, 33, 2,  34, 3,  35, 4,  36, 5,  37, 6,  38, 7,  39,
        8, 40, 9, 41, 10, 42, 11, 43, 12, 44, 13, 45, 14, 46, 15, 47};
    const D16 d;
    const V16 first = hn::Load(d, kFirst);
    const V16 second = hn::Add(first, hn::Set(d, std::uint16_t{kBlock / 2}));
    const V16 lower{_mm512_permutex2var_epi16(a.raw, first.raw, b.raw)};
    b = V16{_mm512_permutex2var_epi16(a.raw, second.raw, b.raw)};
    a = lower;
}
#else
HWY_INLINE void zip(V16& a, V16& b) {
    const D16 d;
    const V16 lower = hn::InterleaveLower(d, a, b); // within blocks of 128 bits
    const V16 upper = hn::InterleaveUpper(d, a, b);
    if constexpr (kLanes <= 8) {
        a = lower;
        b = upper;
    } else { // two blocks
        a = hn::ConcatLowerLower(d, upper, lower);
        b = hn::ConcatUpperUpper(d, upper, lower);
    }
}
#endif

// Transposes: lane i of vector v becomes number kCount i + v of all lanes.
template <int kCount>
HWY_INLINE void zipAll(V16* vectors) {
    if constexpr (kCount > 1) {
        constexpr int kHalf = kCount / 2;
        for (int i = 0; i < kHalf; ++i)
            zip(vectors[i], vectors[i + kHalf]);
        zipAll<kHalf>(vectors);
        zipAll<kHalf>(vectors + kHalf);
    }
}

template <int kDoublings>
HWY_INLINE V16 squared(VS16 difference) {
    for (int i = 0; i < kDoublings; ++i)
        difference = hn::SaturatedAdd(difference, difference);
    return hn::BitCast(D16(), hn::MulFixedPoint15(difference, difference));
}

// How lanes find the costs before the step. Strided lanes read one each, side by side; two vectors
// read the same, which saves loads.
struct CostPerLane {
    static constexpr int kGroup = kStridedGroup;
    static HWY_INLINE V16 load(const std::uint16_t* costs, std::size_t entry) {
        return inRegister(hn::Load(D16(), costs + entry));
    }
};

// Consecutive lanes all read the same cost, which is stored twice: processors broadcast 32 bits as
// they load them, but need an instruction more for 16.
struct SharedCost {
    static constexpr int kGroup = 1;
    static HWY_INLINE V16 load(const std::uint16_t* twice, std::size_t entry) {
#if HWY_TARGET == HWY_SCALAR
        return hn::Set(D16(), twice[2 * entry]);
#else
        std::uint32_t both;
        std::memcpy(&both, twice + 2 * entry, sizeof both);
        return inRegister(hn::BitCast(D16(), hn::Set(hn::Repartition<std::uint32_t, D16>(), both)));
#endif
    }
};

// Writes a vector of costs in the way that SharedCost reads them.
HWY_INLINE void storeTwice(V16 costs, std::uint16_t* twice) {
    const D16 d;
#if HWY_TARGET == HWY_SCALAR
    hn::Store(costs, d, twice);
    hn::Store(costs, d, twice + 1);
#else
    V16 again = costs;
    zip(costs, again);
    hn::Store(costs, d, twice);
    hn::Store(again, d, twice + kLanes);
#endif
}

} // namespace fracbit::quantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
