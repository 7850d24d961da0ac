// What feedback of errors leaves of the loss of each layer (spec, section 8).
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"
#include "profiling/moments_file.h"
#include "profiling/profile_file.h"
#include "profiling/sample.h"
#include "profiling/sensitivity.h"
#include "quantizer/feedback/feedback_factor.h"
#include "rotation/basis.h"

#include <cstdint>
#include <optional>

namespace fracbit::profiling {

// With feedback, the loss of layer l is a_l ratio v(e) e for a scheme of relative error e.
//
// Derivation. In the notation of feedback_factor.h, with U the unit block factor of H + damping and
// n the quantizer's own errors of its targets, the layer's errors are E = n U^-1. Own errors are
// taken to be independent, of variance e v_k in column panel k, v_k the mean square of the
// corrected targets relative to the weights',
//     v_k = 1 + e sum_j v_j |(U^-1)_jk|^2 / 16 ,   j < k ,
// to first order v(e) = 1 + growth e. The loss of the whole network is 1/2 D' F D as for plain
// errors (sensitivity.h), with rows D_i = r_i n_i U^-1 R in the model's own basis, R the rotation,
// so that with g_i row i of the gradient
//     ratio = sum_i r_i^2 E|g_i R' U^-1'|^2 / sum_i r_i^2 E|g_i|^2 .
// Both sums come from one pass of the Fisher estimator over text that the moments have not seen;
// the square on top is the mean of (g_i p)^2 over samples p of n U^-1 R.
//
// Why not tr(D)/tr(H) of the factor, as the spec has it: that is what is left of the *output's*
// error on the moments' own text. A few tokens of great energy dominate H, and feedback cures their
// error first; what the loss of the network sees is weighted by gradients. And each prediction of
// an input from those before it is a regression that knows its own sample best. On the sample model
// the mixed allocations of 4.25 and 3.25 bits were foretold 27 % too low that way.
//
// Sets ProfileLayer::feedback of every layer of a profile of this model. Layers whose input no
// token of the moments has reached are quantized without feedback: nothing is gained there, and a
// note names the input. `sample`: other text than the moments'. `basis` and `rotationSeed` are
// those of the quantization; of rotated outputs nothing is seen, since own errors are alike in all
// rows. Memory: one factor, d_in^2 floats, beside what the estimator takes. Throws as
// MomentsFile::requireModel(), FeedbackFactor and SensitivityEstimator::estimate().
void setFeedbackGains(Profile& profile, const checkpoint::WeightSource& source,
                      const MomentsFile& moments, const Sample& sample, rotation::Basis basis,
                      std::uint64_t rotationSeed, const FisherOptions& options,
                      const RunContext& context);

// The factor of an input's moments in the basis that its layers are quantized in; none when the
// moments have seen no token there.
std::optional<quantizer::FeedbackFactor>
feedbackFactor(const MomentsFile& moments, const checkpoint::LayerInput& input,
               rotation::Basis basis, const std::optional<rotation::Rotation>& rotation,
               double damping, const RunContext& context);

} // namespace fracbit::profiling
