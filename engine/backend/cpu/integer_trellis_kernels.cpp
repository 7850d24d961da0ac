// Integer kernels of trellis codes (trellis_kernels.cpp).
#include "backend/cpu/code_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/integer_trellis_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "backend/cpu/hybrid_indices-inl.h"
#include "backend/cpu/integer_walk-inl.h"
#include "backend/cpu/trellis_states-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

#if FRACBIT_AVX512_VNNI

// Sums of the four bytes of the products of two states with the multiplier (spec 1, section 3:
// "computed code"), less their mean, which is part of what the sums of rows begin with.
struct ByteSums {
    static constexpr int kMean = 510;
    explicit HWY_INLINE ByteSums(const BlockCode&) {}

    // "Sums of absolute differences" of four bytes and zero, in both halves of each lane.
    static HWY_INLINE __m512i of(__m512i low, __m512i high) {
        constexpr __mmask32 kUpperHalves = 0xAAAAAAAAu;
        const __m512i multiplier = _mm512_set1_epi32(static_cast<int>(0x83DCD12Du));
        const __m512i zero = _mm512_setzero_si512();
        const __m512i first = _mm512_dbsad_epu8(_mm512_mullo_epi32(low, multiplier), zero, 0);
        return _mm512_mask_dbsad_epu8(first, kUpperHalves, _mm512_mullo_epi32(high, multiplier),
                                      zero, 0);
    }
    HWY_INLINE __m512i start(__m512i inputSums) const {
        return _mm512_mullo_epi32(inputSums, _mm512_set1_epi32(-kMean));
    }
    HWY_INLINE __m512i operator()(__m512i low, __m512i high) const { return of(low, high); }
};

// An odd polynomial of their distance y from the mean, in fixed point: y / 512, its square and all
// results are fractions of 16 bits.
struct ByteSumPolynomials {
    __m512i coefficients[3]; // of the first, third and fifth power

    explicit HWY_INLINE ByteSumPolynomials(const BlockCode& code) {
        for (int i = 0; i < 3; ++i)
            coefficients[i] = _mm512_set1_epi16(code.integers[static_cast<std::size_t>(i)]);
    }
    HWY_INLINE __m512i start(__m512i) const { return _mm512_setzero_si512(); }
    HWY_INLINE __m512i operator()(__m512i low, __m512i high) const {
        const __m512i mean = _mm512_set1_epi16(ByteSums::kMean);
        const __m512i x =
            _mm512_slli_epi16(_mm512_sub_epi16(ByteSums::of(low, high), mean), 6); // 2^15 / 512
        const __m512i square = _mm512_mulhrs_epi16(x, x);
        __m512i sum = _mm512_mulhrs_epi16(coefficients[2], square);
        sum = _mm512_mulhrs_epi16(_mm512_add_epi16(sum, coefficients[1]), square);
        return _mm512_mulhrs_epi16(_mm512_add_epi16(sum, coefficients[0]), x);
    }
};

template <class States, class Values>
struct IntegerComputedCode {
    static constexpr int kDimensions = 1;
    static constexpr int kUnitWords = States::kUnitWords;
    static constexpr int kGroups = 1;
    States states;
    Values values;

    explicit HWY_INLINE IntegerComputedCode(const BlockCode& code) : states(code), values(code) {}
    HWY_INLINE void begin(const std::uint32_t* words) { states.begin(words); }
    HWY_INLINE __m512i start(__m512i inputSums) const { return values.start(inputSums); }
    template <int kGroup, int kPair = 0>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t unit,
                           __m512i* pairs) const {
        constexpr int kStep = 8 * kGroup + kPair;
        pairs[kPair] = values(states.template at<kStep>(words, next, unit).raw,
                              states.template at<kStep + 4>(words, next, unit).raw);
        if constexpr (kPair + 1 < kGroupPairs)
            decode<kGroup, kPair + 1>(words, next, unit, pairs);
    }
};

template <int kBits, int kIndexBits>
struct IntegerHybridCode {
    static constexpr int kDimensions = 2;
    static constexpr int kUnitWords = kBits;
    static constexpr int kGroups = 2;
    const std::uint8_t* planes;

    explicit HWY_INLINE IntegerHybridCode(const BlockCode& code)
        : planes(code.integerPlanes.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    HWY_INLINE __m512i start(__m512i) const { return _mm512_setzero_si512(); }

    // Negates the first components of a group where the uppermost bits of their steps' bytes say
    // so.
    static HWY_INLINE void applySigns(__m512i signs, __m512i* pairs) {
        const __mmask32 even = _mm512_test_epi16_mask(signs, _mm512_set1_epi16(0x80));
        const __mmask32 odd = _mm512_movepi16_mask(signs);
        const __m512i zero = _mm512_setzero_si512();
        pairs[0] = _mm512_mask_sub_epi16(pairs[0], even, zero, pairs[0]);
        pairs[2] = _mm512_mask_sub_epi16(pairs[2], odd, zero, pairs[2]);
    }
    template <int kGroup>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           __m512i* pairs) const {
        const auto first = hybridIndices<4 * kGroup, kBits, kIndexBits>(words, next);
        const auto second = hybridIndices<4 * kGroup + 4, kBits, kIndexBits>(words, next);
        lookUpGroups({first.indices, second.indices}, planes, pairs);
        applySigns(first.signs, pairs);
        applySigns(second.signs, pairs + kGroupPairs);
    }
};

