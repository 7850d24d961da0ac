// What feedback of errors leaves of the loss of each layer (spec, section 8).
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"
#include "profiling/moments_file.h"
#include "profiling/profile_file.h"
#include "quantizer/feedback/feedback_factor.h"
#include "rotation/rotation.h"

#include <cstdint>
#include <optional>

namespace fracbit::profiling {

// With feedback, the loss of layer l is a_l ratio v(e) e for a scheme of relative error e.
//
// Derivation. In the notation of feedback_factor.h, with U the unit block factor of H + damping and
// n the quantizer's own errors of its targets, the layer's errors are E = n U^-1. Own errors are
// taken to be independent, of variance e v_k in column panel k, v_k the mean square of the
// corrected targets relative to the weights'. Then
//     ratio = c tr(U^-1 H U^-T) / tr(H)              (no damping: c tr(D) / tr(H)),
//     v_k   = 1 + e sum_j v_j |(U^-1)_jk|^2 / 16 ,   j < k ,
// to first order v(e) = 1 + growth e. Both are measured on noise that is fed back as errors are:
// the mean over rows is what the traces are. On the sample model growth is below 1, so that v
// is 1.02 at 2 bits and 1.00 at 4: what grows by half is the error of the weights, |n U^-1|^2, most
// of it where the inputs have little energy, and that is part of `ratio`.
//
// Feedback predicts each input from those before it, a linear regression, and H comes from a sample
// of n tokens: what is left on other text is more. With k inputs to predict from, the residual of a
// regression is (n + k) / (n - k) times as large on new data as on its own (for independent samples
// the expected final prediction error, Akaike 1969); c is that for the mean k = d / 2.
LayerFeedback feedbackGain(const quantizer::FeedbackFactor& factor,
                           std::optional<std::int64_t> tokens, const RunContext& context);

// Of every layer of a profile of this model, into ProfileLayer::feedback. `seed` is the rotation's.
// Memory: one factor, d_in^2 floats. Throws as MomentsFile::requireModel() and FeedbackFactor.
void setFeedbackGains(Profile& profile, const checkpoint::WeightSource& source,
                      const MomentsFile& moments, std::uint64_t seed, const RunContext& context);

// The factor of an input's moments in the basis that its layers are quantized in.
quantizer::FeedbackFactor feedbackFactor(const MomentsFile& moments, const std::string& input,
                                         const rotation::Rotation& rotation, double damping,
                                         const RunContext& context);

} // namespace fracbit::profiling
