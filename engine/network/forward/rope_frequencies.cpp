#include "network/forward/rope_frequencies.h"

#include "base/error.h"

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

double scaled(double frequency, std::size_t pair, const checkpoint::Rope& rope) {
    if (!rope.frequencyDivisors.empty())
        return frequency / static_cast<double>(rope.frequencyDivisors.at(pair));
    switch (rope.scaling) {
    case checkpoint::RopeScaling::None:
        return frequency;
    case checkpoint::RopeScaling::Linear:
        return frequency / rope.factor;
    case checkpoint::RopeScaling::Llama3:
        return llama3Frequency(frequency, rope);
    }
    throw Error(ErrorCode::Internal, "unknown rope scaling");
}

} // namespace

std::vector<double> ropeFrequencies(const checkpoint::Rope& rope) {
    std::vector<double> frequencies(static_cast<std::size_t>(rope.dimensions / 2));
    for (std::size_t pair = 0; pair < frequencies.size(); ++pair) {
        const double exponent =
            2.0 * static_cast<double>(pair) / static_cast<double>(rope.dimensions);
        frequencies[pair] = scaled(std::pow(rope.theta, -exponent), pair, rope);
    }
    return frequencies;
}

std::vector<std::vector<double>> ropeFrequencies(const std::vector<checkpoint::Rope>& ropes) {
    std::vector<std::vector<double>> all;
    for (const checkpoint::Rope& rope : ropes)
        all.push_back(ropeFrequencies(rope));
    return all;
}

} // namespace fracbit::network
