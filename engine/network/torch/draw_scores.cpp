#include "base/parallel.h"
#include "base/random.h"
#include "network/forward/distribution.h"
#include "network/torch/decoder.h"
#include "network/torch/torch_module.h"
#include "network/torch/torch_support.h"
#include "network/torch/transformer_block.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros_like.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>

namespace fracbit::network {

using checkpoint::WeightSource;

namespace {

// Weights of the head in memory at a time: 64 MiB in float32.
constexpr std::int64_t kHeadPart = std::int64_t{1} << 24;

// Calls body(first row, rows) for consecutive parts of the head.
template <typename Body>
void forEachHeadPart(const WeightSource& source, const RunContext& context, Body&& body) {
    const auto& config = source.spec().config;
    const std::string name =
        config.tiedEmbeddings ? checkpoint::kEmbeddingTensor : checkpoint::kHeadTensor;
    const std::int64_t step = std::max<std::int64_t>(1, kHeadPart / config.hidden);
    for (std::int64_t begin = 0; begin < config.vocabulary; begin += step) {
        context.throwIfCancelled();
        const std::int64_t end = std::min(begin + step, config.vocabulary);
        body(begin, adopt(source.readRows(name, begin, end)));
    }
}

at::Tensor headLogits(const WeightSource& source, const at::Tensor& normed,
                      const RunContext& context) {
    at::Tensor logits = at::empty({normed.size(0), source.spec().config.vocabulary}, at::kFloat);
    forEachHeadPart(source, context, [&](std::int64_t begin, const at::Tensor& rows) {
        logits.narrow(1, begin, rows.size(0)).copy_(at::mm(normed, rows.t()));
    });
    finishLogits(source.spec().config, logits);
    return logits;
}

// The derivative of a logit by the product that it was made of (finishLogits).
float slope(const checkpoint::ModelConfig& config, float logit) {
    const double bent = config.logitSoftCap > 0 ? logit / config.logitSoftCap : 0.0;
    return static_cast<float>(config.logitScale * (1 - bent * bent));
}

// Draws a label from one row of logits and replaces the row by the gradient of its
// log-likelihood with respect to the head's products: one-hot(label) - p, times their slopes.
// Returns the log-likelihood.
double scoreRow(const checkpoint::ModelConfig& config, std::span<float> row, Random& random) {
    const double logSum = logSumExp(row);
    const auto label = static_cast<std::size_t>(drawToken(row, 1.0, random));
    const double likelihood = static_cast<double>(row[label]) - logSum;
    const float labelSlope = slope(config, row[label]);
    for (float& value : row)
        value = static_cast<float>(-std::exp(static_cast<double>(value) - logSum)) *
                slope(config, value);
    row[label] = static_cast<float>(-std::expm1(likelihood)) * labelSlope;
    return likelihood;
}

} // namespace

Scores on_torch::drawScores(const WeightSource& source, const Tensor& states, std::uint64_t seed,
                            const RunContext& context) {
    useThreads(context);
    const auto& config = source.spec().config;
    const at::Tensor norm = readNorm(source, checkpoint::kFinalNormTensor, config.finalNorm);
    const std::int64_t predictions = states.rows() - 1;
    if (predictions < 1)
        throw Error(ErrorCode::InvalidArgument, "a sequence needs at least two tokens");
    Tensor copy = states;
    const at::Tensor hidden = adopt(std::move(copy)).requires_grad_(true);
    const at::Tensor normed = rmsNorm(hidden.narrow(0, 0, predictions).narrow(1, 0, config.hidden),
                                      norm, config.finalNorm.epsilon);
    at::Tensor logits = headLogits(source, normed.detach(), context);
    std::vector<double> likelihoods(static_cast<std::size_t>(predictions));
    parallelFor(likelihoods.size(), context, [&](std::size_t i) {
        const auto width = static_cast<std::size_t>(config.vocabulary);
        Random random(mix64(seed) + i); // one a position: threads do not matter
        likelihoods[i] = scoreRow(config, {logits.data_ptr<float>() + i * width, width}, random);
    });
    at::Tensor gradient = at::zeros_like(normed).detach();
    forEachHeadPart(source, context, [&](std::int64_t begin, const at::Tensor& rows) {
        gradient += at::mm(logits.narrow(1, begin, rows.size(0)), rows);
    });
    const auto back = torch::autograd::grad({normed}, {hidden}, {gradient});
    Scores scores{toTensor(back.front()), 0, predictions};
    for (const double likelihood : likelihoods)
        scores.logLikelihood += likelihood;
    return scores;
}

} // namespace fracbit::network
