// Integer kernels of codes that are indices into a table (scalar.cpp, planar.cpp).
#include "base/one_target.h"

#include "backend/cpu/kernels/byte_lookup-inl.h"
#include "backend/cpu/kernels/integer_walk-inl.h"
#include "backend/cpu/kernels/kernel_finders.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
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
    HWY_INLINE VI operator()(__m512i indices) const {
        if constexpr (kParts == 1)
            return VI{_mm512_permutexvar_epi16(indices, parts_[0])};
        else
            return VI{_mm512_permutex2var_epi16(parts_[0], indices, parts_[1])};
    }
};

template <int kBits>
struct IntegerScalarCode : IntegerCode<1, kBits, 1> {
    // Neighbouring pairs of indices that fit into one word together, from the same bit on.
    static constexpr int kShared = kBits <= 4 ? 4 : kBits == 5 ? 2 : 1;
    IntegerTable<kBits> table;

    explicit HWY_INLINE IntegerScalarCode(const BlockCode& code) : table(code.integers.data()) {}
    template <int kGroup, int kPair = 0>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t unit,
                           VI* pairs) const {
        constexpr int kBit = (8 * kGroup + kPair) * kBits;
        constexpr int kBase = kBit - kPair % kShared * kBits;
        pairs[kPair] = table(
            twoFields<kBase, (kShared + 4) * kBits, kBit, 4 * kBits, kBits, kBits>(words, next));
        if constexpr (kPair + 1 < kGroupPairs)
            decode<kGroup, kPair + 1>(words, next, unit, pairs);
    }
};

template <int kBits>
struct IntegerPlanarCode : IntegerCode<2, kBits, 1> {
    IntegerTable<kBits> first;
    IntegerTable<kBits> second;

    explicit HWY_INLINE IntegerPlanarCode(const BlockCode& code)
        : first(code.integers.data()), second(code.integers.data() + code.integers.size() / 2) {}
    template <int kGroup, int kHalf = 0>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t unit,
                           VI* pairs) const {
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
struct IntegerBytePairCode : IntegerCode<2, kBits, 2> {
    const std::uint8_t* planes;

    explicit HWY_INLINE IntegerBytePairCode(const BlockCode& code)
        : planes(code.integerPlanes.data()) {}
    template <int kGroup>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VI* pairs) const {
        lookUpGroups({byteIndices<4 * kGroup, kBits>(words, next),
                      byteIndices<4 * kGroup + 4, kBits>(words, next)},
                     planes, pairs);
    }
};

template <int kBits>
struct IntegerByteScalarCode : IntegerCode<1, kBits, 1> {
    const std::uint8_t* planes;

    explicit HWY_INLINE IntegerByteScalarCode(const BlockCode& code)
        : planes(code.integerPlanes.data()) {}

    static HWY_INLINE ByteIndices<kBits> indicesOf(__m512i bytes) {
        ByteIndices<kBits> indices;
        indices.low = bytes;
        indices.template setUpper<ByteIndices<kBits>::kPermuted>(bytes);
        return indices;
    }
    template <int kGroup>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VI* pairs) const {
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
            pairs[2 * half] = VI{even[half]};
            pairs[2 * half + 1] = VI{odd[half]};
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

#if FRACBIT_INTEGERS && !FRACBIT_AVX512
// 16 integers, looked up byte by byte: a word holds the indices of a group.
struct IntegerNibbleCode : IntegerCode<1, 4, 1> {
    __m256i lower; // bytes of the integers, in both halves
    __m256i upper;

    explicit HWY_INLINE IntegerNibbleCode(const BlockCode& code) {
        HWY_ALIGN std::uint8_t bytes[2][16];
        for (std::size_t i = 0; i < 16; ++i) {
            const auto bits = static_cast<std::uint16_t>(code.integers[i]);
            bytes[0][i] = static_cast<std::uint8_t>(bits & 0xFF);
            bytes[1][i] = static_cast<std::uint8_t>(bits >> 8);
        }
        const hn::Repartition<std::uint8_t, DI> d8;
        lower = hn::LoadDup128(d8, bytes[0]).raw;
        upper = hn::LoadDup128(d8, bytes[1]).raw;
    }

    // Bytes of a lane, from above: steps k + 4, k + 6, k and k + 2.
    HWY_INLINE void lookUp(__m256i nibbles, VI& first, VI& second) const {
        const __m256i low = _mm256_shuffle_epi8(lower, nibbles);
        const __m256i high = _mm256_shuffle_epi8(upper, nibbles);
        const __m256i odd = _mm256_set1_epi16(static_cast<short>(0xFF00));
        first = VI{_mm256_or_si256(_mm256_srli_epi16(low, 8), _mm256_and_si256(high, odd))};
        second = VI{_mm256_or_si256(_mm256_andnot_si256(odd, low), _mm256_slli_epi16(high, 8))};
    }
    template <int kGroup>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t*, std::size_t,
                           VI* pairs) const {
        const __m256i word = hn::RotateRight<16>(loadWord(words, kGroup)).raw;
        const __m256i mask = _mm256_set1_epi8(15);
        lookUp(_mm256_and_si256(_mm256_srli_epi16(word, 4), mask), pairs[0], pairs[2]);
        lookUp(_mm256_and_si256(word, mask), pairs[1], pairs[3]);
    }
};
#endif

// Permutes of eight float32 numbers are as fast for fewer bits, and for more there is nothing
// better than memory.
IntegerKernel integerScalarKernel([[maybe_unused]] int bits) {
#if FRACBIT_INTEGERS && !FRACBIT_AVX512
    if (bits == 4)
        return &multiplyIntegerRun<IntegerNibbleCode>;
#endif
    return nullptr;
}

IntegerKernel integerPlanarKernel(int) {
    return nullptr;
}

#endif

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
