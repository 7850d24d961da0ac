// The trellis search: what is searched, and how it is launched. Plain C++: pure functions and
// values.
#pragma once

#include "fracbit_cuda/launch.h"

namespace fracbit_cuda {

inline constexpr int kTileWeights = kTile * kTile;

// What is searched: tiles of 256 weights whose codes are circular strings of `tileBits` bits.
struct TrellisProblem {
    Code code = Code::Computed; // or Polynomial, or Trellis
    int tileBits = 0;
    int indexBits = 0; // of the table; Trellis only
    int stateBits = 16;
    ComputedValue value; // of computed codes

    int steps() const { return isComputed(code) ? kTileWeights : kTileWeights / 2; }
    int lowestShift() const { return tileBits / steps(); } // fewest new bits of a step
    // Steps on each side of the seam that the first pass looks at: the survivors of all states have
    // merged after 32 times the bits of a state.
    int seamSteps() const;
};

// Targets and points of the search are fp16 numbers in units in which the largest point is about
// 16, so that costs (at most some 24000) neither overflow nor lose small differences.
struct TrellisUnits {
    float perTarget = 1; // units in one of the search's own
    float largest = 0;   // magnitudes beyond it are clipped, in the search's own units
};
TrellisUnits trellisUnits(const TrellisProblem& problem, float largestPoint);

struct TrellisLaunch {
    int pairs = 1; // pairs of tiles that a block searches side by side
    int blocks = 0;
    int threads = 0;
    int copyBits = 0;
    bool sharedCosts = false; // the costs of the last two steps fit in shared memory
    std::size_t sharedBytes = 0;
    std::size_t traceBytes =
        0; // device memory that must be lent to the launch, all blocks together
};
// As many blocks as the device holds, as long as their traces fit in `memoryBytes` (at least one
// block is planned). Traces are large at low rates: 2^(stateBits - shift) costs a step.
TrellisLaunch planTrellis(const TrellisProblem& problem, int tiles, std::size_t memoryBytes,
                          const DeviceInfo& device);
std::string describe(const TrellisLaunch& launch);

struct TrellisBuffers {
    const float* targets = nullptr; // tiles x 256, in the order of the codes, in the search's units
    std::uint16_t* states = nullptr; // out: tiles x steps
    int tiles = 0;
    const std::uint32_t* table = nullptr; // pairs of fp16, 2^indexBits; Trellis only
    void* trace = nullptr;                // TrellisLaunch::traceBytes, 16-byte aligned
    TrellisUnits units;
};

} // namespace fracbit_cuda
