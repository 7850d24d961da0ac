// Integer kernels of computed trellis codes (computed_trellis.cpp).
#include "base/one_target.h"

#include "backend/cpu/kernels/integer_walk-inl.h"
#include "backend/cpu/kernels/kernel_finders.h"
#include "backend/cpu/kernels/trellis_states-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

#if FRACBIT_INTEGERS

// Sums of the four bytes of the products of two states with the multiplier (spec 1, section 3:
// "computed code"), the first in the lower half of each lane. Their mean is part of what the sums
// of rows begin with.
struct ByteSums {
    static constexpr int kMean = 510;
    explicit HWY_INLINE ByteSums(const BlockCode&) {}

    static HWY_INLINE VI of(VU first, VU second) {
        const VU multiplier = hn::Set(DU(), 0x83DCD12Du);
        const VU low = hn::Mul(first, multiplier);
        const VU high = hn::Mul(second, multiplier);
#if FRACBIT_AVX512
        // "Sums of absolute differences" of four bytes and zero, in both halves of each lane.
        constexpr __mmask32 kUpperHalves = 0xAAAAAAAAu;
        const __m512i zero = _mm512_setzero_si512();
        return VI{_mm512_mask_dbsad_epu8(_mm512_dbsad_epu8(low.raw, zero, 0), kUpperHalves,
                                         high.raw, zero, 0)};
#else
        constexpr int kUpperHalves = 0xAA;
        const __m256i ones = _mm256_set1_epi8(1);
        const __m256i lowHalves = _mm256_maddubs_epi16(low.raw, ones);
        const __m256i highHalves = _mm256_maddubs_epi16(high.raw, ones);
        return VI{_mm256_add_epi16(
            _mm256_blend_epi16(lowHalves, _mm256_slli_epi32(highHalves, 16), kUpperHalves),
            _mm256_blend_epi16(_mm256_srli_epi32(lowHalves, 16), highHalves, kUpperHalves))};
#endif
    }
    HWY_INLINE VI start(VI inputSums) const {
        return hn::Mul(inputSums, hn::Set(DI(), -kMean));
    }
    HWY_INLINE VI operator()(VU first, VU second) const {
        return of(first, second);
    }
};

// An odd polynomial of their distance y from the mean, in fixed point: y / 512, its square and all
// results are fractions of 16 bits.
struct ByteSumPolynomials {
    using D16 = hn::Repartition<std::int16_t, DI>;
    using V16 = hn::Vec<D16>;
    V16 coefficients[3]; // of the first, third and fifth power

    explicit HWY_INLINE ByteSumPolynomials(const BlockCode& code) {
        for (std::size_t i = 0; i < 3; ++i)
            coefficients[i] = hn::Set(D16(), code.integers[i]);
    }
    HWY_INLINE VI start(VI) const { return hn::Zero(DI()); }
    HWY_INLINE VI operator()(VU first, VU second) const {
        const D16 d;
        const V16 sums = hn::BitCast(d, ByteSums::of(first, second));
        const V16 mean = hn::Set(d, std::int16_t{ByteSums::kMean});
        const V16 x = hn::ShiftLeft<6>(hn::Sub(sums, mean)); // 2^15 / 512
        const V16 square = hn::MulFixedPoint15(x, x);
        V16 sum = hn::MulFixedPoint15(coefficients[2], square);
        sum = hn::MulFixedPoint15(hn::Add(sum, coefficients[1]), square);
        sum = hn::MulFixedPoint15(hn::Add(sum, coefficients[0]), x);
        return hn::BitCast(DI(), sum);
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
    HWY_INLINE VI start(VI inputSums) const { return values.start(inputSums); }
    template <int kGroup, int kPair = 0>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t unit,
                           VI* pairs) const {
        constexpr int kStep = 8 * kGroup + kPair;
        pairs[kPair] = values(states.template at<kStep>(words, next, unit),
                              states.template at<kStep + 4>(words, next, unit));
        if constexpr (kPair + 1 < kGroupPairs)
            decode<kGroup, kPair + 1>(words, next, unit, pairs);
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

IntegerKernel integerComputedTrellisKernel(int stepBits) {
    return integerComputedKernelOf<16, ByteSums>(stepBits);
}

IntegerKernel integerShortTrellisKernel(int stepBits) {
    return integerComputedKernelOf<14, ByteSums>(stepBits);
}

IntegerKernel integerPolynomialTrellisKernel(int stepBits) {
    return integerComputedKernelOf<16, ByteSumPolynomials>(stepBits);
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

#endif

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
