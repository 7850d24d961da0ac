// Codes that are indices into a table, two weights an index: VQ.
#include "base/one_target.h"

#include "backend/cpu/kernels/block_walk-inl.h"
#include "backend/cpu/kernels/byte_lookup-inl.h"
#include "backend/cpu/kernels/kernel_finders.h"
#include "backend/cpu/kernels/plain_indices-inl.h"
#include "backend/cpu/kernels/table_lookup-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

// Two look-ups; good while both tables stay in registers.
template <int kBits>
struct PlanarCode {
    static constexpr int kDimensions = 2;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = kBits;
    Table<kBits> first;
    Table<kBits> second;

    explicit HWY_INLINE PlanarCode(const BlockCode& code)
        : first(code.table.data()), second(code.table.data() + code.table.size() / 2) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) const {
        const VU index = bitsAt<kStep * kBits, kBits, kBits>(words, next);
        weights[0] = first(index);
        weights[1] = second(index);
    }
};

template <int kBits>
struct MemoryPlanarCode : PlainIndices<kBits, 2> {
    UnitTable first;
    UnitTable second;

    explicit HWY_INLINE MemoryPlanarCode(const BlockCode& code)
        : first(reinterpret_cast<const std::uint32_t*>(code.table.data())),
          second(
              reinterpret_cast<const std::uint32_t*>(code.table.data() + code.table.size() / 2)) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) {
        if constexpr (kStep == 0) {
            first.lookUp<MemoryPlanarCode>(words, next);
            second.lookUp<MemoryPlanarCode>(words, next);
        }
        weights[0] = hn::BitCast(DF(), first.found<kStep>());
        weights[1] = hn::BitCast(DF(), second.found<kStep>());
    }
};

template <int kBits>
struct MemoryPairCode : PlainIndices<kBits, 2> {
    UnitTable pairs;

    explicit HWY_INLINE MemoryPairCode(const BlockCode& code) : pairs(code.pairs.data()) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) {
        if constexpr (kStep == 0)
            pairs.lookUp<MemoryPairCode>(words, next);
        weights[0] = firstOfPair(pairs.found<kStep>());
        weights[1] = secondOfPair(pairs.found<kStep>());
    }
};

#if FRACBIT_AVX512_VNNI
// Four steps at once, byte by byte.
template <int kBits>
struct BytePairCode {
    static constexpr int kDimensions = 2;
    static constexpr int kSteps = 4;
    static constexpr int kUnitWords = kBits;
    static constexpr std::size_t kEntries = std::size_t{1} << kBits;
    const std::uint8_t* planes;

    explicit HWY_INLINE BytePairCode(const BlockCode& code) : planes(code.planes.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) const {
        const auto indices = byteIndices<kStep, kBits>(words, next);
        joinBytes<2>(lookUpByte(indices, planes), lookUpByte(indices, planes + kEntries), weights);
        joinBytes<2>(lookUpByte(indices, planes + 2 * kEntries),
                     lookUpByte(indices, planes + 3 * kEntries), weights + 1);
    }
};
#endif

// The fastest way of this instruction set.
template <int kBits>
CodeKernel planarKernelOf() {
    if constexpr (kFitsRegisters<kBits>)
        return kernelOf<PlanarCode<kBits>>();
    else
        return kernelOf<MemoryPlanarCode<kBits>>();
}

template <int kBits>
CodeKernel pairKernelOf() {
#if FRACBIT_AVX512_VNNI
    if constexpr (kBits <= kMostByteBits)
        return kernelOf<BytePairCode<kBits>>();
    else
#endif
        return kernelOf<MemoryPairCode<kBits>>();
}

CodeKernel planarKernel(int bits) {
    switch (bits) {
    case 3:
        return planarKernelOf<3>();
    case 4:
        return planarKernelOf<4>();
    case 5:
        return planarKernelOf<5>();
    case 6:
        return planarKernelOf<6>();
    case 7:
        return pairKernelOf<7>();
    case 8:
        return pairKernelOf<8>();
    case 9:
        return pairKernelOf<9>();
    case 10:
        return pairKernelOf<10>();
    case 11:
        return pairKernelOf<11>();
    case 12:
        return pairKernelOf<12>();
    default:
        return {};
    }
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
