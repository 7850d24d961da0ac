// Feedback of errors, tried on noise: what feedback makes of a quantizer's own errors does not
// depend on the weights, so that rows of noise are samples of the errors of any row.
#pragma once

#ifndef FRACBIT_INSIDE_PROFILING
#error "private to engine/profiling"
#endif

#include "base/progress.h"
#include "quantizer/feedback/feedback_factor.h"
#include "tensor/tensor.h"

namespace fracbit::profiling {

struct FedBackNoise {
    Tensor errors;     // of the weights, rows x width, for own errors of variance 1
    double growth = 0; // mean square of what corrects the targets, relative to the own errors'
};

// Deterministic. Memory: the factor and a few matrices of 128 rows.
FedBackNoise feedBackNoise(const quantizer::FeedbackFactor& factor, const RunContext& context);

} // namespace fracbit::profiling
