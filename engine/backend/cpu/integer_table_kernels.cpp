// Integer kernels of schemes whose codes are indices into a table (table_kernels.cpp).
#include "backend/cpu/code_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/integer_table_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "backend/cpu/byte_lookup-inl.h"
#include "backend/cpu/integer_walk-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

#if FRACBIT_AVX512_VNNI

// 2^kBits integers in registers, 6 bits at most, looked up two to a lane.
template <int kBits>
class IntegerTable {
    static constexpr int kParts = kBits <= 5 ? 1 : 2;
    __m512i parts_[kParts];

public:
    explicit HWY_INLINE IntegerTable(const std::int16_t* entries) {
        for (int i = 0; i < kParts; ++i)
            parts_[i] = _mm512_load_si512(entries + 32 * i);
    }
    HWY_INLINE __m512i operator()(__m512i indices) const {
        if constexpr (kParts == 1)
            return _mm512_permutexvar_epi16(indices, parts_[0]);
        else
            return _mm512_permutex2var_epi16(parts_[0], indices, parts_[1]);
    }
};

template <int kBits>
struct IntegerScalarCode {
    static constexpr int kDimensions = 1;
    static constexpr int kUnitWords = kBits;
    static constexpr int kGroups = 1;
    // Neighbouring pairs of indices that fit into one word together, from the same bit on.
    static constexpr int kShared = kBits <= 4 ? 4 : kBits == 5 ? 2 : 1;
    IntegerTable<kBits> table;

    explicit HWY_INLINE IntegerScalarCode(const BlockCode& code) : table(code.integers.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    HWY_INLINE __m512i start(__m512i) const { return _mm512_setzero_si512(); }
    template <int kGroup, int kPair = 0>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t unit,
                           __m512i* pairs) const {
        constexpr int kBit = (8 * kGroup + kPair) * kBits;
        constexpr int kBase = kBit - kPair % kShared * kBits;
        pairs[kPair] = table(
            twoFields<kBase, (kShared + 4) * kBits, kBit, 4 * kBits, kBits, kBits>(words, next));
        if constexpr (kPair + 1 < kGroupPairs)
            decode<kGroup, kPair + 1>(words, next, unit, pairs);
    }
};

template <int kBits>
struct IntegerPlanarCode {
    static constexpr int kDimensions = 2;
    static constexpr int kUnitWords = kBits;
    static constexpr int kGroups = 1;
    IntegerTable<kBits> first;
    IntegerTable<kBits> second;

    explicit HWY_INLINE IntegerPlanarCode(const BlockCode& code)
        : first(code.integers.data()), second(code.integers.data() + code.integers.size() / 2) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    HWY_INLINE __m512i start(__m512i) const { return _mm512_setzero_si512(); }
    template <int kGroup, int kHalf = 0>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t unit,
                           __m512i* pairs) const {
        constexpr int kBase = 4 * kGroup * kBits;
        const __m512i indices =
            twoFields<kBase, 4 * kBits, kBase + kHalf * kBits, 2 * kBits, kBits, kBits>(words,
                                                                                        next);
        pairs[2 * kHalf] = first(indices);
        pairs[2 * kHalf + 1] = second(indices);
        if constexpr (kHalf == 0)
            decode<kGroup, 1>(words, next, unit, pairs);
    }
};

// Byte by byte, two groups at once.
template <int kBits>
struct IntegerBytePairCode {
    static constexpr int kDimensions = 2;
    static constexpr int kUnitWords = kBits;
    static constexpr int kGroups = 2;
    const std::uint8_t* planes;

    explicit HWY_INLINE IntegerBytePairCode(const BlockCode& code)
        : planes(code.integerPlanes.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    HWY_INLINE __m512i start(__m512i) const { return _mm512_setzero_si512(); }
    template <int kGroup>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           __m512i* pairs) const {
        lookUpGroups({byteIndices<4 * kGroup, kBits>(words, next),
                      byteIndices<4 * kGroup + 4, kBits>(words, next)},
                     planes, pairs);
    }
};

