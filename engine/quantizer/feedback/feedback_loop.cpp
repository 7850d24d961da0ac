#include "quantizer/feedback/feedback_loop.h"

#include "base/parallel.h"
#include "quantizer/feedback/matrix_product.h"

#include <algorithm>
#include <vector>

namespace fracbit::quantizer {

namespace {

constexpr std::int64_t kBatch = kProductDepth; // columns whose errors reach the rest at once
constexpr std::size_t kRows = 32;              // a work item

class Loop {
public:
    Loop(Tensor& weights, const FeedbackFactor& factor, PanelRounder& rounder,
         const RunContext& context)
        : weights_(weights), factor_(factor), rounder_(rounder), context_(context),
          rows_(weights.rows()), width_(weights.columns()), panel_(rounder.columns()),
          sums_({rows_, width_}), targets_(static_cast<std::size_t>(rounder.paddedRows() * panel_)),
          values_(targets_.size()), accounts_(static_cast<std::size_t>(rows_)) {}

    std::vector<FeedbackRow> run(const std::function<void(std::int64_t)>& panelDone) {
        for (std::int64_t batch = 0; batch < width_; batch += kBatch) {
            const std::int64_t end = std::min(batch + kBatch, width_);
            for (std::int64_t begin = batch; begin < end; begin += panel_) {
                doPanel(begin, std::min(begin + panel_, width_), end);
                if (panelDone)
                    panelDone(std::min(begin + panel_, width_));
            }
            sendOn(batch, end);
        }
        return std::move(accounts_);
    }

private:
    void forRows(const std::function<void(std::int64_t)>& body) const {
        parallelFor(static_cast<std::size_t>(rows_), kRows, context_,
                    [&](std::size_t i) { body(static_cast<std::int64_t>(i)); });
    }

    void doPanel(std::int64_t begin, std::int64_t end, std::int64_t batchEnd) {
        std::fill(targets_.begin(), targets_.end(), 0.0f);
        forRows([&](std::int64_t i) { setTargets(i, begin, end); });
        rounder_.round(begin / panel_, targets_, values_);
        forRows([&](std::int64_t i) { keepErrors(i, begin, end, batchEnd); });
    }

    // W_k - C_k: a solution with the triangle R_kk, column by column. Where the rounder works
    // column by column, what is subtracted from later columns of the panel is the error that will
    // be made, instead of the part that makes up for C_k.
    void setTargets(std::int64_t i, std::int64_t begin, std::int64_t end) {
        const bool columnwise = rounder_.isColumnwise();
        float* targets = targets_.data() + i * panel_;
        float sums[kBatch];
        const std::int64_t size = end - begin;
        std::copy_n(sums_.row(i).data() + begin, size, sums);
        const float* weights = weights_.row(i).data() + begin;
        for (std::int64_t c = 0; c < size; ++c) {
            const float* factor = factor_.row(begin + c).data() + begin;
            const float correction = sums[c] / factor[c];
            targets[c] = weights[c] - correction;
            const float error =
                columnwise ? rounder_.nearest(targets[c]) - weights[c] : -correction;
            for (std::int64_t j = c + 1; j < size; ++j)
                sums[j] += error * factor[j];
        }
    }

    // |own errors R_kk|^2, with the blocks that errors were fed back between.
    double ownLoss(std::int64_t i, std::int64_t begin, std::int64_t size) const {
        const float* targets = targets_.data() + i * panel_;
        const float* values = values_.data() + i * panel_;
        const std::int64_t block = rounder_.isColumnwise() ? 1 : size;
        double products[kBatch] = {};
        for (std::int64_t c = 0; c < size; ++c) {
            const double own = static_cast<double>(values[c] - targets[c]);
            const float* factor = factor_.row(begin + c).data() + begin;
            for (std::int64_t j = c; j < std::min(c / block * block + block, size); ++j)
                products[j] += own * static_cast<double>(factor[j]);
        }
        double loss = 0;
        for (std::int64_t c = 0; c < size; ++c)
            loss += products[c] * products[c];
        return loss;
    }

    // The weights become errors, and reach the sums of later columns of the batch.
    void keepErrors(std::int64_t i, std::int64_t begin, std::int64_t end, std::int64_t batchEnd) {
        const float* targets = targets_.data() + i * panel_;
        const float* values = values_.data() + i * panel_;
        float* weights = weights_.row(i).data();
        float* sums = sums_.row(i).data();
        FeedbackRow& account = accounts_[static_cast<std::size_t>(i)];
        account.loss += ownLoss(i, begin, end - begin);
        for (std::int64_t c = begin; c < end; ++c) {
            const float weight = weights[c];
            const float error = values[c - begin] - weight;
            weights[c] = error;
            addProducts(account, weight, error, targets[c - begin]);
            const float* factor = factor_.row(c).data();
            for (std::int64_t j = end; j < batchEnd; ++j)
                sums[j] += error * factor[j];
        }
    }

    static void addProducts(FeedbackRow& account, double weight, double error, double target) {
        account.targets += target * target;
        account.weights += weight * weight;
        account.cross += weight * error;
        account.errors += error * error;
    }

    void sendOn(std::int64_t begin, std::int64_t end) {
        const std::int64_t rest = width_ - end;
        if (rest == 0)
            return;
        const MatrixView errors{weights_.values.data() + begin, rows_, end - begin, width_};
        const MatrixView factor{factor_.values() + begin * width_ + end, end - begin, rest, width_};
        addProduct(1, errors, factor, sums_.values.data() + end, width_, Part::All, context_);
    }

    Tensor& weights_;
    const FeedbackFactor& factor_;
    PanelRounder& rounder_;
    const RunContext& context_;
    std::int64_t rows_;
    std::int64_t width_;
    std::int64_t panel_;
    Tensor sums_; // E R of the columns done, for all columns
    std::vector<float> targets_;
    std::vector<float> values_;
    std::vector<FeedbackRow> accounts_;
};

} // namespace

std::vector<FeedbackRow> runFeedback(Tensor& weights, const FeedbackFactor& factor,
                                     PanelRounder& rounder, const RunContext& context,
                                     const std::function<void(std::int64_t)>& panelDone) {
    if (weights.columns() != factor.width())
        throw Error(ErrorCode::Internal, "feedback with moments of another width");
    return Loop(weights, factor, rounder, context).run(panelDone);
}

} // namespace fracbit::quantizer