template <int kWidth, class Values>
IntegerKernel integerComputedKernelOf(int stepBits) {
    switch (stepBits) {
    case 0:
        return &multiplyIntegerRun<IntegerComputedCode<PlacedStates<kWidth>, Values>>;
    case 1:
        return &multiplyIntegerRun<IntegerComputedCode<RegularStates<1, kWidth>, Values>>;
    case 2:
        return &multiplyIntegerRun<IntegerComputedCode<RegularStates<2, kWidth>, Values>>;
    case 3:
        return &multiplyIntegerRun<IntegerComputedCode<RegularStates<3, kWidth>, Values>>;
    case 4:
        return &multiplyIntegerRun<IntegerComputedCode<RegularStates<4, kWidth>, Values>>;
    case 5:
        return &multiplyIntegerRun<IntegerComputedCode<RegularStates<5, kWidth>, Values>>;
    case 6:
        return &multiplyIntegerRun<IntegerComputedCode<RegularStates<6, kWidth>, Values>>;
    case 7:
        return &multiplyIntegerRun<IntegerComputedCode<RegularStates<7, kWidth>, Values>>;
    case 8:
        return &multiplyIntegerRun<IntegerComputedCode<RegularStates<8, kWidth>, Values>>;
    default:
        return nullptr;
    }
}

template <int kBits, int kIndexBits>
constexpr IntegerKernel integerHybridKernelOf() {
    return &multiplyIntegerRun<IntegerHybridCode<kBits, kIndexBits>>;
}

IntegerKernel integerComputedTrellisKernel(int stepBits) {
    return integerComputedKernelOf<16, ByteSums>(stepBits);
}

IntegerKernel integerShortTrellisKernel(int stepBits) {
    return integerComputedKernelOf<14, ByteSums>(stepBits);
}

IntegerKernel integerPolynomialTrellisKernel(int stepBits) {
    return integerComputedKernelOf<16, ByteSumPolynomials>(stepBits);
}

IntegerKernel integerHybridKernelUpTo8(int stepBits) {
    switch (stepBits) {
    case 2:
        return integerHybridKernelOf<2, 9>();
    case 3:
        return integerHybridKernelOf<3, 9>();
    case 4:
        return integerHybridKernelOf<4, 9>();
    case 5:
        return integerHybridKernelOf<5, 9>();
    case 6:
        return integerHybridKernelOf<6, 9>();
    case 7:
        return integerHybridKernelOf<7, 9>();
    case 8:
        return integerHybridKernelOf<8, 9>();
    default:
        return nullptr;
    }
}

// The pairs of trellis_kernels.cpp whose planes of bytes are faster than a table in memory.
IntegerKernel integerTableTrellisKernel(int stepBits, int indexBits) {
    if (indexBits == 9)
        return integerHybridKernelUpTo8(stepBits);
    if (indexBits == 10 && stepBits == 8)
        return integerHybridKernelOf<8, 10>();
    if (indexBits == 10 && stepBits == 9)
        return integerHybridKernelOf<9, 10>();
    return nullptr;
}

#else

IntegerKernel integerComputedTrellisKernel(int) {
    return nullptr;
}

IntegerKernel integerShortTrellisKernel(int) {
    return nullptr;
}

IntegerKernel integerPolynomialTrellisKernel(int) {
    return nullptr;
}

IntegerKernel integerTableTrellisKernel(int, int) {
    return nullptr;
}

#endif

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(integerComputedTrellisKernel);
HWY_EXPORT(integerShortTrellisKernel);
HWY_EXPORT(integerPolynomialTrellisKernel);
HWY_EXPORT(integerTableTrellisKernel);

IntegerKernel findIntegerComputedTrellisKernel(int stepBits) {
    return HWY_DYNAMIC_DISPATCH(integerComputedTrellisKernel)(stepBits);
}

IntegerKernel findIntegerShortTrellisKernel(int stepBits) {
    return HWY_DYNAMIC_DISPATCH(integerShortTrellisKernel)(stepBits);
}

IntegerKernel findIntegerPolynomialTrellisKernel(int stepBits) {
    return HWY_DYNAMIC_DISPATCH(integerPolynomialTrellisKernel)(stepBits);
}

IntegerKernel findIntegerTableTrellisKernel(int stepBits, int indexBits) {
    return HWY_DYNAMIC_DISPATCH(integerTableTrellisKernel)(stepBits, indexBits);
}

} // namespace fracbit::backend
#endif
