// One step of the search, in the instruction set of this machine. Internal to trellis/.
//
// Two tiles are searched side by side: they share the points and the address arithmetic, which are
// a third of the work.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fracbit::quantizer {

// Points are kept in blocks: for 32 consecutive overlaps g, the 2^k candidates d one after another,
// 32 lanes each; with two dimensions, the 2^(k-1) candidates of the lower half only (the others
// have the first component negated), 32 first and 32 second components each, and the lower half of
// the overlaps only (the complement of a state has the same point).
inline constexpr int kBlock = 32;

inline constexpr int kPaired = 2; // tiles

struct ViterbiStep {
    const std::int16_t* points; // blocked, for shift `shift`
    int shiftBefore;
    int shift;
    int stateBits; // L
    int dimensions;
    int doublings; // the difference is doubled so often before it is squared

    struct Tile {
        const std::uint16_t* previous; // B of the step before, indexed by state >> shiftBefore
        std::uint16_t* next;           // B of this step: 2^(L - shift) entries
        std::int16_t target[2];        // in the units of `points`
        std::uint16_t subtract;        // from every entry of `next`
        std::uint16_t least;           // out: the least entry of `next`
    };
    Tile tiles[kPaired];
};

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
