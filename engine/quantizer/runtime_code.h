// How the bits of a layer become weights, as data: back ends build what their kernels read from
// these descriptions and know no scheme by name. A family whose codes are of none of these forms
// says DecodedOnly, and is multiplied with through its Decoder.
//
// In all of them the codes of a tile are one bit string, most significant bit first, in the order
// of tile_order.h; r is the scheme's rate in bits.
#pragma once

#include "quantizer/quantizer.h"

#include <variant>

namespace fracbit::quantizer {

// Only the Decoder knows.
struct DecodedOnly {};

// r bits a weight are the index of its level: r is a whole number.
struct ScalarIndices {
    enum class Levels {
        Table,   // the codebook's table holds all 2^r, ascending
        Uniform, // it holds the step alone; levels lie symmetrically around zero
    };
    Levels levels = Levels::Table;
    // NormalFloat: a tile is 16 rows of 64 columns, first an fp16 scale of each row, then the
    // indices row by row.
    bool rowGroupScales = false;
};

// 2 r bits are the index of the values of two neighbouring input weights in the codebook's table of
// 2^(2 r) pairs.
struct PairIndices {};

// A tile is a walk through a tail-biting bitshift trellis of 256 r bits, spread evenly over its
// steps (trellis.h). Values are divided by the codebook's scale.
struct BitshiftTrellis {
    enum class Values {
        Table,      // hybridCode() of the codebook's table
        Computed,   // computedCode()
        Polynomial, // polynomialCode() of the codebook's table
    };
    Values values = Values::Table;
    int dimensions = 1; // weights a step
    int stateBits = 16;
    bool twoRates = false; // each for a part of the panels (rate_split.h)
};

using RuntimeCode = std::variant<DecodedOnly, ScalarIndices, PairIndices, BitshiftTrellis>;

// All 2^bits levels of scalar indices, ascending.
std::vector<float> scalarLevels(const ScalarIndices& code, int bits, const Codebook& codebook);

} // namespace fracbit::quantizer
