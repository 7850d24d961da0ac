// The states of trellis codes: included once for each instruction set (Highway's foreach_target).
#if defined(FRACBIT_TRELLIS_STATES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef FRACBIT_TRELLIS_STATES_INL_H_
#undef FRACBIT_TRELLIS_STATES_INL_H_
#else
#define FRACBIT_TRELLIS_STATES_INL_H_
#endif

#include "backend/cpu/block_walk-inl.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/target_options-inl.h"
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
struct PlacedStates {
    static constexpr int kUnitWords = 0; // places are counted from the tile's beginning

    const StepPlace* places;
    std::size_t lastWord;
    std::uint32_t tailBits;
    HWY_ALIGN std::uint32_t wrapped[kLanes];

    explicit HWY_INLINE PlacedStates(const BlockCode& code)
        : places(code.places.data()), lastWord(code.tileWords - 1), tailBits(code.tailBits) {}

    // What follows an incomplete last word: the tile's beginning, of which that word has filled up
    // 32 - tailBits bits.
    HWY_INLINE void begin(const std::uint32_t* words) {
        if (tailBits > 0)
            hn::Store(hn::ShiftLeftSame(loadWord(words, 0), static_cast<int>(32 - tailBits)), DU(),
                      wrapped);
    }

    template <int kStep>
    HWY_INLINE VU at(const std::uint32_t* words, const std::uint32_t*, std::size_t unit) const {
        const StepPlace& place = places[32 * unit + kStep];
        const VU first = loadWord(words, place.first);
        const VU second =
            hn::Load(DU(), place.second == kWrappedWord ? wrapped : words + kLanes * place.second);
        const int shift = static_cast<int>(place.shift);
#if FRACBIT_AVX512_VNNI
        const VU bits{_mm512_shldv_epi32(first.raw, second.raw, _mm512_set1_epi32(shift))};
#else
        const VU bits = hn::Or(hn::ShiftLeftSame(first, shift),
                               hn::ShiftRightSame(hn::ShiftRight<1>(second), 31 - shift));
#endif
        return hn::ShiftRight<32 - kWidth>(bits);
    }
};

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
