#include "network/second_moments.h"

#include "base/parallel.h"
#include "network/torch/torch_module.h"

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
    if (!rows.shape.empty() && rows.shape.front() == 0)
        return; // an expert that nothing was sent to
    if (rows.shape.size() != 2 || rows.columns() != width_)
        throw Error(ErrorCode::Internal, "second moments of vectors of another width");
    const std::int64_t strips = (width_ + kStrip - 1) / kStrip;
    const TorchModule& torch = torchModule();
    parallelFor(static_cast<std::size_t>(strips), context, [&](std::size_t strip) {
        const std::int64_t begin = static_cast<std::int64_t>(strip) * kStrip;
        torch.addMoments(rows, begin, std::min(begin + kStrip, width_), sums_);
    });
    count_ += rows.rows();
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
