#include "network/forward/rope_frequencies.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace fracbit::network {

namespace {

// transformers' _compute_llama3_parameters: long wavelengths are stretched by `factor`, short ones
// kept, those between interpolated.
double llama3Frequency(double frequency, const checkpoint::Rope& rope) {
    const double original = static_cast<double>(rope.originalContext);
    const double wavelength = 2.0 * std::numbers::pi / frequency;
    if (wavelength < original / rope.highFrequencyFactor)
        return frequency;
    if (wavelength > original / rope.lowFrequencyFactor)
        return frequency / rope.factor;
    const double smooth = (original / wavelength - rope.lowFrequencyFactor) /
                          (rope.highFrequencyFactor - rope.lowFrequencyFactor);
    return (1.0 - smooth) * frequency / rope.factor + smooth * frequency;
}

double frequencyOf(double theta, std::size_t pair, const checkpoint::Rope& rope) {
    return std::pow(theta, -2.0 * static_cast<double>(pair) / static_cast<double>(rope.dimensions));
}

// transformers' find_correction_dim(): the pair that turns so often within the original context.
double pairThatTurns(double times, const checkpoint::Rope& rope) {
    return static_cast<double>(rope.dimensions) *
           std::log(static_cast<double>(rope.originalContext) / (times * 2 * std::numbers::pi)) /
           (2 * std::log(rope.theta));
}

// transformers' _compute_yarn_parameters: pairs up to a first bound keep their frequencies, those
// behind a second are stretched by `factor`, those between interpolated.
double yarnFrequency(double frequency, std::size_t pair, const checkpoint::Rope& rope) {
    double low = pairThatTurns(rope.betaFast, rope);
    double high = pairThatTurns(rope.betaSlow, rope);
    if (rope.wholeBounds) {
        low = std::floor(low);
        high = std::ceil(high);
    }
    low = std::max(low, 0.0);
    high = std::min(high, static_cast<double>(rope.dimensions - 1));
    if (low == high)
        high += 0.001; // no division by zero
    const double stretched = std::clamp((static_cast<double>(pair) - low) / (high - low), 0.0, 1.0);
    return stretched * frequency / rope.factor + (1 - stretched) * frequency;
}

// transformers' _compute_dynamic_ntk_parameters.
double dynamicTheta(const checkpoint::Rope& rope, std::int64_t positions) {
    const auto length = static_cast<double>(std::max(positions, rope.originalContext));
    const double grown =
        rope.factor * length / static_cast<double>(rope.originalContext) - (rope.factor - 1);
    const auto dimensions = static_cast<double>(rope.dimensions);
    return rope.theta * std::pow(grown, dimensions / (dimensions - 2));
}

double scaled(std::size_t pair, const checkpoint::Rope& rope, std::int64_t positions) {
    const double frequency = frequencyOf(rope.theta, pair, rope);
    const bool isLong = positions > rope.originalContext && !rope.longDivisors.empty();
    const std::vector<float>& divisors = isLong ? rope.longDivisors : rope.frequencyDivisors;
    if (!divisors.empty())
        return frequency / static_cast<double>(divisors.at(pair));
    switch (rope.scaling) {
    case checkpoint::RopeScaling::None:
        return frequency;
    case checkpoint::RopeScaling::Linear:
        return frequency / rope.factor;
    case checkpoint::RopeScaling::Llama3:
        return llama3Frequency(frequency, rope);
    case checkpoint::RopeScaling::Yarn:
        return yarnFrequency(frequency, pair, rope);
    case checkpoint::RopeScaling::Dynamic:
        return frequencyOf(dynamicTheta(rope, positions), pair, rope);
    case checkpoint::RopeScaling::Proportional:
        return static_cast<std::int64_t>(pair) < rope.turnedPairs ? frequency / rope.factor : 0;
    case checkpoint::RopeScaling::LongRope:
        break; // has divisors
    }
    throw Error(ErrorCode::Internal, "unknown rope scaling");
}

} // namespace

RopeFrequencies ropeFrequencies(const checkpoint::Rope& rope, std::int64_t positions) {
    RopeFrequencies result{std::vector<double>(static_cast<std::size_t>(rope.dimensions / 2)),
                           rope.attentionFactor};
    for (std::size_t pair = 0; pair < result.radians.size(); ++pair)
        result.radians[pair] = scaled(pair, rope, positions);
    return result;
}

std::vector<RopeFrequencies> ropeFrequencies(const std::vector<checkpoint::Rope>& ropes,
                                             std::int64_t positions) {
    std::vector<RopeFrequencies> all;
    for (const checkpoint::Rope& rope : ropes)
        all.push_back(ropeFrequencies(rope, positions));
    return all;
}

} // namespace fracbit::network
