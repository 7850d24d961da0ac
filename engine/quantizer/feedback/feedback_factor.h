// The factor of the activation moments that feedback of errors works with.
//
// For rotated moments H (d x d, symmetric) and errors E of a layer's weights (rows x d), the output
// error is tr(E H E^T) (spec, section 8). With the triangular factor H + damping = R R^T, R upper,
// it is |E R|^2 (and damping |E|^2 more), and column panel k of E R is
//     (E_k + C_k) R_kk ,     C_k = (sum_{j<k} E_j R_jk) R_kk^-1 ,
// which depends on the panels up to k alone. Panels are quantized from the first to the last, each
// with the target W_k - C_k: then E_k + C_k is the quantizer's own error of its target, and the
// loss is the sum of |own error_k R_kk|^2. That is LDLQ of QuIP (arXiv 2307.13304, section 3), with
// the columns in the other order and in blocks as in QTIP: U_jk = R_jk R_kk^-1 and D_k = R_kk
// R_kk^T are the block factors of H + damping = U D U^T. One R serves blocks of every width.
#pragma once

#include "base/progress.h"
#include "tensor/tensor.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace fracbit::quantizer {

// What is added to the diagonal of the moments, relative to its mean.
inline constexpr double kFeedbackDamping = 0.01;

// Immutable; safe to use from any thread.
class FeedbackFactor {
public:
    // `moments` gives the symmetric matrix, whose memory is then used for the factor. `damping` is
    // relative to the mean of the diagonal. A matrix that is not positive definite in spite of it,
    // for rounding, is asked for again and damped ten times as much, up to a damping above 1. None
    // when all moments are zero: no vector has come by (an expert that no token was sent to), so
    // nothing is known to weigh errors by. Throws Error(InvalidArgument) when the matrix is not
    // positive semidefinite, or its diagonal not finite.
    static std::optional<FeedbackFactor> make(const std::function<Tensor()>& moments,
                                              double damping, const RunContext& context);

    std::int64_t width() const { return factor_.rows(); }
    // Row i of R; entries in front of the diagonal are meaningless.
    std::span<const float> row(std::int64_t i) const { return factor_.row(i); }
    const float* values() const { return factor_.values.data(); }
    double damping() const { return damping_; }           // that was used, relative
    double meanDiagonal() const { return meanDiagonal_; } // tr(H) / d, without damping

    // tr(D) / tr(H + damping) with blocks of this many columns: what is left of a loss by feedback,
    // as far as the quantizer's error of a corrected target is the same as of the weights.
    double remaining(std::int64_t block) const;

private:
    FeedbackFactor() = default;

    Tensor factor_;
    double damping_ = 0;
    double meanDiagonal_ = 0;
};

} // namespace fracbit::quantizer
