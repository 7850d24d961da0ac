// The trellis search at speed: exact up to the rounding of 16-bit path costs, SIMD (Highway) with
// run-time dispatch, the same result on every instruction set.
//
// Never are the costs of all 2^L states stored: what a step needs of the one before is
// B[g] = min over d of cost(g + d 2^(L - k)), the best cost of the 2^k states that share their
// low bits; the candidates are recomputed during the traceback. Costs are unsigned 16-bit numbers
// relative to the best of the step before, added with saturation: hopeless states may saturate,
// the survivors never do (viterbi.cpp says why).
#pragma once

#include "quantizer/trellis/trellis.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace fracbit::quantizer {

// Immutable; safe to use from any thread.
class ViterbiEncoder {
public:
    // `bitsPerWeight` sets the resolution of the costs; the code's points are copied.
    ViterbiEncoder(Trellis trellis, const TrellisCode& code, double bitsPerWeight);
    ~ViterbiEncoder();
    ViterbiEncoder(const ViterbiEncoder&) = delete;
    ViterbiEncoder& operator=(const ViterbiEncoder&) = delete;

    // Scratch memory of one thread: 0.1 to 34 MB, more at lower rates.
    class Workspace {
    public:
        explicit Workspace(const ViterbiEncoder& encoder);
        ~Workspace();

    private:
        friend class ViterbiEncoder;
        struct Costs;
        std::unique_ptr<Costs> costs_;
    };

    // The states of two tiles: `targets` are a tile's 256 weights in code order, in the units of
    // the search; magnitudes well beyond the code's largest point are clipped. The paths are
    // tail-biting. Both tiles are independent of each other.
    struct Tile {
        std::span<const float> targets;
        std::span<std::uint16_t> states; // one a step
    };
    void encodePair(const Tile& first, const Tile& second, Workspace& workspace) const;

    const Trellis& trellis() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// "AVX3", "AVX2", ...: the instruction set in use.
const char* viterbiInstructionSet();

} // namespace fracbit::quantizer
