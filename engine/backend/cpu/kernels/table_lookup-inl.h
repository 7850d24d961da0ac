// Look-up tables in registers: included once for each instruction set (Highway's foreach_target).
#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#if defined(FRACBIT_TABLE_LOOKUP_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef FRACBIT_TABLE_LOOKUP_INL_H_
#undef FRACBIT_TABLE_LOOKUP_INL_H_
#else
#define FRACBIT_TABLE_LOOKUP_INL_H_
#endif

#include "backend/cpu/kernels/block_walk-inl.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

// 2^kBits numbers; an index is the low kBits bits of a lane, whatever lies above. Tables in memory
// hold at least 16 numbers (smaller ones repeated) and outlive the object.
#if FRACBIT_AVX512
inline constexpr int kRegisterTableBits = 8; // beyond, memory is faster

template <int kBits>
class Table {
    static constexpr int kParts16 = kBits <= 4 ? 1 : 1 << (kBits - 4);
    VF parts_[kParts16];

    // Entries [16 kFirst, 16 kFirst + 2^kWidth).
    template <int kFirst, int kWidth>
    HWY_INLINE VF select(VU index) const {
        if constexpr (kWidth <= 4) {
            return VF{_mm512_permutexvar_ps(index.raw, parts_[kFirst].raw)};
        } else if constexpr (kWidth == 5) {
            return VF{
                _mm512_permutex2var_ps(parts_[kFirst].raw, index.raw, parts_[kFirst + 1].raw)};
        } else {
            constexpr int kHalf = 1 << (kWidth - 5);
            const __mmask16 upper =
                _mm512_test_epi32_mask(index.raw, _mm512_set1_epi32(1 << (kWidth - 1)));
            return VF{_mm512_mask_blend_ps(upper, select<kFirst, kWidth - 1>(index).raw,
                                           select<kFirst + kHalf, kWidth - 1>(index).raw)};
        }
    }

public:
    explicit HWY_INLINE Table(const float* entries) {
        for (int i = 0; i < kParts16; ++i)
            parts_[i] = hn::Load(DF(), entries + 16 * i);
    }
    HWY_INLINE VF operator()(VU index) const { return select<0, kBits>(index); }
};
#elif HWY_ARCH_X86 && HWY_TARGET == HWY_AVX2
inline constexpr int kRegisterTableBits = 5;

template <int kBits>
class Table {
    static constexpr int kParts8 = kBits <= 3 ? 1 : 1 << (kBits - 3);
    VF parts_[kParts8];

    template <int kFirst, int kWidth>
    HWY_INLINE VF select(VU index) const {
        if constexpr (kWidth <= 3) {
            return VF{_mm256_permutevar8x32_ps(parts_[kFirst].raw, index.raw)};
        } else {
            constexpr int kHalf = 1 << (kWidth - 4);
            const __m256 upper = _mm256_castsi256_ps(_mm256_slli_epi32(index.raw, 32 - kWidth));
            return VF{_mm256_blendv_ps(select<kFirst, kWidth - 1>(index).raw,
                                       select<kFirst + kHalf, kWidth - 1>(index).raw, upper)};
        }
    }

public:
    explicit HWY_INLINE Table(const float* entries) {
        for (int i = 0; i < kParts8; ++i)
            parts_[i] = hn::Load(DF(), entries + 8 * i);
    }
    HWY_INLINE VF operator()(VU index) const { return select<0, kBits>(index); }
};
#else
inline constexpr int kRegisterTableBits = -1;
template <int kBits>
class Table;
#endif

template <int kBits>
inline constexpr bool kFitsRegisters = kBits <= kRegisterTableBits;

// Tables in memory: the indices of all 32 steps of a unit are written down and looked up one after
// another, ahead of the arithmetic. Zen 4 and 5 take twice as long for gathers, and processors
// without AVX2 have none. Entries are 32 bits wide and outlive the object.
class UnitTable {
    const std::uint32_t* entries_;
    HWY_ALIGN std::uint32_t found_[32 * kVector];

    template <class Code, int kStep>
    HWY_INLINE void writeIndices(const std::uint32_t* words, const std::uint32_t* next) {
        constexpr std::uint32_t kMask = (1u << Code::kTableBits) - 1;
        const VU index = Code::template index<kStep>(words, next);
        hn::Store(hn::And(index, hn::Set(DU(), kMask)), DU(), found_ + kStep * kVector);
        if constexpr (kStep + 1 < 32)
            writeIndices<Code, kStep + 1>(words, next);
    }

public:
    explicit HWY_INLINE UnitTable(const std::uint32_t* entries) : entries_(entries) {}

    // Code::index<step>(words, next) is an index in the low Code::kTableBits bits of each lane.
    template <class Code>
    HWY_INLINE void lookUp(const std::uint32_t* words, const std::uint32_t* next) {
        writeIndices<Code, 0>(words, next);
        const volatile std::uint32_t* indices = found_; // or compilers make gathers of the loop
        for (std::size_t i = 0; i < 32 * kVector; i += kVector)
            for (std::size_t lane = 0; lane < kVector; ++lane)
                found_[i + lane] = entries_[indices[i + lane]];
    }
    template <int kStep>
    HWY_INLINE VU found() const {
        return hn::Load(DU(), found_ + kStep * kVector);
    }
};

// Both components of an entry that packPair() made.
HWY_INLINE VF firstOfPair(VU entry) {
    const DU du;
    const VU shifted =
        hn::BitCast(du, hn::ShiftRight<3>(hn::BitCast(DI(), hn::ShiftLeft<16>(entry))));
    return hn::BitCast(
        DF(), hn::Or(hn::And(shifted, hn::Set(du, kPairMask)), hn::Set(du, kPairExponent)));
}
HWY_INLINE VF secondOfPair(VU entry) {
    const DU du;
    const VU shifted = hn::BitCast(du, hn::ShiftRight<3>(hn::BitCast(DI(), entry)));
    return hn::BitCast(
        DF(), hn::Or(hn::And(shifted, hn::Set(du, kPairMask)), hn::Set(du, kPairExponent)));
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
