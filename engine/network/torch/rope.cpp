#include "network/torch/rope.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

#include <cmath>

namespace fracbit::network {

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
