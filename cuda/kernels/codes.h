// From bits to weights: what each code does to give a lane its part of a tile.
//
// A lane of a warp owns eight weights of a 16 x 16 tile: the A operand of mma.m16n8k16 (PTX ISA,
// "Matrix fragments for mma.m16n8k16"), four words of two neighbouring columns. The codes of a tile
// are in that order, so a lane reads one contiguous piece of the tile's bits.
//
// A decoder is made once a segment (it knows where its lane's bits are) and decodes tile by tile.
// All lanes of a warp must decode together.
#pragma once

#include "fracbit_cuda/weights.h"
#include "kernels/bits.h"
#include "kernels/fragments.h"

namespace fracbit_cuda {

// The look-up table in shared memory, every entry 2^copyBits times: lane l reads copy l mod
// 2^copyBits, which lie in different banks.
struct SharedTable {
    const std::uint32_t* entries = nullptr;
    int copyBits = 0;
    int copy = 0;

    FRACBIT_DEVICE std::uint32_t operator[](std::uint32_t index) const {
        return entries[(index << copyBits) + static_cast<std::uint32_t>(copy)];
    }
};

// An index of `bits` into a table of pairs, for VQ and for scalars of up to 6 bits.
struct PairDecoder {
    static constexpr int kPanels = 1; // of 16 columns, in a tile
    static constexpr int kTailStages = 2;
    int bits;
    std::uint32_t offset;

    FRACBIT_DEVICE PairDecoder(const WeightFormat& format, const Segment&, int lane)
        : bits(format.indexBits), offset(static_cast<std::uint32_t>(4 * bits * lane)) {}

    FRACBIT_DEVICE Fragment decode(BitString string, std::uint32_t tileBit, int,
                                   const SharedTable& table) const {
        Window window = windowAt(string, tileBit + offset);
        Fragment fragment;
        for (int reg = 0; reg < 4; ++reg) {
            fragment.words[reg] = table[window.first(bits)];
            window.advance(bits);
        }
        return fragment;
    }
};

// Two look-ups a word, for scalars whose table of pairs would be too large.
struct ScalarDecoder {
    static constexpr int kPanels = 1;
    static constexpr int kTailStages = 2;
    int bits;
    std::uint32_t offset;

    FRACBIT_DEVICE ScalarDecoder(const WeightFormat& format, const Segment&, int lane)
        : bits(format.indexBits), offset(static_cast<std::uint32_t>(8 * bits * lane)) {}

    FRACBIT_DEVICE Fragment decode(BitString string, std::uint32_t tileBit, int,
                                   const SharedTable& table) const {
        Window window = windowAt(string, tileBit + offset);
        Fragment fragment;
        for (int reg = 0; reg < 4; ++reg) {
            const std::uint32_t low = table[window.first(bits)];
            window.advance(bits);
            fragment.words[reg] = low | (table[window.first(bits)] << 16);
            window.advance(bits);
        }
        return fragment;
    }
};

// NormalFloat: the tile is 16 rows of a group of 64; every row has an fp16 scale.
struct GroupedDecoder {
    static constexpr int kPanels = 4;
    static constexpr int kTailStages = 4;
    static constexpr int kScaleBits = 16;
    int bits;
    int lane;

    FRACBIT_DEVICE GroupedDecoder(const WeightFormat& format, const Segment&, int laneIndex)
        : bits(format.indexBits), lane(laneIndex) {}