template <int kBits>
struct IntegerByteScalarCode {
    static constexpr int kDimensions = 1;
    static constexpr int kUnitWords = kBits;
    static constexpr int kGroups = 1;
    const std::uint8_t* planes;

    explicit HWY_INLINE IntegerByteScalarCode(const BlockCode& code)
        : planes(code.integerPlanes.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    HWY_INLINE __m512i start(__m512i) const { return _mm512_setzero_si512(); }

    static HWY_INLINE ByteIndices<kBits> indicesOf(__m512i bytes) {
        ByteIndices<kBits> indices;
        indices.low = bytes;
        indices.template setUpper<ByteIndices<kBits>::kPermuted>(bytes);
        return indices;
    }
    template <int kGroup>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           __m512i* pairs) const {
        constexpr __mmask32 kUpperHalves = 0xAAAAAAAAu;
        const __m512i low = narrowIndices<8 * kGroup, kBits>(words, next).low;
        const __m512i high = narrowIndices<8 * kGroup + 4, kBits>(words, next).low;
        __m512i even[2]; // steps 0 and 4, 2 and 6
        __m512i odd[2];
        lookUpIntegers(
            {indicesOf(_mm512_mask_blend_epi16(kUpperHalves, low, _mm512_slli_epi32(high, 16))),
             indicesOf(_mm512_mask_blend_epi16(kUpperHalves, _mm512_srli_epi32(low, 16), high))},
            planes, even, odd);
        for (int half = 0; half < 2; ++half) {
            pairs[2 * half] = even[half];
            pairs[2 * half + 1] = odd[half];
        }
    }
};

IntegerKernel integerScalarKernel(int bits) {
    switch (bits) {
    case 2:
        return &multiplyIntegerRun<IntegerScalarCode<2>>;
    case 3:
        return &multiplyIntegerRun<IntegerScalarCode<3>>;
    case 4:
        return &multiplyIntegerRun<IntegerScalarCode<4>>;
    case 5:
        return &multiplyIntegerRun<IntegerScalarCode<5>>;
    case 6:
        return &multiplyIntegerRun<IntegerScalarCode<6>>;
    case 7:
        return &multiplyIntegerRun<IntegerByteScalarCode<7>>;
    case 8:
        return &multiplyIntegerRun<IntegerByteScalarCode<8>>;
    default:
        return nullptr;
    }
}

IntegerKernel integerPlanarKernel(int bits) {
    switch (bits) {
    case 3:
        return &multiplyIntegerRun<IntegerPlanarCode<3>>;
    case 4:
        return &multiplyIntegerRun<IntegerPlanarCode<4>>;
    case 5:
        return &multiplyIntegerRun<IntegerPlanarCode<5>>;
    case 6:
        return &multiplyIntegerRun<IntegerPlanarCode<6>>;
    case 7:
        return &multiplyIntegerRun<IntegerBytePairCode<7>>;
    case 8:
        return &multiplyIntegerRun<IntegerBytePairCode<8>>;
    case 9:
        return &multiplyIntegerRun<IntegerBytePairCode<9>>;
    case 10:
        return &multiplyIntegerRun<IntegerBytePairCode<10>>;
    default:
        return nullptr; // tables of more than 4 kB: float32 numbers in memory are as fast
    }
}

#else

IntegerKernel integerScalarKernel(int) {
    return nullptr;
}

IntegerKernel integerPlanarKernel(int) {
    return nullptr;
}

#endif

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(integerScalarKernel);
HWY_EXPORT(integerPlanarKernel);

IntegerKernel findIntegerScalarKernel(int bits) {
    return HWY_DYNAMIC_DISPATCH(integerScalarKernel)(bits);
}

IntegerKernel findIntegerPlanarKernel(int bits) {
    return HWY_DYNAMIC_DISPATCH(integerPlanarKernel)(bits);
}

} // namespace fracbit::backend
#endif
