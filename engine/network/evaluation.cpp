#include "network/evaluation.h"

#include "base/parallel.h"
#include "network/forward/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fracbit::network {

namespace {

struct Prediction {
    double nll = 0;
    double kl = 0;
    bool sameTop = false;
};

std::size_t top(std::span<const float> row) {
    return static_cast<std::size_t>(std::ranges::max_element(row) - row.begin());
}

// The predictions of one window, in order.
std::vector<Prediction> predictions(const Logits& model, const Logits* reference,
                                    std::span<const TokenId> tokens, const RunContext& context) {
    std::vector<Prediction> result(tokens.size() - 1);
    parallelFor(result.size(), context, [&](std::size_t i) {
        const auto row = model.row(static_cast<std::int64_t>(i));
        const auto label = static_cast<std::size_t>(tokens[i + 1]);
        const double logSum = logSumExp(row);
        result[i].nll = logSum - static_cast<double>(row[label]);
        if (!reference)
            return;
        const auto truth = reference->row(static_cast<std::int64_t>(i));
        result[i].kl = divergence(truth, logSumExp(truth), row, logSum);
        result[i].sameTop = top(row) == top(truth);
    });
    return result;
}

// Sums over the predictions so far. Windows are equally long, so the mean of their means is the
// mean over all.
class Summary {
public:
    void add(const std::vector<Prediction>& window) {
        double kl = 0;
        for (const Prediction& prediction : window) {
            nll_ += prediction.nll;
            kl += prediction.kl;
            sameTop_ += prediction.sameTop ? 1 : 0;
        }
        tokens_ += static_cast<std::int64_t>(window.size());
        windowKl_.push_back(kl / static_cast<double>(window.size()));
    }

    Evaluation result(bool compared) const {
        Evaluation evaluation;
        const auto tokens = static_cast<double>(tokens_);
        evaluation.tokens = tokens_;
        evaluation.windows = static_cast<std::int64_t>(windowKl_.size());
        evaluation.nll = nll_ / tokens;
        evaluation.perplexity = std::exp(evaluation.nll);
        if (compared) {
            evaluation.kl = meanKl();
            evaluation.sameTop = static_cast<double>(sameTop_) / tokens;
            if (windowKl_.size() > 1)
                evaluation.klStandardError = klStandardError();
        }
        return evaluation;
    }

private:
    double meanKl() const {
        return std::accumulate(windowKl_.begin(), windowKl_.end(), 0.0) /
               static_cast<double>(windowKl_.size());
    }
    double klStandardError() const {
        const double mean = meanKl();
        const auto count = static_cast<double>(windowKl_.size());
        double squares = 0;
        for (const double kl : windowKl_)
            squares += (kl - mean) * (kl - mean);
        return std::sqrt(squares / (count - 1) / count);
    }

    double nll_ = 0;
    std::int64_t tokens_ = 0;
    std::int64_t sameTop_ = 0;
    std::vector<double> windowKl_;
};

std::int64_t windowCount(const Network& model, const Network* reference,
                         std::span<const TokenId> tokens, const EvaluationOptions& options) {
    if (options.context < 2)
        throw Error(ErrorCode::InvalidArgument, "a window needs at least 2 tokens");
    if (options.windows < 0)
        throw Error(ErrorCode::InvalidArgument, "the number of windows cannot be negative");
    if (reference && reference->config().vocabulary != model.config().vocabulary)
        throw Error(ErrorCode::InvalidArgument, "the models have different vocabularies (" +
                                                    std::to_string(model.config().vocabulary) +
                                                    " and " +
                                                    std::to_string(reference->config().vocabulary) +
                                                    " tokens) and cannot be compared");
    const auto whole = static_cast<std::int64_t>(tokens.size()) / options.context;
    if (whole == 0)
        throw Error(ErrorCode::InvalidArgument, "the text has " + std::to_string(tokens.size()) +
                                                    " tokens, fewer than one window of " +
                                                    std::to_string(options.context));
    return options.windows ? std::min(options.windows, whole) : whole;
}

} // namespace

Evaluation evaluate(const Network& model, const Network* reference, std::span<const TokenId> tokens,
                    const EvaluationOptions& options, const RunContext& context) {
    const std::int64_t windows = windowCount(model, reference, tokens, options);
    const auto length = static_cast<std::size_t>(options.context);
    const auto total = static_cast<std::uint64_t>(windows) * length;
    Summary summary;
    for (std::size_t done = 0; done < total; done += length) {
        context.report({"evaluate", {}, done, total, "tokens"});
        const auto window = tokens.subspan(done, length);
        const Logits logits = model.forward(window, context);
        const Logits truth = reference ? reference->forward(window, context) : Logits{};
        summary.add(predictions(logits, reference ? &truth : nullptr, window, context));
    }
    context.report({"evaluate", {}, total, total, "tokens"});
    return summary.result(reference != nullptr);
}

} // namespace fracbit::network
