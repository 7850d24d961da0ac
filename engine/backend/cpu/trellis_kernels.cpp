// Trellis codes: computed ones (one weight a state) and those with a table (two).
#include "backend/cpu/code_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/trellis_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "backend/cpu/block_walk-inl.h"
#include "backend/cpu/hybrid_indices-inl.h"
#include "backend/cpu/table_lookup-inl.h"
#include "backend/cpu/trellis_states-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

// Sum of the four bytes of s * 0x83DCD12D, less its mean (spec 1, section 3: "computed code").
HWY_INLINE VF computedValue(VU state) {
    const DU du;
    const DI di;
    constexpr std::int32_t kMean = 510;
    const VU product = hn::Mul(state, hn::Set(du, 0x83DCD12Du));
#if FRACBIT_AVX512_VNNI
    const auto sum = hn::Vec<DI>{
        _mm512_dpbusd_epi32(_mm512_set1_epi32(-kMean), product.raw, _mm512_set1_epi8(1))};
    return hn::ConvertTo(DF(), sum);
#else
    const VU bytes = hn::Set(du, 0x00FF00FFu);
    const VU pairs = hn::Add(hn::And(product, bytes), hn::And(hn::ShiftRight<8>(product), bytes));
    const VU sum = hn::Add(hn::And(pairs, hn::Set(du, 0xFFFFu)), hn::ShiftRight<16>(pairs));
    return hn::ConvertTo(DF(), hn::Sub(hn::BitCast(di, sum), hn::Set(di, kMean)));
#endif
}

struct ByteSum {
    explicit HWY_INLINE ByteSum(const BlockCode&) {}
    HWY_INLINE VF operator()(VU state) const { return computedValue(state); }
};

struct ByteSumPolynomial {
    VF first;
    VF third;
    VF fifth;

    explicit HWY_INLINE ByteSumPolynomial(const BlockCode& code)
        : first(hn::Set(DF(), code.table[0])), third(hn::Set(DF(), code.table[1])),
          fifth(hn::Set(DF(), code.table[2])) {}
    HWY_INLINE VF operator()(VU state) const {
        const VF x = computedValue(state);
        const VF square = hn::Mul(x, x);
        return hn::Mul(x, hn::MulAdd(hn::MulAdd(fifth, square, third), square, first));
    }
};

template <class States, class Value>
struct ComputedCode {
    static constexpr int kDimensions = 1;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = States::kUnitWords;
    States states;
    Value value;

    explicit HWY_INLINE ComputedCode(const BlockCode& code) : states(code), value(code) {}
    HWY_INLINE void begin(const std::uint32_t* words) { states.begin(words); }
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t unit,
                           VF* weights) const {
        weights[0] = value(states.template at<kStep>(words, next, unit));
    }
};

// QTIP's "hybrid" code (quantizer/trellis/trellis.h); the sign is part of the index.
template <int kBits, int kIndexBits>
struct HybridCode {
    static constexpr int kDimensions = 2;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = kBits;
    static constexpr int kTableBits = kIndexBits + 1;
    UnitTable pairs;

    explicit HWY_INLINE HybridCode(const BlockCode& code) : pairs(code.pairs.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    template <int kStep>
    static HWY_INLINE VU index(const std::uint32_t* words, const std::uint32_t* next) {
        const VU state = RegularStates<kBits, 16>::template at<kStep>(words, next, 0);
        const VU x = hn::Mul(state, hn::Add(state, hn::Set(DU(), 1u)));
        return hn::ShiftRight<15 - kIndexBits>(x);
    }
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) {
        if constexpr (kStep == 0)
            pairs.lookUp<HybridCode>(words, next);
        weights[0] = firstOfPair(pairs.found<kStep>());
        weights[1] = secondOfPair(pairs.found<kStep>());
    }
};

#if FRACBIT_AVX512_VNNI
// The same code, four steps at once, byte by byte.
template <int kBits, int kIndexBits>
struct ByteHybridCode {
    static constexpr int kDimensions = 2;
    static constexpr int kSteps = 4;
    static constexpr int kUnitWords = kBits;
    static constexpr std::size_t kEntries = std::size_t{1} << kIndexBits;
    const std::uint8_t* planes;

