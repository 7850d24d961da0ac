#include "network/second_moments.h"

#include "base/parallel.h"
#include "network/forward/torch_support.h"

#include <ATen/ops/mm.h>

#include <algorithm>

namespace fracbit::network {

namespace {

// Columns of a strip of the product, the work of one thread: wide enough for the matrix product to
// be efficient, narrow enough for the strips to be shared evenly.
constexpr std::int64_t kStrip = 128;

std::size_t triangle(std::int64_t width) {
    return static_cast<std::size_t>(width * (width + 1) / 2);
}

} // namespace

SecondMoments::SecondMoments(std::int64_t width) : width_(width), sums_(triangle(width)) {}

void SecondMoments::add(const Tensor& rows, const RunContext& context) {
    if (rows.shape.size() != 2 || rows.columns() != width_)
        throw Error(ErrorCode::Internal, "second moments of vectors of another width");
    const std::int64_t strips = (width_ + kStrip - 1) / kStrip;
    parallelFor(static_cast<std::size_t>(strips), context, [&](std::size_t strip) {
        addStrip(rows, static_cast<std::int64_t>(strip) * kStrip);
    });
    count_ += rows.rows();
}

// Rows [begin, begin + kStrip) of the triangle.
void SecondMoments::addStrip(const Tensor& rows, std::int64_t begin) {
    const InferenceScope scope(RunContext{});
    // libtorch has no read-only tensors; nothing writes to this one.
    const at::Tensor x = borrow(const_cast<std::vector<float>&>(rows.values), rows.shape);
    const std::int64_t size = std::min(kStrip, width_ - begin);
    const at::Tensor product =
        at::mm(x.narrow(1, begin, size).t(), x.narrow(1, begin, width_ - begin));
    for (std::int64_t i = 0; i < size; ++i) {
        const std::int64_t row = begin + i;
        double* sums = sums_.data() + row * width_ - row * (row - 1) / 2;
        const float* from = product.data_ptr<float>() + i * (width_ - begin) + i;
        for (std::int64_t j = 0; j < width_ - row; ++j)
            sums[j] += static_cast<double>(from[j]);
    }
}

std::vector<float> SecondMoments::mean() const {
    std::vector<float> result;
    result.reserve(sums_.size());
    const double scale = count_ > 0 ? 1.0 / static_cast<double>(count_) : 0.0;
    for (const double sum : sums_)
        result.push_back(static_cast<float>(scale * sum));
    return result;
}

} // namespace fracbit::network
