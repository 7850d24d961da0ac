#include "benchmark/cpu/arithmetic.h"

#include "quantizer/palette.h"
#include "quantizer/trellis/trellis_layout.h"

#include <bit>

namespace fracbit::bench {

using quantizer::Family;
using quantizer::Scheme;

namespace {

// Of an index: larger tables are looked up byte by byte, and beyond that in memory.
constexpr int kMostPermutedBits = 6;
constexpr int kMostByteBits = 10;

bool hasTrellis(Family family) {
    return family == Family::Tcq || family == Family::HalfTcq || family == Family::Ctcq ||
           family == Family::Ctcq14 || family == Family::Pctcq;
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
    const int permutes = bits <= 5 ? 1 : 2;
    return (1 + (permutes - 1) + 2 * (permutes + (permutes - 1)) + 2) / 2.0;
}

// Byte by byte (byte_lookup-inl.h), of 64 indices: tests of the bits that a permute of 128 entries
// leaves; permutes and blends for each plane; for each 16 numbers of two planes half a permute that
// joins bytes, 2.5 instructions to float32, a multiply-add.
double byteLookup(int bits, int planes) {
    const int permutes = bits <= 7 ? 1 : 1 << (bits - 7);
    const int tests = bits <= 7 ? 0 : bits - 7;
    return tests + planes * (permutes + permutes - 1) + planes / 2 * 4 * (0.5 + 2.5 + 1);
}

double byteScalarProduct(int bits) {
    return (2 + byteLookup(bits, 2)) / 4; // the indices: one word's bits, and bytes of them
}

// More than 8 bits of an index: 4 shifts, 2 blends, then 3 shifts and 2 blends to bytes.
double bytePairProduct(int bits) {
    return ((bits <= 8 ? 2 : 11) + byteLookup(bits, 4)) / 8;
}

// Of four states: 4 shifts and 2 blends, x = s (s + 1) twice (4), 3 shifts and 2 blends to bytes;
// the sign (2).
double hybridProduct(int bits) {
    return (6 + 4 + 5 + 2 + byteLookup(bits, 4)) / 8;
}

// Of 16 weights: state (shift, mask); product, sum of its bytes, conversion; multiply-add.
constexpr double kComputedProduct = 6;
constexpr double kPolynomialProduct = kComputedProduct + 4; // odd, of fifth degree

double vectorProduct(int bits) {
    if (bits > kMostByteBits)
        return 0;
    return bits > kMostPermutedBits ? bytePairProduct(bits) : planarProduct(bits);
}

double tableTrellisProduct(Scheme scheme) {
    const auto& table = quantizer::quantizer(scheme).codebook().table;
    const int bits = std::countr_zero(table.size() / 2);
    return bits > kMostByteBits ? 0 : hybridProduct(bits);
}

// Vector instructions for 16 weights; 0 where the kernel looks up in memory.
double productInstructions(Scheme scheme) {
    const int bits = scheme.rate256 / 256;
    switch (scheme.family) {
    case Family::Nuq:
    case Family::Nf:
        return bits > kMostPermutedBits ? byteScalarProduct(bits) : scalarProduct(bits);
    case Family::Uniform:
        return scalarProduct(bits);
    case Family::Vq:
        return vectorProduct(scheme.rate256 / 128);
    case Family::Ctcq:
    case Family::Ctcq14:
        return kComputedProduct;
    case Family::Pctcq:
        return kPolynomialProduct;
    case Family::Tcq:
    case Family::HalfTcq:
        return tableTrellisProduct(scheme);
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