    FRACBIT_DEVICE Fragment decode(BitString string, std::uint32_t tileBit, int panel,
                                   const SharedTable& table) const {
        Fragment fragment;
        for (int reg = 0; reg < 4; ++reg) {
            const int row = fragmentRow(lane, reg);
            const int column = panel * kTile + fragmentColumn(lane, reg);
            const int at = kTile * kScaleBits + (row * 4 * kTile + column) * bits;
            const std::uint32_t scale =
                wordAt(string, tileBit + static_cast<std::uint32_t>(row * kScaleBits)) >> 16;
            const std::uint32_t codes = wordAt(string, tileBit + static_cast<std::uint32_t>(at));
            const std::uint32_t mask = (1u << bits) - 1;
            const std::uint32_t levels =
                table[codes >> (32 - bits)] | (table[(codes >> (32 - 2 * bits)) & mask] << 16);
            fragment.words[reg] = machine::multiplyHalves(levels, scale * 0x10001u);
        }
        return fragment;
    }
};

// The code of QTIP's "hybrid" trellis (Tseng et al., arXiv 2406.11235): x = s (s + 1) mod 2^16, its
// bits 14 ... 15 - n are an index, bit 15 negates the pair's first component.
struct HybridHash {
    std::uint32_t index;
    std::uint32_t sign; // 0x8000 or 0: of the lower half of the pair's word
};
FRACBIT_HOST_DEVICE HybridHash hybridHash(std::uint32_t state, int indexBits) {
    const std::uint32_t x = state * state + state;
    return {(x >> (15 - indexBits)) & ((1u << indexBits) - 1), x & 0x8000u};
}

// The code "mul1" of exllamav3: the sum of the bytes of state * 0x83DCD12D, less its mean 510.
inline constexpr std::uint32_t kComputedMultiplier = 0x83DCD12Du;
// fp16 numbers from 1024 to 2047 have steps of one: 0x6400 + n is 1024 + n for n < 1024.
inline constexpr std::uint32_t kHalf1024 = 0x6400u;

// 1024 + sum of the bytes, as fp16, of a product state * kComputedMultiplier.
FRACBIT_DEVICE std::uint32_t computedHalf(std::uint32_t product) {
    return machine::sumBytes(product, kHalf1024);
}
// Those of two states, in the halves of a word.
FRACBIT_DEVICE std::uint32_t computedHalves(std::uint32_t first, std::uint32_t second) {
    return computedHalf(first * kComputedMultiplier) |
           (computedHalf(second * kComputedMultiplier) << 16);
}

// From two of those to two values, for products and the search alike: y = (sum - 510) / 32, which
// fp16 holds exactly.
struct ByteSum {
    static constexpr std::uint32_t kHalves1Over32 = 0x28002800u;
    static constexpr std::uint32_t kHalvesMean = 0xD1FED1FEu; // -(1024 + 510) / 32, twice

    FRACBIT_DEVICE explicit ByteSum(const ComputedValue&) {}
    FRACBIT_DEVICE std::uint32_t operator()(std::uint32_t halves) const {
        return machine::fuseHalves(halves, kHalves1Over32, kHalvesMean);
    }
};

// y + third y^3 + fifth y^5 with y = (sum - 510) / 64, exact and below 8. The polynomial is divided
// by its first coefficient (ComputedValue::unit has it), so that the last operation, y + w y, is
// the only one whose rounding counts in full: w, below 0.61 in the palette, has the others'. The
// unit of 64 keeps y^2 at 64 and the coefficients within fp16's range. Of all states at all rates
// the relative error is at most 1.54 * 2^-11, rms 0.44 * 2^-11; rounding exact values to fp16 once
// has 1 and 0.41 (tests/cuda/test_product.cpp).
struct ByteSumPolynomial {
    static constexpr std::uint32_t kHalves1Over64 = 0x24002400u;
    static constexpr std::uint32_t kHalvesMean = 0xCDFECDFEu; // -(1024 + 510) / 64, twice
    std::uint32_t third;
    std::uint32_t fifth;

