// Integer kernels of trellis codes with a table (table_trellis.cpp).
#include "base/one_target.h"

#include "backend/cpu/kernels/hybrid_indices-inl.h"
#include "backend/cpu/kernels/integer_walk-inl.h"
#include "backend/cpu/kernels/kernel_finders.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

#if FRACBIT_AVX512_VNNI

template <int kBits, int kIndexBits>
struct IntegerHybridCode : IntegerCode<2, kBits, 2> {
    const std::uint8_t* planes;

    explicit HWY_INLINE IntegerHybridCode(const BlockCode& code)
        : planes(code.integerPlanes.data()) {}

    // Negates the first components of a group where the uppermost bits of their steps' bytes say
    // so.
    static HWY_INLINE void applySigns(__m512i signs, VI* pairs) {
        const __mmask32 even = _mm512_test_epi16_mask(signs, _mm512_set1_epi16(0x80));
        const __mmask32 odd = _mm512_movepi16_mask(signs);
        const __m512i zero = _mm512_setzero_si512();
        pairs[0].raw = _mm512_mask_sub_epi16(pairs[0].raw, even, zero, pairs[0].raw);
        pairs[2].raw = _mm512_mask_sub_epi16(pairs[2].raw, odd, zero, pairs[2].raw);
    }
    template <int kGroup>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VI* pairs) const {
        const auto first = hybridIndices<4 * kGroup, kBits, kIndexBits>(words, next);
        const auto second = hybridIndices<4 * kGroup + 4, kBits, kIndexBits>(words, next);
        lookUpGroups({first.indices, second.indices}, planes, pairs);
        applySigns(first.signs, pairs);
        applySigns(second.signs, pairs + kGroupPairs);
    }
};

template <int kBits, int kIndexBits>
constexpr IntegerKernel integerHybridKernelOf() {
    return &multiplyIntegerRun<IntegerHybridCode<kBits, kIndexBits>>;
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

IntegerKernel integerTableTrellisKernel(int, int) {
    return nullptr;
}

#endif

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
