// A warp's way through the codes of a row tile: asynchronous copies into a ring in shared memory,
// several stages ahead of the decoder.
#pragma once

#include "kernels/bits.h"

namespace fracbit_cuda {

inline constexpr std::uint32_t kStageWords = 4 * kWarp; // each lane copies 16 bytes
inline constexpr std::uint32_t kRingStages = 8;
inline constexpr std::uint32_t kRingWords = kRingStages * kStageWords;

// kTailStages of the ring stay untouched behind the newest word that has arrived: a tile, which may
// begin there, must be no longer than that less one stage. The others are on their way.
template <int kTailStages>
class CodeStream {
public:
    FRACBIT_DEVICE CodeStream(std::uint32_t* ring, const std::uint32_t* row, std::uint32_t rowWords)
        : ring_(ring), row_(row), rowWords_(rowWords) {}

    // Begins to copy at the word that holds `firstBit`, up to the one that holds `endBit` - 1. The
    // ring must not be read any more.
    FRACBIT_DEVICE void start(std::uint32_t firstBit, std::uint32_t endBit) {
        machine::waitCopies<0>();
        machine::syncWarp();
        next_ = (firstBit / 32) & ~3u;
        arrived_ = next_;
        end_ = (endBit + 31) / 32;
        for (int stage = 0; stage < kAhead; ++stage)
            copyStage();
    }

    // Waits for all words before `endBit`.
    FRACBIT_DEVICE void require(std::uint32_t endBit) {
        while (arrived_ * 32 < endBit) {
            machine::waitCopies<kAhead - 1>();
            machine::syncWarp();
            arrived_ += kStageWords;
            copyStage();
        }
    }

    FRACBIT_DEVICE BitString bits() const { return {ring_, kRingWords - 1}; }

private:
    static constexpr int kAhead = static_cast<int>(kRingStages) - kTailStages;

    FRACBIT_DEVICE void copyStage() {
        const std::uint32_t word = next_ + 4 * static_cast<std::uint32_t>(machine::lane());
        if (word < end_ && word < rowWords_)
            machine::copyAsync(ring_ + (word & (kRingWords - 1)), row_ + word);
        machine::commitCopies();
        next_ += kStageWords;
    }

    std::uint32_t* ring_;
    const std::uint32_t* row_;
    std::uint32_t rowWords_;
    std::uint32_t next_ = 0;    // the word that the next stage begins with
    std::uint32_t arrived_ = 0; // all words before it are in the ring
    std::uint32_t end_ = 0;
};

} // namespace fracbit_cuda
