// Indices of QTIP's "hybrid" code (quantizer/trellis/trellis.h), four steps at once, byte by byte:
// included once for each instruction set (Highway's foreach_target).
#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#if defined(FRACBIT_HYBRID_INDICES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef FRACBIT_HYBRID_INDICES_INL_H_
#undef FRACBIT_HYBRID_INDICES_INL_H_
#else
#define FRACBIT_HYBRID_INDICES_INL_H_
#endif

#include "backend/cpu/kernels/byte_lookup-inl.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

#if FRACBIT_AVX512_VNNI

// The states of steps kStep and kStep + 2 in the low and high halves, as x = s (s + 1).
template <int kStep, int kBits>
HWY_INLINE __m512i hashedStates(const std::uint32_t* words, const std::uint32_t* next) {
    constexpr int kStateBits = 16;
    constexpr int kBit = (kStep + 2) * kBits;
    const VU low = bitsAt<kStep * kBits, kStateBits, kBits>(words, next);
    const VU high = leadingBitsAt<kBit, kStateBits, kBits>(words, next);
    const __m512i states = _mm512_mask_blend_epi16(0xAAAAAAAAu, low.raw, high.raw);
    return _mm512_mullo_epi16(states, _mm512_add_epi16(states, _mm512_set1_epi16(1)));
}

template <int kIndexBits>
struct HybridIndices {
    ByteIndices<kIndexBits> indices;
    __m512i signs; // of the first component: the uppermost bit of each byte, whatever lies below
};

// Of steps kStep ... kStep + 3.
template <int kStep, int kBits, int kIndexBits>
HWY_INLINE HybridIndices<kIndexBits> hybridIndices(const std::uint32_t* words,
                                                   const std::uint32_t* next) {
    constexpr __mmask64 kOdd = 0xAAAAAAAAAAAAAAAAull;
    constexpr int kUnused = 15 - kIndexBits; // bits of x below the index
    const __m512i even = hashedStates<kStep, kBits>(words, next);
    const __m512i odd = hashedStates<kStep + 1, kBits>(words, next);
    const __m512i upperByte = _mm512_mask_blend_epi8(kOdd, _mm512_srli_epi16(even, 8), odd);
    HybridIndices<kIndexBits> found{{}, upperByte};
    found.indices.low = _mm512_mask_blend_epi8(kOdd, _mm512_srli_epi16(even, kUnused),
                                               _mm512_slli_epi16(odd, 8 - kUnused));
    constexpr int kFirstUpper = kUnused + ByteIndices<kIndexBits>::kPermuted - 8;
    found.indices.template setUpper<kFirstUpper>(upperByte);
    return found;
}

#endif

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