    FRACBIT_DEVICE explicit ByteSumPolynomial(const ComputedValue& value)
        : third(value.third), fifth(value.fifth) {}
    FRACBIT_DEVICE std::uint32_t operator()(std::uint32_t halves) const {
        const std::uint32_t y = machine::fuseHalves(halves, kHalves1Over64, kHalvesMean);
        const std::uint32_t square = machine::multiplyHalves(y, y);
        const std::uint32_t w =
            machine::multiplyHalves(square, machine::fuseHalves(fifth, square, third));
        return machine::fuseHalves(w, y, y);
    }
};

// Where step `step` of `steps` begins in a tile's string of `tileBits` bits.
FRACBIT_HOST_DEVICE constexpr std::uint32_t stepBit(std::uint32_t step, std::uint32_t tileBits,
                                                    std::uint32_t steps) {
    return step * tileBits / steps;
}
// How many bits of a window at `offset` come before the tile's end; see wrapped().
FRACBIT_HOST_DEVICE constexpr int keptBits(std::uint32_t offset, std::uint32_t tileBits) {
    return tileBits - offset < 63 ? static_cast<int>(tileBits - offset) : 63;
}

inline constexpr int kHybridStateBits = 16;

// Two weights a step, the same number of new bits at every step.
struct TrellisDecoder {
    static constexpr int kPanels = 1;
    static constexpr int kTailStages = 2;
    static constexpr std::uint32_t kSteps = 128; // of a tile; four a lane
    int indexBits;
    int shift;
    std::uint32_t offset;
    int keep;

    FRACBIT_DEVICE TrellisDecoder(const WeightFormat& format, const Segment& segment, int lane)
        : indexBits(format.indexBits), shift(static_cast<int>(segment.tileBits / kSteps)),
          offset(static_cast<std::uint32_t>(4 * shift * lane)),
          keep(keptBits(offset, segment.tileBits)) {}

    FRACBIT_DEVICE Fragment decode(BitString string, std::uint32_t tileBit, int,
                                   const SharedTable& table) const {
        Window window = windowAt(string, tileBit + offset);
        window = wrapped(window, machine::shuffle(window.high, 0), keep);
        Fragment fragment;
        for (int reg = 0; reg < 4; ++reg) {
            const HybridHash hash = hybridHash(window.first(kHybridStateBits), indexBits);
            fragment.words[reg] = table[hash.index] ^ hash.sign;
            window.advance(shift);
        }
        return fragment;
    }
};

// One weight a step, a number of new bits that alternates. Up to 6 bits a weight the eight states
// of a lane fit in one window, beyond they need two (kWindows). `Value` is one of the two above.
template <int kWindows, class Value>
struct ComputedDecoder {
    static constexpr int kPanels = 1;
    static constexpr int kTailStages = 2;
    static constexpr std::uint32_t kSteps = 256; // of a tile; eight a lane
    static constexpr int kWindowSteps = 8 / kWindows;
    Value value;
    int stateBits;
    std::uint32_t offset[kWindows];
    int keep[kWindows];
    int shift[8];

    FRACBIT_DEVICE ComputedDecoder(const WeightFormat& format, const Segment& segment, int lane)
        : value(format.value), stateBits(format.stateBits) {
        const auto firstStep = static_cast<std::uint32_t>(8 * lane);
        for (std::uint32_t i = 0; i < 8; ++i)
            shift[i] = static_cast<int>(stepBit(firstStep + i + 1, segment.tileBits, kSteps) -
                                        stepBit(firstStep + i, segment.tileBits, kSteps));
        for (std::uint32_t w = 0; w < kWindows; ++w) {
            offset[w] = stepBit(firstStep + kWindowSteps * w, segment.tileBits, kSteps);
            keep[w] = keptBits(offset[w], segment.tileBits);
        }
    }

    FRACBIT_DEVICE Fragment decode(BitString string, std::uint32_t tileBit, int,
                                   const SharedTable&) const {
        Fragment fragment;
        std::uint32_t head = 0; // of the tile: what lane 0 reads first
        for (int w = 0; w < kWindows; ++w) {
            Window window = windowAt(string, tileBit + offset[w]);
            if (w == 0)
                head = machine::shuffle(window.high, 0);
            window = wrapped(window, head, keep[w]);
            for (int step = 0; step < kWindowSteps; step += 2) {
                const int i = w * kWindowSteps + step;
                const std::uint32_t first = window.first(stateBits);
                window.advance(shift[i]);
                fragment.words[i / 2] = value(computedHalves(first, window.first(stateBits)));
                window.advance(shift[i + 1]);
            }
        }
        return fragment;
    }
};

} // namespace fracbit_cuda
