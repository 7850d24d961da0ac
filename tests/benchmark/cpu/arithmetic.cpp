#include "benchmark/cpu/arithmetic.h"

#include "quantizer/palette.h"
#include "quantizer/trellis/trellis_layout.h"

namespace fracbit::bench {

using quantizer::Family;
using quantizer::Scheme;

namespace {

bool hasTrellis(Family family) {
    return family == Family::Tcq || family == Family::HalfTcq || family == Family::Ctcq;
}

// Of 16 weights whose indices are looked up in a table of numbers in registers: taking the bits out
// of the words; permutes of 16 or 32 entries, and tests and blends that choose between them;
// multiply-add.
double scalarProduct(int bits) {
    const int permutes = bits <= 5 ? 1 : 1 << (bits - 5);
    const int tests = bits <= 5 ? 0 : bits - 5;
    return 1 + permutes + tests + (permutes - 1) + 1;
}

// The same with two weights an index, and so two tables.
double planarProduct(int bits) {
    constexpr int kMostInRegisters = 6;
    if (bits > kMostInRegisters)
        return 0;
    const int permutes = bits <= 5 ? 1 : 2;
    return (1 + (permutes - 1) + 2 * (permutes + (permutes - 1)) + 2) / 2.0;
}

// Of 16 weights: state (shift, mask); product, sum of its bytes, conversion; multiply-add.
constexpr double kComputedProduct = 6;

// Of four steps with a table of 512 pairs, 128 weights: states (4 shifts, 2 blends), x = s (s + 1)
// (2 additions, 2 products), index bytes (3) and upper bytes (2), their bits (3); four planes of 4
// permutes and 3 blends; the sign (1); bytes to pairs (4) and pairs to numbers (8 x 2.5);
// multiply-adds (8).
constexpr double kHybridProduct = (6 + 4 + 5 + 3 + 4 * 7 + 1 + 4 + 20 + 8) / 8.0;

// Vector instructions for 16 weights.
double productInstructions(Scheme scheme) {
    const int half = scheme.rate256 / 128;
    switch (scheme.family) {
    case Family::Nuq:
    case Family::Uniform:
    case Family::Nf:
        return scalarProduct(half / 2);
    case Family::Vq:
        return planarProduct(half);
    case Family::Ctcq:
        return kComputedProduct;
    case Family::Tcq:
    case Family::HalfTcq:
        return scheme.rate256 <= 4 * 256 ? kHybridProduct : 0;
    }
    return 0;
}

} // namespace

// The exact search offers every state its cost before the step plus its error, and keeps the
// better: 2^L states a step, 16-bit costs. One weight a step: difference, square, sum, minimum, for
// a vector of states. Two weights: four states share a point up to the sign of its first component
// (trellis.h), (t - x)^2 = t^2 + x^2 - 2 t x, so that both errors take 5 instructions (difference
// and square of the second component, the product t x, two sums) and each state 2. Tiles bite their
// tails: the search goes around twice.
double encoderLimit(Scheme scheme, const VectorThroughput& throughput) {
    if (!hasTrellis(scheme.family))
        return 0;
    const auto code = trellisCode(scheme, quantizer::quantizer(scheme).codebook());
    const double states =
        static_cast<double>(code.points.size()) / static_cast<double>(code.dimensions);
    const double instructions = code.dimensions == 1 ? 4.0 : (5 + 4 * 2) / 4.0;
    constexpr double kPasses = 2;
    const double lanes = 2 * static_cast<double>(throughput.lanes);
    return throughput.shorts * lanes * code.dimensions / (kPasses * states * instructions);
}

double productLimit(Scheme scheme, const VectorThroughput& throughput) {
    const double instructions = productInstructions(scheme);
    return instructions > 0
               ? throughput.floats * static_cast<double>(throughput.lanes) / instructions
               : 0;
}

} // namespace fracbit::bench
