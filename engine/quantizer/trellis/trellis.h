// The bitshift trellis of QTIP (Tseng et al., arXiv 2406.11235, section 3.1), tail-biting.
//
// A tile is one circular string of B bits. The state of step t is the L bits of the string that
// begin at bit o(t), most significant first; the next state begins k(t) bits further on. So a
// state's successor is (s << k | new bits) mod 2^L, and every bit string is a valid code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fracbit::quantizer {

inline constexpr int kMostStateBits = 16; // what the paper has
inline constexpr int kMostShift = 10;     // new bits of a step

struct Trellis {
    int dimensions = 1;               // V: weights a step
    std::vector<std::uint8_t> shifts; // k(t), from 1 to kMostShift, of every step of a tile
    int stateBits = kMostStateBits;   // L, from 14 to 16

    std::size_t states() const { return std::size_t{1} << stateBits; }
    std::size_t steps() const { return shifts.size(); }
    int shiftBefore(std::size_t step) const {
        return shifts[step == 0 ? shifts.size() - 1 : step - 1];
    }
    // Distinct overlaps: the bits that the states of a step share with those of the next.
    std::size_t overlapsAfter(std::size_t step) const { return states() >> shifts[step]; }
    int tileBits() const; // B = sum of k(t)
};

// 256 weights a tile at `tileBits` bits, `dimensions` weights a step: the fractional part of the
// rate is spread evenly, k(t) = floor((t + 1) B / steps) - floor(t B / steps).
Trellis evenTrellis(int dimensions, int tileBits, int stateBits = kMostStateBits);

// What a tile's states stand for: `points` holds `dimensions` values for each of the 2^L states, in
// the units of the search.
struct TrellisCode {
    int dimensions = 1;
    std::vector<float> points;
};

// The code of the paper ("hybrid" of QTIP): x = s (s + 1) mod 2^16; bits 14 ... 15 - n of x are the
// index of a pair in the table, bit 15 negates the pair's first component. `table` holds 2^n pairs.
TrellisCode hybridCode(std::span<const float> table);

// Computed code "mul1" of exllamav3: the sum of the four bytes of s * 0x83DCD12D mod 2^32, which is
// close to Gaussian with mean 510 and standard deviation 147.7.
TrellisCode computedCode(int stateBits = kMostStateBits);

// The computed code with other values: c0 x + c1 x^3 + c2 x^5 + ... in the place of its value x.
TrellisCode polynomialCode(std::span<const float> coefficients, int stateBits = kMostStateBits);

} // namespace fracbit::quantizer
