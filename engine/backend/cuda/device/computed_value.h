// What kernels make of the states of computed codes. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#include "fracbit_cuda/weights.h"
#include "quantizer/quantizer.h"

namespace fracbit::backend::cuda {

// Of schemes with a computed code; all zero for others. Throws Error(InvalidFile) when the
// codebook's polynomial is not one that fp16 can evaluate.
fracbit_cuda::ComputedValue computedValue(quantizer::Scheme scheme,
                                          const quantizer::Codebook& codebook);

} // namespace fracbit::backend::cuda
