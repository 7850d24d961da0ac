// One step of the search, in the instruction set of this machine. Private to the module.
//
// Two tiles are searched side by side: they share the points and the address arithmetic.
//
// A vector is to take the costs before the step as they lie in memory. With L bits of state and
// shifts b before and k after the step, a state is (d, j, l): k bits that the step drops, the
// candidate d; L - k - b bits j; b bits l, new with the state. It reads the cost at (d, j), and
// leads into the overlap (j, l). So the lanes are *strided*: 32 consecutive j, all with the same l.
// They read 32 consecutive costs. What they find for l = 0, 1, ... 2^b - 1 is transposed: with b =
// 1 and vectors of four lanes,
//     l = 0: (j0, 0) (j1, 0) (j2, 0) (j3, 0)      (j0, 0) (j0, 1) (j1, 0) (j1, 1)
//     l = 1: (j0, 1) (j1, 1) (j2, 1) (j3, 1)  ->  (j2, 0) (j2, 1) (j3, 0) (j3, 1)
// Large shifts leave fewer than 32 different j. Then 32 *consecutive* overlaps all read the same
// cost.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include <cstddef>
#include <cstdint>

namespace fracbit::quantizer {

inline constexpr int kBlock = 32;       // lanes of the widest vectors
inline constexpr int kPaired = 2;       // tiles
inline constexpr int kStridedGroup = 2; // vectors of strided lanes that are searched together

// Shifts that follow one another differ by one at most. Two dimensions look at the lower half of
// the overlaps only.
constexpr bool hasStridedLanes(int stateBits, int dimensions, int shiftBefore, int shift) {
    return stateBits - shift - shiftBefore >= (dimensions == 1 ? 5 : 6);
}

struct ViterbiStep {
    // In blocks of 32 states (ViterbiPoints::blocked), for these shifts.
    const std::int16_t* points;
    int shiftBefore;
    int shift;
    int stateBits; // L
    int dimensions;
    int doublings; // the difference is doubled so often before it is squared

    struct Tile {
        const std::uint16_t* previous; // B of the step before, indexed by state >> shiftBefore
        std::uint16_t* prepared;       // scratch memory, preparedCosts() entries
        std::uint16_t* next;           // B of this step: 2^(L - shift) entries
        std::int16_t target[2];        // in the units of `points`
        std::uint16_t subtract;        // from every entry of `next`
        std::uint16_t least;           // out: the least entry of `next`
    };
    Tile tiles[kPaired];

    std::size_t overlaps() const { return std::size_t{1} << (stateBits - shift); }
    std::size_t entriesBefore() const { return std::size_t{1} << (stateBits - shiftBefore); }
    // Of the candidates of the vector that begins at lane `lane` of a row of lanes, where each lane
    // stands for so many overlaps.
    const std::int16_t* pointsOf(std::size_t lane, std::size_t overlapsPerLane) const {
        return points + ((lane / kBlock * kBlock * overlapsPerLane) << shift) + lane % kBlock;
    }
};

// Entries of scratch memory that a step needs for a tile.
constexpr std::size_t preparedCosts(int stateBits, int dimensions, int shiftBefore, int shift) {
    const std::size_t entries = std::size_t{1} << (stateBits - shiftBefore);
    if (hasStridedLanes(stateBits, dimensions, shiftBefore, shift))
        return dimensions == 1 ? 0 : entries;
    return 2 * static_cast<std::size_t>(dimensions) * entries;
}

// Fills `next` and `least` of both tiles.
void runViterbiStep(ViterbiStep& step);

// The candidates that lead into one overlap, for the way back.
struct ViterbiCandidates {
    const std::int16_t* points;  // count entries a dimension, the first dimension first
    const std::uint16_t* before; // costs before the step, count entries
    std::size_t count;           // a multiple of kBlock
    int dimensions;
    int doublings;
    std::int16_t target[2];
};

// The candidate of the least cost; the first of equals.
std::size_t bestViterbiCandidate(const ViterbiCandidates& candidates);

const char* viterbiTargetName();

} // namespace fracbit::quantizer
