#include "torch_archive.h"

#include <ATen/core/Dict.h>
#include <ATen/core/ivalue.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/tensor.h>
#include <torch/csrc/jit/serialization/pickle.h>

namespace fracbit::tests {

std::string torchArchive() {
    using TensorDict = c10::Dict<std::string, at::Tensor>;
    TensorDict inner;
    inner.insert("long", at::arange(7, 9, at::kLong));
    c10::impl::GenericDict outer(c10::StringType::get(), c10::AnyType::get());
    outer.insert("float", at::arange(6, at::kFloat).reshape({2, 3}));
    outer.insert("half", at::arange(1, 5, at::kHalf));
    outer.insert("brain", at::arange(-1.5, -1.0, 1.0, at::kBFloat16));
    outer.insert("inner", inner);
    const std::vector<char> bytes = torch::jit::pickle_save(outer);
    return {bytes.begin(), bytes.end()};
}

} // namespace fracbit::tests
