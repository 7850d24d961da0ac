// The order of work of quantization with feedback, whatever it is that rounds.
#pragma once

#include "base/progress.h"
#include "quantizer/feedback/feedback_factor.h"

#include <functional>
#include <span>
#include <vector>

namespace fracbit::quantizer {

// What turns targets into values that can be stored. Targets and values are row-major, `columns()`
// a row; rows beyond those of the weights are padding.
class PanelRounder {
public:
    virtual ~PanelRounder() = default;
    virtual std::int64_t columns() const = 0;    // of a panel
    virtual std::int64_t paddedRows() const = 0; // at least the weights'
    // Whether every value depends on its own target alone, by nearest(): then errors are fed back
    // within a panel, too, column by column, and round() sees targets that nearest() has seen.
    virtual bool isColumnwise() const { return false; }
    virtual float nearest(float target) const { return target; }
    virtual void round(std::int64_t panel, std::span<const float> targets,
                       std::span<float> values) = 0;
};

// What feedback leaves behind of one row w: e its errors, t its corrected targets.
struct FeedbackRow {
    double loss = 0;    // |e R|^2: the loss, damping included
    double targets = 0; // |t|^2
    double weights = 0; // |w|^2
    double cross = 0;   // w e
    double errors = 0;  // |e|^2
};

// Quantizes `weights` (rows x d, in whatever unit), panel after panel; on return they hold the
// errors, rounded value minus weight. Errors reach later panels of the same 128 columns at once and
// those behind them by one matrix product (the lazy batches of GPTQ, arXiv 2210.17323, section
// 3.2). Memory: another rows x d floats. `panelDone` (may be empty) is told the columns done.
// Deterministic for any number of threads as long as the rounder is.
std::vector<FeedbackRow> runFeedback(Tensor& weights, const FeedbackFactor& factor,
                                     PanelRounder& rounder, const RunContext& context,
                                     const std::function<void(std::int64_t)>& panelDone = {});

} // namespace fracbit::quantizer
