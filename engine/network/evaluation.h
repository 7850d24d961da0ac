// How good a model is on a text: perplexity, and divergence from a reference model.
#pragma once

#include "network/network.h"

#include <optional>

namespace fracbit::network {

struct EvaluationOptions {
    std::int64_t context = 512; // tokens a window
    std::int64_t windows = 0;   // 0: all whole windows
};

// Over whole, non-overlapping windows; every position but the first of each counts. A window of
// `context` tokens thus gives context - 1 predictions.
struct Evaluation {
    std::int64_t tokens = 0; // predictions counted
    std::int64_t windows = 0;
    double nll = 0;        // mean, nats
    double perplexity = 0; // exp(nll)
    // Against the reference; mean over the same predictions. KL(reference || model) in nats; its
    // standard error is over windows, which are independent where neighbouring tokens are not.
    std::optional<double> kl;
    std::optional<double> klStandardError;
    std::optional<double> sameTop; // share of predictions whose most probable token agrees
};

// Throws Error(InvalidArgument) when the text is shorter than one window or context < 2, or when
// the two models' vocabularies differ.
Evaluation evaluate(const Network& model, const Network* reference, std::span<const TokenId> tokens,
                    const EvaluationOptions& options, const RunContext& context);

} // namespace fracbit::network
