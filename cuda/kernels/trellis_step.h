// One step of the trellis search: the candidates of an overlap, for the computed code and for the
// table's; see viterbi.h.
#pragma once

#include "fracbit_cuda/encode.h"
#include "kernels/codes.h"

namespace fracbit_cuda {

inline constexpr std::uint32_t kStates = 1u << kStateBits;
inline constexpr std::uint32_t kInfinities = 0x7C007C00u; // of fp16

struct ViterbiArguments {
    TrellisProblem problem;
    TrellisBuffers buffers;
    int steps;
    int lowestShift;
    int seamSteps;
    int copyBits;
    bool sharedCosts;
};

// B of 2 kPairs tiles at one place.
template <int kPairs>
struct alignas(4 * kPairs) Costs {
    std::uint32_t pair[kPairs];
};

FRACBIT_HOST_DEVICE std::uint32_t entriesOfStep(int lowestShift) {
    return kStates >> lowestShift;
}

// One step of the trellis: how many bits of the state are new in it, and in the one before.
struct TrellisStep {
    int index; // 0 ... steps - 1
    int shiftBefore;
    int shift;

    FRACBIT_HOST_DEVICE TrellisStep(const ViterbiArguments& arguments, int step)
        : index(step % arguments.steps) {
        shift = newBits(arguments, index);
        shiftBefore = newBits(arguments, index ? index - 1 : arguments.steps - 1);
    }
    FRACBIT_HOST_DEVICE static int newBits(const ViterbiArguments& arguments, int step) {
        const auto bits = static_cast<std::uint32_t>(arguments.problem.tileBits);
        const auto steps = static_cast<std::uint32_t>(arguments.steps);
        const auto t = static_cast<std::uint32_t>(step);
        return static_cast<int>(stepBit(t + 1, bits, steps) - stepBit(t, bits, steps));
    }
    FRACBIT_HOST_DEVICE std::uint32_t overlaps() const { return kStates >> shift; }
};

FRACBIT_DEVICE std::uint32_t bothHalves(std::uint32_t half) {
    return half | (half << 16);
}

// The computed code in units of 32 of its steps: the largest point is 510 / 32 < 16.
struct ComputedSearch {
    static constexpr int kDimensions = 1;
    static constexpr std::uint32_t kHalves1Over32 = 0x28002800u;
    static constexpr std::uint32_t kHalvesMean = 0xD1FED1FEu; // -1534 / 32, twice

    // The point of a state, given state * kComputedMultiplier, in both halves.
    FRACBIT_DEVICE static std::uint32_t point(std::uint32_t product) {
        return machine::fuseHalves(bothHalves(computedHalf(product)), kHalves1Over32, kHalvesMean);
    }

    template <int kPairs>
    FRACBIT_DEVICE static void improve(Costs<kPairs>& best, const Costs<kPairs>* before,
                                       const TrellisStep& step, const std::uint32_t* targets,
                                       const SharedTable&, int, std::uint32_t overlap,
                                       std::uint32_t part, std::uint32_t parts) {
        const std::uint32_t stride = parts << (kStateBits - step.shift);
        std::uint32_t product =
            (overlap + (part << (kStateBits - step.shift))) * kComputedMultiplier;
        for (std::uint32_t state = overlap + (part << (kStateBits - step.shift)); state < kStates;
             state += stride, product += stride * kComputedMultiplier) {
            const std::uint32_t c = point(product);
            const Costs<kPairs> previous = before[state >> step.shiftBefore];
            FRACBIT_UNROLL
            for (int i = 0; i < kPairs; ++i) {
                const std::uint32_t difference = machine::subtractHalves(targets[i], c);
                best.pair[i] = machine::minimumHalves(
                    best.pair[i], machine::fuseHalves(difference, difference, previous.pair[i]));
            }
        }
    }

    FRACBIT_DEVICE static float error(std::uint32_t state, const float* target, const SharedTable&,
                                      int) {
        const std::uint32_t c = point(state * kComputedMultiplier);
        const float difference = target[0] - machine::lowHalf(c);
        return difference * difference;
    }
};

// The table's code in units of a quarter: the largest point is below 4. States s and s ^ 0x8000
// have points that differ in the first component's sign only.
struct TableSearch {
    static constexpr int kDimensions = 2;
    static constexpr std::uint32_t kHalves4 = 0x44004400u;

    FRACBIT_DEVICE static std::uint32_t pairOf(std::uint32_t state, const SharedTable& table,
                                               int indexBits) {
        const HybridHash hash = hybridHash(state, indexBits);
        return table[hash.index] ^ hash.sign;
    }

    template <int kPairs>
    FRACBIT_DEVICE static void
    improve(Costs<kPairs>& best, const Costs<kPairs>* before, const TrellisStep& step,
            const std::uint32_t* targets, const SharedTable& table, int indexBits,
            std::uint32_t overlap, std::uint32_t part, std::uint32_t parts) {
        const std::uint32_t stride = parts << (kStateBits - step.shift);
        const std::uint32_t mirrored = (kStates / 2) >> step.shiftBefore;
        for (std::uint32_t state = overlap + (part << (kStateBits - step.shift));
             state < kStates / 2; state += stride) {
            const std::uint32_t point = pairOf(state, table, indexBits);
            const std::uint32_t first = bothHalves(point & 0xFFFFu);
            const std::uint32_t second = (point & 0xFFFF0000u) | (point >> 16);
            const Costs<kPairs>* previous = before + (state >> step.shiftBefore);
            const Costs<kPairs> plain = previous[0];
            const Costs<kPairs> other = previous[mirrored];
            FRACBIT_UNROLL
            for (int i = 0; i < kPairs; ++i) {
                const std::uint32_t x = targets[i];
                const std::uint32_t dy = machine::subtractHalves(targets[kPairs + i], second);
                const std::uint32_t minus = machine::subtractHalves(x, first);
                const std::uint32_t plus = machine::addHalves(x, first);
                best.pair[i] = machine::minimumHalves(
                    best.pair[i],
                    machine::fuseHalves(minus, minus, machine::fuseHalves(dy, dy, plain.pair[i])));
                best.pair[i] = machine::minimumHalves(
                    best.pair[i],
                    machine::fuseHalves(plus, plus, machine::fuseHalves(dy, dy, other.pair[i])));
            }
        }
    }

    FRACBIT_DEVICE static float error(std::uint32_t state, const float* target,
                                      const SharedTable& table, int indexBits) {
        const std::uint32_t point = pairOf(state, table, indexBits);
        const float dx = target[0] - machine::lowHalf(point);
        const float dy = target[1] - machine::highHalf(point);
        return dx * dx + dy * dy;
    }
};

} // namespace fracbit_cuda
