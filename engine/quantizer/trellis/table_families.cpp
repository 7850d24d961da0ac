// The paper's trellis-coded quantization with a table: TCQ, and Half-TCQ at two neighbouring rates.
#include "quantizer/distortion_table.h"
#include "quantizer/tables/planar_tables.h"
#include "quantizer/trellis/rate_split.h"
#include "quantizer/trellis/trellis_families.h"
#include "quantizer/trellis/trellis_quantizer.h"

#include <algorithm>
#include <cmath>

namespace fracbit::quantizer {

namespace {

constexpr BitshiftTrellis kTcqCode{.values = BitshiftTrellis::Values::Table, .dimensions = 2};
constexpr BitshiftTrellis kHalfTcqCode{
    .values = BitshiftTrellis::Values::Table, .dimensions = 2, .twoRates = true};

// The paper's code book: 2^9 pairs up to 8 bits a step (of two weights), 2^10 at 9, 2^11 at 10
// (spec, section 3). The larger of two rates decides.
Codebook tableCodebook(int largestTileBits) {
    constexpr float kPaperScale = 0.9f; // rms of the weights that go into the paper's search
    const int stepBits = largestTileBits / 128;
    const auto table = trellisTable(std::max(9, stepBits + 1));
    return {{table.begin(), table.end()}, kPaperScale};
}

std::unique_ptr<Quantizer> makeTcqQuantizer(Scheme scheme) {
    return makeTrellisQuantizer(scheme, kTcqCode, tableCodebook(scheme.rate256));
}

std::unique_ptr<Quantizer> makeHalfTcqQuantizer(Scheme scheme) {
    return makeTrellisQuantizer(scheme, kHalfTcqCode,
                                tableCodebook(rateSplit(scheme, 1).higherTileBits));
}

const DistortionTable& tcqDistortions() {
    static const DistortionTable table{{{256, {0.28254, 0.00016}},
                                        {384, {0.1403, 8.6e-05}},
                                        {512, {0.070952, 4.7e-05}},
                                        {640, {0.03636, 2.7e-05}},
                                        {768, {0.018903, 1.7e-05}},
                                        {896, {0.010155, 1.4e-05}},
                                        {1024, {0.005882, 1.2e-05}},
                                        {1152, {0.0030321, 6.3e-06}},
                                        {1280, {0.0016, 3.2e-06}}},
                                       1 << 22,
                                       kPaperSeed};
    return table;
}

// Up to 3.75 bits, where one table serves both rates, each is the mean of the two.
const DistortionTable& halfTcqDistortions() {
    static const DistortionTable table{{{320, {0.21142, 8.9e-05}},
                                        {448, {0.10563, 4.9e-05}},
                                        {576, {0.053656, 2.7e-05}},
                                        {704, {0.027632, 1.6e-05}},
                                        {832, {0.014529, 1.1e-05}},
                                        {960, {0.0080185, 9.1e-06}},
                                        {1088, {0.0041395, 1.1e-05}},
                                        {1216, {0.0021827, 5.7e-06}}},
                                       1 << 22,
                                       kPaperSeed};
    return table;
}

// A mixture of two rates with one table, which differs in the shares only from the paper's equal
// mixture of the two.
StoredDistortion mixedDistortion(Scheme scheme) {
    constexpr int kStep = 128; // from one rate of TCQ to the next
    const int rest = scheme.rate256 % kStep;
    const int lower = scheme.rate256 - rest;
    const DistortionTable& table = halfTcqDistortions();
    const MeasuredDistortion& equal = table.byRate256.at(lower + kStep / 2);
    const MeasuredDistortion& higher = tcqDistortions().byRate256.at(lower + kStep);
    const double share = static_cast<double>(rest) / kStep;
    const double mean = (1 - share) * (2 * equal.mean - higher.mean) + share * higher.mean;
    const double error =
        std::hypot(2 * (1 - share) * equal.standardError, (2 * share - 1) * higher.standardError);
    if (2 * rest == kStep)
        return {{mean, error}, table.samples, table.seed};
    return {{mean, error}, 0, 0};
}

} // namespace

SchemeFamily tcqFamily() {
    return {.name = "tcq",
            .description = "trellis-coded with a table (Q-Palette)",
            .kind = FamilyKind::Trellis,
            .rates = {256, 5 * 256, 128, 0, 256, 128},
            .makeQuantizer = makeTcqQuantizer,
            .makeDecoder = makeTrellisDecoderOf<kTcqCode>,
            .distortion = [](Scheme s) { return tabulatedDistortion(tcqDistortions(), s); },
            .code = kTcqCode,
            .decodeRates = {.processor = 5.8, .tensor = 1, .simt = 0}};
}

SchemeFamily halfTcqFamily() {
    return {.name = "half-tcq",
            .description = "trellis-coded at two rates (Q-Palette), in any mixture",
            .kind = FamilyKind::Trellis,
            .rates = {257, 1279, 1, 128, 320, 128},
            .makeQuantizer = makeHalfTcqQuantizer,
            .makeDecoder = makeTrellisDecoderOf<kHalfTcqCode>,
            .distortion = mixedDistortion,
            .code = kHalfTcqCode,
            .decodeRates = {.processor = 5.8, .tensor = 1, .simt = 0}};
}

} // namespace fracbit::quantizer
