// Schemes whose codes are indices into a table: NUQ, uniform, NormalFloat (one weight an index) and
// VQ (two).
#include "backend/cpu/code_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/table_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "backend/cpu/block_walk-inl.h"
#include "backend/cpu/table_lookup-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

template <int kBits>
struct ScalarCode {
    static constexpr int kDimensions = 1;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = kBits;
    AnyTable<kBits> table;

    explicit HWY_INLINE ScalarCode(const BlockCode& code) : table(code.table.data()) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) const {
        weights[0] = table(bitsAt<kStep * kBits, kBits, kBits>(words, next));
    }
};

// Two look-ups; good while both tables stay in registers.
template <int kBits>
struct PlanarCode {
    static constexpr int kDimensions = 2;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = kBits;
    AnyTable<kBits> first;
    AnyTable<kBits> second;

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

// One look-up of both components.
template <int kBits>
struct PairCode {
    static constexpr int kDimensions = 2;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = kBits;
    AnyTable<kBits> pairs;

    explicit HWY_INLINE PairCode(const BlockCode& code)
        : pairs(reinterpret_cast<const float*>(code.pairs.data())) {}
    HWY_INLINE void begin(const std::uint32_t*) {}
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t,
                           VF* weights) const {
        const VU entry = hn::BitCast(DU(), pairs(bitsAt<kStep * kBits, kBits, kBits>(words, next)));
        weights[0] = firstOfPair(entry);
        weights[1] = secondOfPair(entry);
    }
};

CodeKernel scalarKernel(int bits) {
    switch (bits) {
    case 2:
        return kernelOf<ScalarCode<2>>();
    case 3:
        return kernelOf<ScalarCode<3>>();
    case 4:
        return kernelOf<ScalarCode<4>>();
    case 5:
        return kernelOf<ScalarCode<5>>();
    case 6:
        return kernelOf<ScalarCode<6>>();
    case 7:
        return kernelOf<ScalarCode<7>>();
    case 8:
        return kernelOf<ScalarCode<8>>();
    default:
        return {};
    }
}

CodeKernel planarKernel(int bits) {
    switch (bits) {
    case 3:
        return kernelOf<PlanarCode<3>>();
    case 4:
        return kernelOf<PlanarCode<4>>();
    case 5:
        return kernelOf<PlanarCode<5>>();
    case 6:
        return kernelOf<PlanarCode<6>>();
    case 7:
        return kernelOf<PairCode<7>>();
    case 8:
        return kernelOf<PairCode<8>>();
    case 9:
        return kernelOf<PairCode<9>>();
    case 10:
        return kernelOf<PairCode<10>>();
    case 11:
        return kernelOf<PairCode<11>>();
    case 12:
        return kernelOf<PairCode<12>>();
    default:
        return {};
    }
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(scalarKernel);
HWY_EXPORT(planarKernel);

CodeKernel findScalarKernel(int bits) {
    return HWY_DYNAMIC_DISPATCH(scalarKernel)(bits);
}

CodeKernel findPlanarKernel(int bits) {
    return HWY_DYNAMIC_DISPATCH(planarKernel)(bits);
}

} // namespace fracbit::backend
#endif
