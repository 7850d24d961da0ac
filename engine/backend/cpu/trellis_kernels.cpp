// Trellis codes: computed ones (one weight a state) and those with a table (two).
#include "backend/cpu/code_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/trellis_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "backend/cpu/block_walk-inl.h"
#include "backend/cpu/byte_lookup-inl.h"
#include "backend/cpu/table_lookup-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

inline constexpr int kStateBits = 16;

// The state of a step, bits above it cleared.
template <int kBit, int kWords>
HWY_INLINE VU stateAt(const std::uint32_t* words, const std::uint32_t* next) {
    const VU bits = bitsAt<kBit, kStateBits, kWords>(words, next);
    if constexpr (kBit % 32 == 0)
        return bits; // a plain shift by 16 has cleared them
    else
        return hn::And(bits, hn::Set(DU(), 0xFFFFu));
}

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

// The same number of bits at every step.
template <int kBits>
struct ComputedCode {
    static constexpr int kDimensions = 1;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = kBits;

    explicit HWY_INLINE ComputedCode(const BlockCode&) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) const {
        weights[0] = computedValue(stateAt<kStep * kBits, kBits>(words, next));
    }
};

template <int kBits>
struct ByteSum {
    static constexpr int kValueStateBits = kBits;
    explicit HWY_INLINE ByteSum(const BlockCode&) {}
    HWY_INLINE VF operator()(VU state) const { return computedValue(state); }
};

struct ByteSumPolynomial {
    static constexpr int kValueStateBits = 16;
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

// Steps whose places are listed, and a `Value` of a state of kValueStateBits bits.
template <class Value>
struct PlacedComputedCode {
    static constexpr int kDimensions = 1;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = 0; // places are counted from the tile's beginning

    Value value;
    const StepPlace* places;
    std::size_t lastWord;
    std::uint32_t tailBits;
    HWY_ALIGN std::uint32_t wrapped[kLanes];

    explicit HWY_INLINE PlacedComputedCode(const BlockCode& code)
        : value(code), places(code.places.data()), lastWord(code.tileWords - 1),
          tailBits(code.tailBits) {}

    // What follows an incomplete last word: the tile's beginning, of which that word has filled up
    // 32 - tailBits bits.
    HWY_INLINE void begin(const std::uint32_t* words) {
        if (tailBits > 0)
            hn::Store(hn::ShiftLeftSame(loadWord(words, 0), static_cast<int>(32 - tailBits)), DU(),
                      wrapped);
    }

    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t*, std::size_t unit,
                           VF* weights) const {
        const StepPlace& place = places[32 * unit + kStep];
        const VU first = loadWord(words, place.first);
        const std::uint32_t* at =
            place.second == kWrappedWord ? wrapped : words + kLanes * place.second;
        const VU second = hn::Load(DU(), at);
#if FRACBIT_AVX512_VNNI
        const VU bits{_mm512_shldv_epi32(first.raw, second.raw,
                                         _mm512_set1_epi32(static_cast<int>(place.shift)))};
#else
        const int shift = static_cast<int>(place.shift);
        const VU bits = hn::Or(hn::ShiftLeftSame(first, shift),
                               hn::ShiftRightSame(hn::ShiftRight<1>(second), 31 - shift));
#endif
        weights[0] = value(hn::ShiftRight<32 - Value::kValueStateBits>(bits));
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
        const VU state = stateAt<kStep * kBits, kBits>(words, next);
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

    // The states of steps kStep and kStep + 2 in the low and high halves, as x = s (s + 1).
    template <int kStep>
    static HWY_INLINE __m512i hashedStates(const std::uint32_t* words, const std::uint32_t* next) {
        constexpr int kBit = (kStep + 2) * kBits;
        const VU low = bitsAt<kStep * kBits, kStateBits, kBits>(words, next);
        const VU high = leadingBitsAt<kBit, kStateBits, kBits>(words, next);
        const __m512i states = _mm512_mask_blend_epi16(0xAAAAAAAAu, low.raw, high.raw);
        return _mm512_mullo_epi16(states, _mm512_add_epi16(states, _mm512_set1_epi16(1)));
    }

    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) const {
        constexpr __mmask64 kOdd = 0xAAAAAAAAAAAAAAAAull;
        constexpr int kUnused = 15 - kIndexBits; // bits of x below the index
        const __m512i even = hashedStates<kStep>(words, next);
        const __m512i odd = hashedStates<kStep + 1>(words, next);
        const __m512i upperByte = _mm512_mask_blend_epi8(kOdd, _mm512_srli_epi16(even, 8), odd);
        ByteIndices<kIndexBits> indices;
        indices.low = _mm512_mask_blend_epi8(kOdd, _mm512_srli_epi16(even, kUnused),
                                             _mm512_slli_epi16(odd, 8 - kUnused));
        indices.template setUpper<kUnused + indices.kPermuted - 8>(upperByte);
        const __m512i sign = _mm512_and_si512(upperByte, _mm512_set1_epi8(-128));
        const __m512i firstHigh = _mm512_xor_si512(indices.in(planes + kEntries), sign);
        joinBytes<2>(indices.in(planes), firstHigh, weights);
        joinBytes<2>(indices.in(planes + 2 * kEntries), indices.in(planes + 3 * kEntries),
                     weights + 1);
    }
};
#endif

CodeKernel computedTrellisKernel(int stepBits) {
    switch (stepBits) {
    case 0:
        return kernelOf<PlacedComputedCode<ByteSum<kStateBits>>>();
    case 1:
        return kernelOf<ComputedCode<1>>();
    case 2:
        return kernelOf<ComputedCode<2>>();
    case 3:
        return kernelOf<ComputedCode<3>>();
    case 4:
        return kernelOf<ComputedCode<4>>();
    case 5:
        return kernelOf<ComputedCode<5>>();
    case 6:
        return kernelOf<ComputedCode<6>>();
    case 7:
        return kernelOf<ComputedCode<7>>();
    case 8:
        return kernelOf<ComputedCode<8>>();
    default:
        return {};
    }
}

CodeKernel shortTrellisKernel() {
    return kernelOf<PlacedComputedCode<ByteSum<14>>>();
}

CodeKernel polynomialTrellisKernel() {
    return kernelOf<PlacedComputedCode<ByteSumPolynomial>>();
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
