// Trellis codes with a table: two weights a state.
#include "base/one_target.h"

#include "backend/cpu/kernels/block_walk-inl.h"
#include "backend/cpu/kernels/hybrid_indices-inl.h"
#include "backend/cpu/kernels/kernel_finders.h"
#include "backend/cpu/kernels/table_lookup-inl.h"
#include "backend/cpu/kernels/trellis_states-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

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
