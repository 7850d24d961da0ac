// Tables too large for registers, looked up byte by byte with the byte permutes of AVX-512 VBMI:
// 64 indices at a time, one plane of bytes after another. Included once for each instruction set.
#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#if defined(FRACBIT_BYTE_LOOKUP_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef FRACBIT_BYTE_LOOKUP_INL_H_
#undef FRACBIT_BYTE_LOOKUP_INL_H_
#else
#define FRACBIT_BYTE_LOOKUP_INL_H_
#endif

#include "backend/cpu/kernels/table_lookup-inl.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

#if FRACBIT_AVX512_VNNI

// Of an index: with more, tables in memory are faster (UnitTable).
inline constexpr int kMostByteBits = 10;

// 64 indices of kBits bits: byte i of lane l belongs to step i of tile l.
template <int kBits>
struct ByteIndices {
    static constexpr int kPermuted = 7; // bits: the two registers of a permute hold 128 bytes
    static constexpr int kUpper = kBits > kPermuted ? kBits - kPermuted : 0;
    __m512i low;                              // bits 0 ... 6, whatever lies above
    __mmask64 upper[kUpper > 0 ? kUpper : 1]; // bits 7, 8, ...

    // Bits 7, 8, ... are bits kFirst, kFirst + 1, ... of the bytes.
    template <int kFirst, int kBit = 0>
    HWY_INLINE void setUpper(__m512i bytes) {
        if constexpr (kBit < kUpper) {
            constexpr auto kMask = static_cast<char>(1 << (kFirst + kBit));
            upper[kBit] = _mm512_test_epi8_mask(bytes, _mm512_set1_epi8(kMask));
            setUpper<kFirst, kBit + 1>(bytes);
        }
    }
};

// The bytes of a plane with 2^kWidth entries, for several sets of indices: the parts of a plane,
// which all together do not fit into registers, are loaded once for all of them.
template <int kWidth, int kBits, std::size_t kSets>
HWY_INLINE void lookUpBytes(const ByteIndices<kBits> (&indices)[kSets], const std::uint8_t* plane,
                            __m512i (&bytes)[kSets]) {
    constexpr int kPermuted = ByteIndices<kBits>::kPermuted;
    const __m512i first = _mm512_load_si512(plane);
    if constexpr (kWidth < kPermuted) {
        for (std::size_t i = 0; i < kSets; ++i)
            bytes[i] = _mm512_permutexvar_epi8(indices[i].low, first);
    } else if constexpr (kWidth == kPermuted) {
        const __m512i second = _mm512_load_si512(plane + 64);
        for (std::size_t i = 0; i < kSets; ++i)
            bytes[i] = _mm512_permutex2var_epi8(first, indices[i].low, second);
    } else {
        __m512i upper[kSets];
        lookUpBytes<kWidth - 1>(indices, plane, bytes);
        lookUpBytes<kWidth - 1>(indices, plane + (std::size_t{1} << (kWidth - 1)), upper);
        for (std::size_t i = 0; i < kSets; ++i)
            bytes[i] = _mm512_mask_blend_epi8(indices[i].upper[kWidth - 1 - kPermuted], bytes[i],
                                              upper[i]);
    }
}

template <int kBits>
HWY_INLINE __m512i lookUpByte(const ByteIndices<kBits>& indices, const std::uint8_t* plane) {
    __m512i byte[1];
    lookUpBytes<kBits>({indices}, plane, byte);
    return byte[0];
}

// Integers of 16 bits whose lower and upper bytes are in two planes, one behind the other: of steps
// 0 and 2 of every set, and of steps 1 and 3.
template <int kBits, std::size_t kSets>
HWY_INLINE void lookUpIntegers(const ByteIndices<kBits> (&indices)[kSets],
                               const std::uint8_t* planes, __m512i (&even)[kSets],
                               __m512i (&odd)[kSets]) {
    constexpr __mmask64 kOdd = 0xAAAAAAAAAAAAAAAAull;
    __m512i low[kSets];
    __m512i high[kSets];
    lookUpBytes<kBits>(indices, planes, low);
    lookUpBytes<kBits>(indices, planes + (std::size_t{1} << kBits), high);
    for (std::size_t i = 0; i < kSets; ++i) {
        even[i] = _mm512_mask_blend_epi8(kOdd, low[i], _mm512_slli_epi16(high[i], 8));
        odd[i] = _mm512_mask_blend_epi8(kOdd, _mm512_srli_epi16(low[i], 8), high[i]);
    }
}

