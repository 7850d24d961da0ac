// What the encoders of this palette reach on N(0,1), as `fracbit palette --samples N --seed S` gave
// it, with the standard errors. Half-TCQ up to 3.75 bits, where one table serves both rates, is the
// mean of the two.
// tests/quantizer holds the table against the encoders.
#include "base/error.h"
#include "quantizer/palette.h"

#include <cmath>
#include <iterator>
#include <map>

namespace fracbit::quantizer {

namespace {

using Table = std::map<int, MeasuredDistortion>; // by rate in 256ths

const Table& tableOf(Family family) {
    static const std::map<Family, Table> tables{
        {Family::Nuq,
         {{512, {0.11751, 6e-05}},
          {768, {0.034565, 2.2e-05}},
          {1024, {0.009501, 7.6e-06}},
          {1280, {0.0025043, 2.6e-06}},
          {1536, {0.00064358, 8.4e-07}},
          {1792, {0.00016337, 2.6e-07}},
          {2048, {4.1185e-05, 6.4e-08}}}},
        {Family::Vq,
         {{384, {0.20119, 8.9e-05}},
          {512, {0.1076, 5.2e-05}},
          {640, {0.056955, 2.9e-05}},
          {768, {0.029704, 1.7e-05}},
          {896, {0.01525, 9.2e-06}},
          {1024, {0.0077665, 4.9e-06}},
          {1152, {0.003926, 2.6e-06}},
          {1280, {0.0019769, 1.4e-06}},
          {1408, {0.00099561, 7.2e-07}},
          {1536, {0.00049964, 3.8e-07}}}},
        {Family::Tcq,
         {{256, {0.28254, 0.00016}},
          {384, {0.1403, 8.6e-05}},
          {512, {0.070952, 4.7e-05}},
          {640, {0.03636, 2.7e-05}},
          {768, {0.018903, 1.7e-05}},
          {896, {0.010155, 1.4e-05}},
          {1024, {0.005882, 1.2e-05}},
          {1152, {0.0030321, 6.3e-06}},
          {1280, {0.0016, 3.2e-06}}}},
        {Family::HalfTcq,
         {{320, {0.21142, 8.9e-05}},
          {448, {0.10563, 4.9e-05}},
          {576, {0.053656, 2.7e-05}},
          {704, {0.027632, 1.6e-05}},
          {832, {0.014529, 1.1e-05}},
          {960, {0.0080185, 9.1e-06}},
          {1088, {0.0041395, 1.1e-05}},
          {1216, {0.0021827, 5.7e-06}}}},
        {Family::Ctcq, {{256, {0.27283, 0.00038}},     {320, {0.19406, 0.00028}},
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
                        {2048, {2.2258e-05, 7.9e-07}}}},
        {Family::Ctcq14,
         {{256, {0.27303, 0.00039}},
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
          {2048, {2.5056e-05, 1.7e-07}}}},
        {Family::Pctcq, {{256, {0.27266, 0.00039}},     {320, {0.19391, 0.00028}},
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
                         {2048, {1.9583e-05, 4.4e-08}}}},
        {Family::Uniform,
         {{512, {0.11887, 6.1e-05}},
          {768, {0.037445, 2.5e-05}},
          {1024, {0.011546, 1.1e-05}},
          {1280, {0.0034943, 5e-06}},
          {1536, {0.0010389, 2.3e-06}},
          {1792, {0.00030375, 1.1e-06}},
          {2048, {8.747e-05, 5e-07}}}},
        {Family::Nf,
         {{512, {0.31804, 0.00018}},
          {768, {0.038962, 2.1e-05}},
          {1024, {0.0084611, 4.2e-06}},
          {1280, {0.0024329, 1.6e-06}},
          {1536, {0.00088018, 8.7e-07}},
          {1792, {0.00038775, 5.4e-07}},
          {2048, {0.00020159, 3.5e-07}}}},
    };
    return tables.at(family);
}

// Fast encoders on more samples; the paper's with another seed than ours.
StoredDistortion measured(Scheme scheme, MeasuredDistortion value) {
    constexpr std::uint64_t kSeed = 20240607;
    constexpr std::uint64_t kSeedOfThePaper = 31337;
    switch (scheme.family) {
    case Family::Nuq:
    case Family::Uniform:
    case Family::Nf:
        return {value, 1 << 24, kSeed};
    case Family::Vq:
        return {value, 1 << 24, kSeedOfThePaper};
    case Family::Tcq:
    case Family::HalfTcq:
        return {value, 1 << 22, kSeedOfThePaper};
    case Family::Ctcq:
    case Family::Ctcq14:
    case Family::Pctcq:
        return {value, 1 << 20, kSeed};
    }
    throw Error(ErrorCode::Internal, "unknown quantizer family");
}

// A mixture of two rates with one table, which differs in the shares only from the paper's equal
// mixture of the two.
StoredDistortion mixedDistortion(Scheme scheme) {
    constexpr int kStep = 128; // from one rate of TCQ to the next
    const int rest = scheme.rate256 % kStep;
    const int lower = scheme.rate256 - rest;
    const MeasuredDistortion& equal = tableOf(Family::HalfTcq).at(lower + kStep / 2);
    const MeasuredDistortion& higher = tableOf(Family::Tcq).at(lower + kStep);
    const double share = static_cast<double>(rest) / kStep;
    const double mean = (1 - share) * (2 * equal.mean - higher.mean) + share * higher.mean;
    const double error =
        std::hypot(2 * (1 - share) * equal.standardError, (2 * share - 1) * higher.standardError);
    return 2 * rest == kStep ? measured(scheme, {mean, error})
                             : StoredDistortion{{mean, error}, 0, 0};
}

StoredDistortion interpolated(Scheme scheme, const Table::value_type& below,
                              const Table::value_type& above) {
    const double share = static_cast<double>(scheme.rate256 - below.first) /
                         static_cast<double>(above.first - below.first);
    const double mean =
        std::exp((1 - share) * std::log(below.second.mean) + share * std::log(above.second.mean));
    const auto relative = [](const MeasuredDistortion& value) {
        return value.standardError / value.mean;
    };
    const double error =
        mean * std::hypot((1 - share) * relative(below.second), share * relative(above.second));
    return {{mean, error}, 0, 0};
}

} // namespace

StoredDistortion storedDistortion(Scheme scheme) {
    if (scheme.family == Family::HalfTcq && exists(scheme))
        return mixedDistortion(scheme);
    const Table& table = tableOf(scheme.family);
    const auto above = table.lower_bound(scheme.rate256);
    if (!exists(scheme) || above == table.end())
        throw Error(ErrorCode::InvalidArgument, "the palette has no " + schemeName(scheme));
    return above->first == scheme.rate256 ? measured(scheme, above->second)
                                          : interpolated(scheme, *std::prev(above), *above);
}

double gaussianDistortion(Scheme scheme) {
    return storedDistortion(scheme).value.mean;
}

} // namespace fracbit::quantizer
