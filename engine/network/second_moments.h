// Second moments of vectors, accumulated exactly enough for millions of them.
#pragma once

#include "base/progress.h"
#include "tensor/tensor.h"

#include <cstdint>
#include <vector>

namespace fracbit::network {

// The sum of x xᵀ over the rows x of the matrices that are added: products of one matrix in
// float32, their sum in float64. Holds the upper triangle, row by row: width (width + 1) / 2
// doubles. Not thread-safe.
class SecondMoments {
public:
    explicit SecondMoments(std::int64_t width);

    std::int64_t width() const { return width_; }
    std::int64_t count() const { return count_; } // rows so far

    // {rows, width}. Throws Error(Internal) for another width. Threads: RunContext::threads.
    void add(const Tensor& rows, const RunContext& context);
    // The mean of x xᵀ: its upper triangle, row by row, in float32; zeros when nothing was added.
    std::vector<float> mean() const;

private:
    std::int64_t width_;
    std::int64_t count_ = 0;
    std::vector<double> sums_;
};

} // namespace fracbit::network
