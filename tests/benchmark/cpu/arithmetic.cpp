#include "benchmark/cpu/arithmetic.h"

#include "quantizer/palette.h"
#include "quantizer/trellis/search/viterbi_units.h"
#include "quantizer/trellis/trellis_layout.h"

#include <bit>

namespace fracbit::bench {

using quantizer::BitshiftTrellis;
using quantizer::Scheme;

namespace {

// What follows counts the vector instructions of integer kernels (integer_walk-inl.h) for a group
// of 8 x 16 weights, whose products take four, and its share of ending rows two.
constexpr double kGroupWeights = 128;
constexpr double kSums = 4 + 2;

// Of an index: larger tables are looked up byte by byte.
constexpr int kMostPermutedBits = 6;
constexpr int kMostByteBits = 10;

// Bytes of `planes` planes for 64 indices, the index's bits beyond the 7 of a permute by tests of
// these bits and by blends; then two shifts and two blends that make numbers of each two planes.
double byteLookup(int bits, int planes) {
    const int permutes = bits <= 7 ? 1 : 1 << (bits - 7);
    const int tests = bits <= 7 ? 0 : bits - 7;
    return tests + planes * (permutes + permutes - 1) + planes / 2 * 4;
}

// Two indices from a word at a time, and a permute for each two.
double scalarGroup(int bits) {
    if (bits <= kMostPermutedBits)
        return 4 + 4;
    return 2 * 2 + 4 + 2 * byteLookup(bits, 2); // to bytes; in the order of pairs
}

double vectorGroup(int bits) {
    if (bits <= kMostPermutedBits)
        return 2 + 4;
    // More than 8 bits of an index: 4 shifts, 2 blends, then 3 shifts and 2 blends to bytes.
    return (bits <= 8 ? 2 : 11) + byteLookup(bits, 4);
}

// Of four states: 4 shifts and 2 blends, x = s (s + 1) twice (4), 3 shifts and 2 blends to bytes;
// the signs of two pairs (4).
double hybridGroup(int bits) {
    return 6 + 4 + 5 + 4 + byteLookup(bits, 4);
}

// Of eight states: shift, mask, product, sum of its bytes.
constexpr double kComputedGroup = 8 * 4;
// Of each pair of sums: distance from the mean, shift, four products and two sums.
constexpr double kPolynomialGroup = kComputedGroup + 4 * 8;

// 0 where the kernel looks up in memory, or there is none.
double groupInstructions(const quantizer::DecodedOnly&, Scheme) {
    return 0;
}

double groupInstructions(const quantizer::ScalarIndices&, Scheme scheme) {
    return scalarGroup(scheme.rate256 / 256);
}

double groupInstructions(const quantizer::PairIndices&, Scheme scheme) {
    const int index = 2 * scheme.rate256 / 256;
    return index > kMostByteBits ? 0 : vectorGroup(index);
}

double groupInstructions(const BitshiftTrellis& trellis, Scheme scheme) {
    if (trellis.values == BitshiftTrellis::Values::Computed)
        return kComputedGroup;
    if (trellis.values == BitshiftTrellis::Values::Polynomial)
        return kPolynomialGroup;
    const auto& table = quantizer::quantizer(scheme).codebook().table;
    const int index = std::countr_zero(table.size() / 2);
    return index > kMostByteBits ? 0 : hybridGroup(index);
}

const quantizer::RuntimeCode& runtimeCode(Scheme scheme) {
    return quantizer::familyInfo(scheme.family).code;
}

} // namespace

// The exact search offers every state its cost before the step plus its error, and keeps the
// better: 2^L states a step, 16-bit costs. One weight a step: difference, square, sum, minimum, for
// a vector of states, and each time that differences are doubled to use the 16 bits
// (viterbi_units.h). Two weights: four states share a point up to the sign of its first component
// (trellis.h): three differences and their squares, two sums of errors, and for each state a sum
// and a minimum. (To expand (t - x)^2 would save three of these 16, but t^2 + x^2 exceeds 16 bits
// where it matters, at outliers.) What turns the best costs around for the next step is not
// counted. Tiles bite their tails: the search goes around twice.
double encoderLimit(Scheme scheme, const VectorThroughput& throughput) {
    const auto* trellis = std::get_if<BitshiftTrellis>(&runtimeCode(scheme));
    if (!trellis)
        return 0;
    const auto code = trellisCode(*trellis, quantizer::quantizer(scheme).codebook());
    const double states =
        static_cast<double>(code.points.size()) / static_cast<double>(code.dimensions);
    const int doublings = quantizer::viterbiUnits(code, scheme.rate256 / 256.0).doublings;
    const double instructions =
        code.dimensions == 1 ? 4.0 + doublings : (3 * (2 + doublings) + 2 + 4 * 2) / 4.0;
    constexpr double kPasses = 2;
    const double lanes = 2 * static_cast<double>(throughput.lanes);
    return throughput.shorts * lanes * code.dimensions / (kPasses * states * instructions);
}

double productLimit(Scheme scheme, const VectorThroughput& throughput) {
    constexpr std::int64_t kLanes = 16; // of the instruction set that has integer kernels
    const double instructions = std::visit(
        [&](const auto& code) { return groupInstructions(code, scheme); }, runtimeCode(scheme));
    if (instructions <= 0 || throughput.lanes != kLanes)
        return 0;
    return throughput.floats * kGroupWeights / (instructions + kSums);
}

} // namespace fracbit::bench
