#include "network/torch/rope.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

#include <cmath>

namespace fracbit::network {

RopeRows ropeRows(const RopeFrequencies& frequencies, std::int64_t begin, std::int64_t count) {
    const auto pairs = static_cast<std::int64_t>(frequencies.radians.size());
    RopeRows rows{at::empty({count, 1, pairs}, at::kFloat),
                  at::empty({count, 1, pairs}, at::kFloat)};
    float* cosine = rows.cosine.data_ptr<float>();
    float* sine = rows.sine.data_ptr<float>();
    for (std::int64_t position = begin; position < begin + count; ++position)
        for (const double radians : frequencies.radians) {
            const double angle = static_cast<double>(position) * radians;
            *cosine++ = static_cast<float>(frequencies.scale * std::cos(angle));
            *sine++ = static_cast<float>(frequencies.scale * std::sin(angle));
        }
    return rows;
}

std::vector<RopeRows> ropeRows(const std::vector<checkpoint::Rope>& ropes, std::int64_t begin,
                               std::int64_t count) {
    std::vector<RopeRows> all;
    for (const RopeFrequencies& frequencies : ropeFrequencies(ropes, begin + count))
        all.push_back(ropeRows(frequencies, begin, count));
    return all;
}

at::Tensor rotate(const at::Tensor& heads, const RopeRows& rows) {
    const std::int64_t half = rows.cosine.size(-1);
    const std::int64_t rest = heads.size(-1) - 2 * half;
    const at::Tensor first = heads.narrow(-1, 0, half);
    const at::Tensor second = heads.narrow(-1, half, half);
    const at::Tensor turnedFirst = first * rows.cosine - second * rows.sine;
    const at::Tensor turnedSecond = second * rows.cosine + first * rows.sine;
    if (rest == 0)
        return at::cat({turnedFirst, turnedSecond}, -1);
    return at::cat({turnedFirst, turnedSecond, heads.narrow(-1, 2 * half, rest)}, -1);
}

} // namespace fracbit::network