    explicit HWY_INLINE ByteHybridCode(const BlockCode& code) : planes(code.planes.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}

    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) const {
        const auto found = hybridIndices<kStep, kBits, kIndexBits>(words, next);
        const auto& indices = found.indices;
        const __m512i sign = _mm512_and_si512(found.signs, _mm512_set1_epi8(-128));
        const __m512i firstHigh = _mm512_xor_si512(lookUpByte(indices, planes + kEntries), sign);
        joinBytes<2>(lookUpByte(indices, planes), firstHigh, weights);
        joinBytes<2>(lookUpByte(indices, planes + 2 * kEntries),
                     lookUpByte(indices, planes + 3 * kEntries), weights + 1);
    }
};
#endif

template <int kWidth, class Value>
CodeKernel computedKernelOf(int stepBits) {
    switch (stepBits) {
    case 0:
        return kernelOf<ComputedCode<PlacedStates<kWidth>, Value>>();
    case 1:
        return kernelOf<ComputedCode<RegularStates<1, kWidth>, Value>>();
    case 2:
        return kernelOf<ComputedCode<RegularStates<2, kWidth>, Value>>();
    case 3:
        return kernelOf<ComputedCode<RegularStates<3, kWidth>, Value>>();
    case 4:
        return kernelOf<ComputedCode<RegularStates<4, kWidth>, Value>>();
    case 5:
        return kernelOf<ComputedCode<RegularStates<5, kWidth>, Value>>();
    case 6:
        return kernelOf<ComputedCode<RegularStates<6, kWidth>, Value>>();
    case 7:
        return kernelOf<ComputedCode<RegularStates<7, kWidth>, Value>>();
    case 8:
        return kernelOf<ComputedCode<RegularStates<8, kWidth>, Value>>();
    default:
        return {};
    }
}

CodeKernel computedTrellisKernel(int stepBits) {
    return computedKernelOf<16, ByteSum>(stepBits);
}

CodeKernel shortTrellisKernel() {
    return computedKernelOf<14, ByteSum>(0);
}

CodeKernel polynomialTrellisKernel() {
    return computedKernelOf<16, ByteSumPolynomial>(0);
}

// The fastest way of this instruction set.
template <int kBits, int kIndexBits>
CodeKernel hybridKernelOf() {
#if FRACBIT_AVX512_VNNI
    if constexpr (kIndexBits <= kMostByteBits)
        return kernelOf<ByteHybridCode<kBits, kIndexBits>>();
    else
#endif
        return kernelOf<HybridCode<kBits, kIndexBits>>();
}

CodeKernel hybridKernelUpTo8(int stepBits) {
    switch (stepBits) {
    case 2:
        return hybridKernelOf<2, 9>();
    case 3:
        return hybridKernelOf<3, 9>();
    case 4:
        return hybridKernelOf<4, 9>();
    case 5:
        return hybridKernelOf<5, 9>();
    case 6:
        return hybridKernelOf<6, 9>();
    case 7:
        return hybridKernelOf<7, 9>();
    case 8:
        return hybridKernelOf<8, 9>();
    default:
        return {};
    }
}

// Tables grow with the bits of a step (spec 1, section 3), and Half-TCQ reads the larger rate's: no
// other pairs exist.
CodeKernel tableTrellisKernel(int stepBits, int indexBits) {
    if (indexBits == 9)
        return hybridKernelUpTo8(stepBits);
    if (indexBits == 10 && stepBits == 8)
        return hybridKernelOf<8, 10>();
    if (indexBits == 10 && stepBits == 9)
        return hybridKernelOf<9, 10>();
    if (indexBits == 11 && stepBits == 9)
        return hybridKernelOf<9, 11>();
    if (indexBits == 11 && stepBits == 10)
        return hybridKernelOf<10, 11>();
    return {};
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(computedTrellisKernel);
HWY_EXPORT(shortTrellisKernel);
HWY_EXPORT(polynomialTrellisKernel);
HWY_EXPORT(tableTrellisKernel);

CodeKernel findComputedTrellisKernel(int stepBits) {
    return HWY_DYNAMIC_DISPATCH(computedTrellisKernel)(stepBits);
}

CodeKernel findShortTrellisKernel() {
    return HWY_DYNAMIC_DISPATCH(shortTrellisKernel)();
}

CodeKernel findPolynomialTrellisKernel() {
    return HWY_DYNAMIC_DISPATCH(polynomialTrellisKernel)();
}

CodeKernel findTableTrellisKernel(int stepBits, int indexBits) {
    return HWY_DYNAMIC_DISPATCH(tableTrellisKernel)(stepBits, indexBits);
}

} // namespace fracbit::backend
#endif
