// The states of trellis codes: included once for each instruction set (Highway's foreach_target).
#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#if defined(FRACBIT_TRELLIS_STATES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef FRACBIT_TRELLIS_STATES_INL_H_
#undef FRACBIT_TRELLIS_STATES_INL_H_
#else
#define FRACBIT_TRELLIS_STATES_INL_H_
#endif

#include "backend/cpu/kernels/block_walk-inl.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

// kBits bits a step, and states of kWidth bits: they begin at every kBits-th bit.
template <int kBits, int kWidth>
struct RegularStates {
    static constexpr int kUnitWords = kBits;
    explicit HWY_INLINE RegularStates(const BlockCode&) {}
    HWY_INLINE void begin(const std::uint32_t*) {}

    // Of step kStep of the unit, bits above the state cleared.
    template <int kStep>
    static HWY_INLINE VU at(const std::uint32_t* words, const std::uint32_t* next, std::size_t) {
        constexpr int kWord = kStep * kBits / 32;
        constexpr int kEnd = kStep * kBits % 32 + kWidth;
        const VU first = loadWord(words, kWord);
        const VU mask = hn::Set(DU(), (1u << kWidth) - 1);
        if constexpr (kEnd == kWidth) {
            return hn::ShiftRight<32 - kWidth>(first); // nothing lies above
        } else if constexpr (kEnd <= 32) {
            return hn::And(hn::ShiftRight<32 - kEnd>(first), mask);
        } else {
            const VU second = kWord + 1 < kBits ? loadWord(words, kWord + 1) : loadWord(next, 0);
            return hn::And(funnel<kEnd - 32>(first, second), mask);
        }
    }
};

// Steps whose places are listed.
template <int kWidth>
class PlacedStates {
    static constexpr std::size_t kMostWords = 8 + 2; // of a unit of 8 bits a step; and what follows

    const StepPlace* places_;
    std::size_t tileWords_;
    std::size_t copiedWords_;
    std::uint32_t tailBits_;
    HWY_ALIGN std::uint32_t end_[kMostWords * kLanes]; // of the tiles, and their beginning again

public:
    static constexpr int kUnitWords = 0; // places are counted from the tile's beginning

    explicit HWY_INLINE PlacedStates(const BlockCode& code)
        : places_(code.places.data()), tileWords_(code.tileWords), tailBits_(code.tailBits) {
        const std::size_t bits = 32 * code.tileWords - (tailBits_ > 0 ? 32 - tailBits_ : 0);
        copiedWords_ = tileWords_ - bits * (kPlacedUnits - 1) / kPlacedUnits / 32;
    }

    HWY_INLINE void begin(const std::uint32_t* words) {
        const DU du;
        for (std::size_t i = 0; i < copiedWords_; ++i)
            hn::Store(loadWord(words, tileWords_ - copiedWords_ + i), du, end_ + kLanes * i);
        // The beginning fills up an incomplete last word; what follows it is the rest.
        const VU first = loadWord(words, 0);
        const VU rest = hn::ShiftLeftSame(first, static_cast<int>((32 - tailBits_) % 32));
        hn::Store(rest, du, end_ + kLanes * copiedWords_);
    }

    template <int kStep>
    HWY_INLINE VU at(const std::uint32_t* words, const std::uint32_t*, std::size_t unit) const {
        const StepPlace& place = places_[32 * unit + kStep];
        const std::uint32_t* word = (unit + 1 < kPlacedUnits ? words : end_) + place.offset;
        const VU first = loadWord(word, 0);
        const VU second = loadWord(word, 1);
#if FRACBIT_AVX512_VNNI
        const __m512i shift = _mm512_set1_epi32(static_cast<int>(place.shift));
        const VU bits{_mm512_shldv_epi32(first.raw, second.raw, shift)};
#else
        const int shift = static_cast<int>(place.shift);
        const VU bits = hn::Or(hn::ShiftLeftSame(first, shift),
                               hn::ShiftRightSame(hn::ShiftRight<1>(second), 31 - shift));
#endif
        return hn::ShiftRight<32 - kWidth>(bits);
    }
};

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
