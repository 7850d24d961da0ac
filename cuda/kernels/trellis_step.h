// One step of the trellis search: the candidates of an overlap, for the computed code and for the
// table's; see viterbi.h.
#pragma once

#include "fracbit_cuda/trellis.h"
#include "kernels/codes.h"

namespace fracbit_cuda {

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

FRACBIT_HOST_DEVICE std::uint32_t entriesOfStep(const TrellisProblem& problem, int lowestShift) {
    return (1u << problem.stateBits) >> lowestShift;
}

// One step of the trellis: how many bits of the state are new in it, and in the one before.
struct TrellisStep {
    int index; // 0 ... steps - 1
    int stateBits;
    int shiftBefore;
    int shift;

    FRACBIT_HOST_DEVICE TrellisStep(const ViterbiArguments& arguments, int step)
        : index(step % arguments.steps), stateBits(arguments.problem.stateBits) {
        shift = newBits(arguments, index);
        shiftBefore = newBits(arguments, index ? index - 1 : arguments.steps - 1);
    }
    FRACBIT_HOST_DEVICE static int newBits(const ViterbiArguments& arguments, int step) {
        const auto bits = static_cast<std::uint32_t>(arguments.problem.tileBits);
        const auto steps = static_cast<std::uint32_t>(arguments.steps);
        const auto t = static_cast<std::uint32_t>(step);
        return static_cast<int>(stepBit(t + 1, bits, steps) - stepBit(t, bits, steps));
    }
    FRACBIT_HOST_DEVICE std::uint32_t states() const { return 1u << stateBits; }
    FRACBIT_HOST_DEVICE std::uint32_t overlaps() const { return states() >> shift; }
};

FRACBIT_DEVICE std::uint32_t bothHalves(std::uint32_t half) {
    return half | (half << 16);
}

// A computed code in the units of products: the largest point is 510 / 32 < 16, with a polynomial
// some 8 to 13.
template <class Value>
struct ComputedSearch {
    static constexpr int kDimensions = 1;
    Value value;

    FRACBIT_DEVICE ComputedSearch(const TrellisProblem& problem, const SharedTable&)
        : value(problem.value) {}

    // The point of a state, given state * kComputedMultiplier, in both halves.
    FRACBIT_DEVICE std::uint32_t point(std::uint32_t product) const {
        return value(bothHalves(computedHalf(product)));
    }

    template <int kPairs>
    FRACBIT_DEVICE void improve(Costs<kPairs>& best, const Costs<kPairs>* before,
                                const TrellisStep& step, const std::uint32_t* targets,
                                std::uint32_t overlap, std::uint32_t part,
                                std::uint32_t parts) const {
        const std::uint32_t stride = parts * step.overlaps();
        const std::uint32_t first = overlap + part * step.overlaps();
        std::uint32_t product = first * kComputedMultiplier;
        for (std::uint32_t state = first; state < step.states();
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

    FRACBIT_DEVICE float error(std::uint32_t state, const float* target) const {
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
    SharedTable table;
    int indexBits;

    FRACBIT_DEVICE TableSearch(const TrellisProblem& problem, const SharedTable& pairs)
        : table(pairs), indexBits(problem.indexBits) {}

    FRACBIT_DEVICE std::uint32_t pairOf(std::uint32_t state) const {
        const HybridHash hash = hybridHash(state, indexBits);
        return table[hash.index] ^ hash.sign;
    }

    template <int kPairs>
    FRACBIT_DEVICE void improve(Costs<kPairs>& best, const Costs<kPairs>* before,
                                const TrellisStep& step, const std::uint32_t* targets,
                                std::uint32_t overlap, std::uint32_t part,
                                std::uint32_t parts) const {
        const std::uint32_t half = step.states() / 2;
        const std::uint32_t mirrored = half >> step.shiftBefore;
        for (std::uint32_t state = overlap + part * step.overlaps(); state < half;
             state += parts * step.overlaps()) {
            const std::uint32_t point = pairOf(state);
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

    FRACBIT_DEVICE float error(std::uint32_t state, const float* target) const {
        const std::uint32_t point = pairOf(state);
        const float dx = target[0] - machine::lowHalf(point);
        const float dy = target[1] - machine::highHalf(point);
        return dx * dx + dy * dy;
    }
};

} // namespace fracbit_cuda
