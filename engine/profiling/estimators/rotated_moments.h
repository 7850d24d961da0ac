// Activation moments in the basis that weights are quantized in.
#pragma once

#ifndef FRACBIT_INSIDE_PROFILING
#error "private to engine/profiling"
#endif

#include "base/progress.h"
#include "rotation/rotation.h"
#include "tensor/tensor.h"

namespace fracbit::profiling {

// H := Q H Qᵀ for a symmetric matrix and the rotation Q of the input: rows, then columns. In place;
// threads: RunContext::threads, with the same result for any number.
void rotateMoments(Tensor& moments, const rotation::Rotation& rotation, const RunContext& context);

} // namespace fracbit::profiling
