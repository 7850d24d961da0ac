#include "network/rope.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

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

std::vector<double> ropeFrequencies(const checkpoint::Rope& rope, std::int64_t headSize) {
    std::vector<double> frequencies(static_cast<std::size_t>(headSize / 2));
    for (std::size_t pair = 0; pair < frequencies.size(); ++pair) {
        const double exponent = 2.0 * static_cast<double>(pair) / static_cast<double>(headSize);
        frequencies[pair] = scaled(std::pow(rope.theta, -exponent), pair, rope);
    }
    return frequencies;
}

RopeRows ropeRows(const std::vector<double>& frequencies, std::int64_t begin, std::int64_t count) {
    const auto pairs = static_cast<std::int64_t>(frequencies.size());
    RopeRows rows{at::empty({count, 1, pairs}, at::kFloat),
                  at::empty({count, 1, pairs}, at::kFloat)};
    float* cosine = rows.cosine.data_ptr<float>();
    float* sine = rows.sine.data_ptr<float>();
    for (std::int64_t position = begin; position < begin + count; ++position)
        for (const double frequency : frequencies) {
            const double angle = static_cast<double>(position) * frequency;
            *cosine++ = static_cast<float>(std::cos(angle));
            *sine++ = static_cast<float>(std::sin(angle));
        }
    return rows;
}

at::Tensor rotate(const at::Tensor& heads, const RopeRows& rows) {
    const std::int64_t half = heads.size(-1) / 2;
    const at::Tensor first = heads.narrow(-1, 0, half);
    const at::Tensor second = heads.narrow(-1, half, half);
    return at::cat(
        {first * rows.cosine - second * rows.sine, second * rows.cosine + first * rows.sine}, -1);
}

} // namespace fracbit::network
