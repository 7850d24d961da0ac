// Trellis-coded quantization with a code that is computed: no table, any 256th of a bit.
#include "quantizer/distortion_table.h"
#include "quantizer/tables/computed_tuning.h"
#include "quantizer/trellis/trellis_families.h"
#include "quantizer/trellis/trellis_quantizer.h"

namespace fracbit::quantizer {

namespace {

constexpr BitshiftTrellis kCtcqCode{.values = BitshiftTrellis::Values::Computed};
constexpr BitshiftTrellis kCtcq14Code{.values = BitshiftTrellis::Values::Computed, .stateBits = 14};
constexpr BitshiftTrellis kPctcqCode{.values = BitshiftTrellis::Values::Polynomial};

constexpr int kComputedFirst256 = 256;
constexpr int kComputedLast256 = 8 * 256;

template <const BitshiftTrellis& kCode>
std::unique_ptr<Quantizer> makeComputedQuantizer(Scheme scheme) {
    return makeTrellisQuantizer(scheme, kCode,
                                {{}, computedCodeScale(kCode.stateBits, scheme.rate())});
}

std::unique_ptr<Quantizer> makePctcqQuantizer(Scheme scheme) {
    return makeTrellisQuantizer(scheme, kPctcqCode, {polynomialCoefficients(scheme.rate()), 1});
}

const DistortionTable& ctcqDistortions() {
    static const DistortionTable table{
        {{256, {0.27283, 0.00038}},     {320, {0.19406, 0.00028}},
         {384, {0.13737, 0.0002}},      {448, {0.097109, 0.00014}},
         {512, {0.068492, 9.9e-05}},    {576, {0.048628, 7.1e-05}},
         {640, {0.034597, 5.1e-05}},    {704, {0.024591, 3.7e-05}},
         {768, {0.017419, 2.6e-05}},    {832, {0.012398, 1.9e-05}},
         {896, {0.0088203, 1.3e-05}},   {960, {0.0062837, 1e-05}},
         {1024, {0.004464, 7.7e-06}},   {1088, {0.0031744, 5.8e-06}},
         {1152, {0.002261, 4.5e-06}},   {1216, {0.001618, 3.7e-06}},
         {1280, {0.0011527, 3.1e-06}},  {1344, {0.00082485, 2.5e-06}},
         {1408, {0.00059062, 2e-06}},   {1472, {0.0004231, 1.7e-06}},
         {1536, {0.00030239, 1.6e-06}}, {1600, {0.00021771, 1.3e-06}},
         {1664, {0.00015638, 1.1e-06}}, {1728, {0.00011294, 1e-06}},
         {1792, {8.1709e-05, 9.5e-07}}, {1856, {5.9128e-05, 9.1e-07}},
         {1920, {4.271e-05, 8.7e-07}},  {1984, {3.0815e-05, 8.3e-07}},
         {2048, {2.2258e-05, 7.9e-07}}},
        1 << 20,
        kOwnSeed};
    return table;
}

const DistortionTable& ctcq14Distortions() {
    static const DistortionTable table{{{256, {0.27303, 0.00039}},
                                        {384, {0.1392, 0.0002}},
                                        {512, {0.070427, 0.0001}},
                                        {640, {0.035584, 5.3e-05}},
                                        {768, {0.018059, 2.8e-05}},
                                        {896, {0.009182, 1.5e-05}},
                                        {1024, {0.0047135, 8.9e-06}},
                                        {1152, {0.0024083, 5.6e-06}},
                                        {1280, {0.0012272, 3.2e-06}},
                                        {1408, {0.00064133, 2.1e-06}},
                                        {1536, {0.00033526, 1.6e-06}},
                                        {1664, {0.00017624, 1.2e-06}},
                                        {1792, {9.3308e-05, 5.8e-07}},
                                        {1920, {4.8916e-05, 3.4e-07}},
                                        {2048, {2.5056e-05, 1.7e-07}}},
                                       1 << 20,
                                       kOwnSeed};
    return table;
}

const DistortionTable& pctcqDistortions() {
    static const DistortionTable table{
        {{256, {0.27266, 0.00039}},     {320, {0.19391, 0.00028}},
         {384, {0.13716, 0.00019}},     {448, {0.096862, 0.00014}},
         {512, {0.068223, 9.9e-05}},    {576, {0.048405, 6.9e-05}},
         {640, {0.034384, 4.8e-05}},    {704, {0.02441, 3.5e-05}},
         {768, {0.01725, 2.5e-05}},     {832, {0.012262, 1.8e-05}},
         {896, {0.0087109, 1.3e-05}},   {960, {0.0061938, 9.5e-06}},
         {1024, {0.0043911, 6.9e-06}},  {1088, {0.0031164, 4.7e-06}},
         {1152, {0.0022126, 3.4e-06}},  {1216, {0.0015746, 2.4e-06}},
         {1280, {0.0011196, 1.7e-06}},  {1344, {0.00079709, 1.2e-06}},
         {1408, {0.00056751, 8.4e-07}}, {1472, {0.0004045, 6.2e-07}},
         {1536, {0.00028754, 4.5e-07}}, {1600, {0.00020567, 3.3e-07}},
         {1664, {0.00014684, 2.3e-07}}, {1728, {0.00010547, 1.6e-07}},
         {1792, {7.5764e-05, 1.2e-07}}, {1856, {5.4391e-05, 8.1e-08}},
         {1920, {3.8807e-05, 5.8e-08}}, {1984, {2.7593e-05, 4.3e-08}},
         {2048, {1.9583e-05, 4.4e-08}}},
        1 << 20,
        kOwnSeed};
    return table;
}

} // namespace

SchemeFamily ctcqFamily() {
    return {.name = "ctcq",
            .description = "trellis-coded with a computed code",
            .kind = FamilyKind::Trellis,
            .rates = {kComputedFirst256, kComputedLast256, 1, 0, kComputedFirst256, 64},
            .makeQuantizer = makeComputedQuantizer<kCtcqCode>,
            .makeDecoder = makeTrellisDecoderOf<kCtcqCode>,
            .distortion = [](Scheme s) { return tabulatedDistortion(ctcqDistortions(), s); },
            .code = kCtcqCode,
            .decodeRates = {.processor = 12, .tensor = 1, .simt = 0}};
}

SchemeFamily ctcq14Family() {
    return {.name = "ctcq14",
            .description = "as ctcq, encoded four times as fast",
            .kind = FamilyKind::Trellis,
            .rates = {kComputedFirst256, kComputedLast256, 1, 0, kComputedFirst256, 128},
            .onRequest = true,
            .makeQuantizer = makeComputedQuantizer<kCtcq14Code>,
            .makeDecoder = makeTrellisDecoderOf<kCtcq14Code>,
            .distortion = [](Scheme s) { return tabulatedDistortion(ctcq14Distortions(), s); },
            .code = kCtcq14Code,
            .decodeRates = {.processor = 7.4, .tensor = 1, .simt = 0}};
}

SchemeFamily pctcqFamily() {
    return {.name = "pctcq",
            .description = "trellis-coded with a polynomial of the computed code",
            .kind = FamilyKind::Trellis,
            .rates = {kComputedFirst256, kComputedLast256, 1, 0, kComputedFirst256, 64},
            .makeQuantizer = makePctcqQuantizer,
            .makeDecoder = makeTrellisDecoderOf<kPctcqCode>,
            .distortion = [](Scheme s) { return tabulatedDistortion(pctcqDistortions(), s); },
            .code = kPctcqCode,
            .decodeRates = {.processor = 5, .tensor = 1, .simt = 0}};
}

} // namespace fracbit::quantizer
