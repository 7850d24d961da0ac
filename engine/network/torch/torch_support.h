// Private to the network: where libtorch meets the engine's own types.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "base/progress.h"
#include "network/network.h"
#include "tensor/tensor.h"

#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

namespace fracbit::network {

// The number of threads libtorch (and the OpenMP BLAS behind it) uses is a property of the calling
// thread: every entry point sets it from its RunContext.
void useThreads(const RunContext& context);

// Opened by every entry point that needs no gradients: no autograd bookkeeping.
class InferenceScope {
public:
    explicit InferenceScope(const RunContext& context) { useThreads(context); }

private:
    c10::InferenceMode mode_;
};

at::ScalarType scalarType(Compute compute);

// Takes the values over without copying.
at::Tensor adopt(Tensor tensor);
// A tensor over memory that must outlive it.
at::Tensor borrow(std::span<float> values, at::IntArrayRef shape);
Tensor toTensor(const at::Tensor& values);

// Ids as an index tensor. Throws Error(InvalidArgument) for an empty list and for ids outside the
// vocabulary, naming the id.
at::Tensor tokenIndices(std::span<const TokenId> tokens, std::int64_t vocabulary);

// Tells the user, once in a process, when libtorch runs on the reference BLAS, which is tens of
// times slower than OpenBLAS.
void noteSlowBlas(const RunContext& context);

} // namespace fracbit::network
