#include "network/torch/torch_module.h"
#include "network/torch/torch_support.h"

#include <ATen/ops/mm.h>

namespace fracbit::network {

void on_torch::addMoments(const Tensor& rows, std::int64_t begin, std::int64_t end,
                          std::span<double> triangle) {
    const InferenceScope scope(RunContext{});
    // libtorch has no read-only tensors; nothing writes to this one.
    const at::Tensor x = borrow(const_cast<std::vector<float>&>(rows.values), rows.shape);
    const std::int64_t width = rows.columns();
    const at::Tensor product =
        at::mm(x.narrow(1, begin, end - begin).t(), x.narrow(1, begin, width - begin));
    for (std::int64_t row = begin; row < end; ++row) {
        double* sums = triangle.data() + row * width - row * (row - 1) / 2;
        const float* from = product.data_ptr<float>() + (row - begin) * (width - begin + 1);
        for (std::int64_t j = 0; j < width - row; ++j)
            sums[j] += static_cast<double>(from[j]);
    }
}

} // namespace fracbit::network
