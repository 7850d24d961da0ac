// Codes that are indices into a table, one weight an index: NUQ, uniform, NormalFloat.
#include "base/one_target.h"

#include "backend/cpu/kernels/block_walk-inl.h"
#include "backend/cpu/kernels/byte_lookup-inl.h"
#include "backend/cpu/kernels/kernel_finders.h"
#include "backend/cpu/kernels/plain_indices-inl.h"
#include "backend/cpu/kernels/table_lookup-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

template <int kBits>
struct ScalarCode {
    static constexpr int kDimensions = 1;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = kBits;
    Table<kBits> table;

    explicit HWY_INLINE ScalarCode(const BlockCode& code) : table(code.table.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) const {
        weights[0] = table(bitsAt<kStep * kBits, kBits, kBits>(words, next));
    }
};

template <int kBits>
struct MemoryScalarCode : PlainIndices<kBits, 1> {
    UnitTable table;

    explicit HWY_INLINE MemoryScalarCode(const BlockCode& code)
        : table(reinterpret_cast<const std::uint32_t*>(code.table.data())) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) {
        if constexpr (kStep == 0)
            table.lookUp<MemoryScalarCode>(words, next);
        weights[0] = hn::BitCast(DF(), table.found<kStep>());
    }
};

#if FRACBIT_AVX512_VNNI
// Four steps at once, byte by byte.
template <int kBits>
struct ByteScalarCode {
    static constexpr int kDimensions = 1;
    static constexpr int kSteps = 4;
    static constexpr int kUnitWords = kBits;
    const std::uint8_t* planes;

    explicit HWY_INLINE ByteScalarCode(const BlockCode& code) : planes(code.planes.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) const {
        const auto indices = byteIndices<kStep, kBits>(words, next);
        joinBytes<1>(lookUpByte(indices, planes), lookUpByte(indices, planes + (1 << kBits)),
                     weights);
    }
};
#endif

// The fastest way of this instruction set.
template <int kBits>
CodeKernel scalarKernelOf(bool hasPlanes) {
#if FRACBIT_AVX512_VNNI
    if constexpr (kBits > kMostPermutedBits)
        if (hasPlanes)
            return kernelOf<ByteScalarCode<kBits>>();
#endif
    (void)hasPlanes;
    if constexpr (kFitsRegisters<kBits>)
        return kernelOf<ScalarCode<kBits>>();
    else
        return kernelOf<MemoryScalarCode<kBits>>();
}

CodeKernel scalarKernel(int bits, bool hasPlanes) {
    switch (bits) {
    case 2:
        return scalarKernelOf<2>(hasPlanes);
    case 3:
        return scalarKernelOf<3>(hasPlanes);
    case 4:
        return scalarKernelOf<4>(hasPlanes);
    case 5:
        return scalarKernelOf<5>(hasPlanes);
    case 6:
        return scalarKernelOf<6>(hasPlanes);
    case 7:
        return scalarKernelOf<7>(hasPlanes);
    case 8:
        return scalarKernelOf<8>(hasPlanes);
    default:
        return {};
    }
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