// 4 i in each byte of lane i.
HWY_INLINE __m512i laneBytes() {
    const __m512i lanes = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    return _mm512_mullo_epi32(lanes, _mm512_set1_epi32(0x04040404));
}

// The numbers whose lower and upper bytes these are (packPair()), of steps 0 ... 3, kStride vectors
// apart.
template <int kStride>
HWY_INLINE void joinBytes(__m512i low, __m512i high, VF* numbers) {
    const __m512i first = _mm512_add_epi8(_mm512_set1_epi32(0x41014000), laneBytes());
    const __m512i second = _mm512_add_epi8(_mm512_set1_epi32(0x43034202), laneBytes());
    const VU front{_mm512_permutex2var_epi8(low, first, high)};
    const VU back{_mm512_permutex2var_epi8(low, second, high)};
    numbers[0] = firstOfPair(front);
    numbers[kStride] = secondOfPair(front);
    numbers[2 * kStride] = firstOfPair(back);
    numbers[3 * kStride] = secondOfPair(back);
}

// Of four steps of kBits bits from step kStep on, kBits being 8 at most: their bits lie in one word
// or two, from which one instruction takes all bytes.
template <int kStep, int kBits>
HWY_INLINE ByteIndices<kBits> narrowIndices(const std::uint32_t* words, const std::uint32_t* next) {
    const VU bits = leadingBitsAt<kStep * kBits, 4 * kBits, kBits>(words, next);
    constexpr std::uint64_t kWord = (32 - kBits) | (32 - 2 * kBits) << 8 | (32 - 3 * kBits) << 16 |
                                    static_cast<std::uint64_t>(32 - 4 * kBits) << 24;
    constexpr auto kPlaces = static_cast<long long>(kWord | (kWord + 0x20202020) << 32);
    ByteIndices<kBits> indices;
    indices.low = _mm512_multishift_epi64_epi8(_mm512_set1_epi64(kPlaces), bits.raw);
    indices.template setUpper<ByteIndices<kBits>::kPermuted>(indices.low);
    return indices;
}

// The same for more than 8 bits: steps kStep and kStep + 2 in the halves of each lane, and the two
// steps behind them.
template <int kStep, int kBits>
HWY_INLINE __m512i twoIndices(const std::uint32_t* words, const std::uint32_t* next) {
    const VU low = bitsAt<kStep * kBits, kBits, kBits>(words, next);
    const VU high = bitsAt<(kStep + 2) * kBits, kBits + 16, kBits>(words, next);
    return _mm512_mask_blend_epi16(0xAAAAAAAAu, low.raw, high.raw);
}

template <int kStep, int kBits>
HWY_INLINE ByteIndices<kBits> wideIndices(const std::uint32_t* words, const std::uint32_t* next) {
    constexpr __mmask64 kOdd = 0xAAAAAAAAAAAAAAAAull;
    const __m512i even = twoIndices<kStep, kBits>(words, next);
    const __m512i odd = twoIndices<kStep + 1, kBits>(words, next);
    ByteIndices<kBits> indices;
    indices.low = _mm512_mask_blend_epi8(kOdd, even, _mm512_slli_epi16(odd, 8));
    indices.template setUpper<0>(
        _mm512_mask_blend_epi8(kOdd, _mm512_srli_epi16(even, 7), _mm512_slli_epi16(odd, 1)));
    return indices;
}

template <int kStep, int kBits>
HWY_INLINE ByteIndices<kBits> byteIndices(const std::uint32_t* words, const std::uint32_t* next) {
    if constexpr (kBits <= 8)
        return narrowIndices<kStep, kBits>(words, next);
    else
        return wideIndices<kStep, kBits>(words, next);
}

#endif

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
