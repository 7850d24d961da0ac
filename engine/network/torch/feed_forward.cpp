#include "network/torch/feed_forward.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/clamp_max.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/gather.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/index_add.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/nonzero.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>

namespace fracbit::network {

using checkpoint::Activation;

namespace {

// Of Silu and GeluTanh.
at::Tensor activated(const at::Tensor& x, Activation activation) {
    return activation == Activation::GeluTanh ? at::gelu(x, "tanh") : at::silu(x);
}

// What the down projection reads.
at::Tensor gated(const at::Tensor& both, const checkpoint::FeedForward& description) {
    const std::int64_t size = both.size(-1) / 2;
    const at::Tensor gate = both.narrow(-1, 0, size);
    const at::Tensor up = both.narrow(-1, size, size);
    if (description.activation != Activation::ClampedSwiglu)
        return activated(gate, description.activation) * up;
    const double limit = description.limit;
    const at::Tensor g = at::clamp_max(gate, limit);
    return g * at::sigmoid(g * checkpoint::kClampedSwigluSlope) *
           (at::clamp(up, -limit, limit) + 1);
}

// One feed-forward, of rows [..., hidden].
at::Tensor feedForward(const Block& block, const FeedForwardInputs& inputs, const at::Tensor& x,
                       const ReadInputs& read) {
    const at::Tensor inner =
        gated(multiply(x, block.linears[inputs.gateUp]), block.description.feedForward);
    read.keep(inputs.gateUp, x);
    read.keep(inputs.down, inner);
    return multiply(inner, block.linears[inputs.down]);
}

// The chosen experts of each row, [rows, perToken], and what their outputs are worth.
struct Routing {
    at::Tensor experts;
    at::Tensor weights;
};

// By number, and each one's own factor.
Routing choice(const at::Tensor& scores, const checkpoint::Mixture& mixture,
               const ExpertNumbers& numbers) {
    Routing result{at::empty({scores.size(0), mixture.perToken}, at::kLong), {}};
    const auto experts = static_cast<std::size_t>(scores.size(1));
    for (std::int64_t row = 0; row < scores.size(0); ++row) {
        std::int64_t* at = result.experts.data_ptr<std::int64_t>() + row * mixture.perToken;
        const std::span some(scores.data_ptr<float>() + row * scores.size(1), experts);
        for (const ChosenExpert& chosen : chooseExperts(some, mixture, numbers))
            *at++ = static_cast<std::int64_t>(chosen.expert);
    }
    if (!numbers.scale.empty())
        result.weights =
            at::from_blob(const_cast<float*>(numbers.scale.data()), {std::ssize(numbers.scale)})
                .index_select(0, result.experts.reshape({-1}))
                .view(result.experts.sizes());
    return result;
}

Routing route(const Block& block, const checkpoint::Mixture& mixture, const at::Tensor& rows) {
    at::Tensor scores = at::mm(rows.to(at::kFloat), block.router.t());
    if (mixture.routerBias)
        scores = scores + block.routerBias;
    const bool alone = mixture.scores == checkpoint::RouterScores::Sigmoid;
    const at::Tensor probabilities = alone ? at::sigmoid(scores) : at::softmax(scores, -1);
    const Routing chosen = choice(scores.detach().contiguous(), mixture, block.expertNumbers);
    at::Tensor weights = probabilities.gather(1, chosen.experts);
    if (mixture.normalised)
        weights = weights / weights.sum(-1, true);
    if (chosen.weights.defined())
        weights = weights * chosen.weights;
    return {chosen.experts, mixture.scale == 1 ? weights : weights * mixture.scale};
}

at::Tensor sharedExpert(const Block& block, const checkpoint::Mixture& mixture,
                        const at::Tensor& rows, const ReadInputs& read) {
    const at::Tensor given =
        feedForward(block, *block.shared, rows.unsqueeze(0), read).squeeze(0).to(at::kFloat);
    if (mixture.ownNorms)
        return rmsNorm(given, block.sharedNormAfter, mixture.ownNorms->epsilon);
    return mixture.sharedGate
               ? given * at::sigmoid(at::mm(rows.to(at::kFloat), block.sharedGate.t()))
               : given;
}

// What the chosen experts of each row give together.
at::Tensor routed(const Block& block, const checkpoint::Mixture& mixture, const at::Tensor& rows,
                  const Routing& routing, const ReadInputs& read) {
    at::Tensor sum = at::zeros_like(rows);
    for (std::size_t expert = 0; expert < block.experts.size(); ++expert) {
        const at::Tensor sent =
            at::nonzero(routing.experts == static_cast<std::int64_t>(expert)); // [n, 2]
        const at::Tensor tokens = sent.select(1, 0);
        const at::Tensor some = rows.index_select(0, tokens).unsqueeze(0);
        if (tokens.size(0) == 0) {
            read.keep(block.experts[expert].gateUp, some);
            const std::int64_t inner = block.description.feedForward.intermediate;
            read.keep(block.experts[expert].down, at::empty({1, 0, inner}, some.options()));
            continue;
        }
        const at::Tensor output =
            feedForward(block, block.experts[expert], some, read).squeeze(0).to(at::kFloat);
        const at::Tensor weights = routing.weights.reshape({-1}).index_select(
            0, tokens * mixture.perToken + sent.select(1, 1));
        sum = sum.index_add(0, tokens, output * weights.unsqueeze(1));
    }
    return sum;
}

// The router and the experts behind norms of their own; rows of the block's state.
at::Tensor routedApart(const Block& block, const checkpoint::Mixture& mixture,
                       const at::Tensor& rows, const ReadInputs& read) {
    const double epsilon = mixture.ownNorms->epsilon;
    const double root = 1 / std::sqrt(static_cast<double>(rows.size(-1)));
    const Routing routing = route(block, mixture, rmsNorm(rows, block.routerScale * root, epsilon));
    const at::Tensor sum =
        routed(block, mixture, rmsNorm(rows, block.expertsNorm, epsilon), routing, read);
    return rmsNorm(sum, block.expertsNormAfter, epsilon);
}

// x and state [batch, positions, hidden], float32; so is the result.
at::Tensor mixed(const Block& block, const checkpoint::Mixture& mixture, const at::Tensor& x,
                 const at::Tensor& state, const ReadInputs& read) {
    const at::Tensor rows = x.reshape({-1, x.size(-1)});
    at::Tensor sum = mixture.ownNorms
                         ? routedApart(block, mixture, state.reshape({-1, x.size(-1)}), read)
                         : routed(block, mixture, rows, route(block, mixture, rows), read);
    if (block.shared)
        sum = sharedExpert(block, mixture, rows, read) + sum;
    return sum.view(x.sizes());
}

} // namespace

at::Tensor runFeedForward(const Block& block, const at::Tensor& x, const at::Tensor& state,
                          const ReadInputs& read) {
    const std::optional<checkpoint::Mixture>& mixture = block.description.feedForward.mixture;
    return mixture ? mixed(block, *mixture, x, state, read)
                   : feedForward(block, block.experts.front(), x, read);
}

at::Tensor runTokenBranch(const Block& block, const at::Tensor& x, const BlockSide& side,
                          const ReadInputs& read) {
    const at::Tensor gate = multiply(x, block.linears[block.tokenGate]);
    const at::Tensor inner = activated(gate, block.description.feedForward.activation) *
                             side.tokenInputs.select(2, block.index).to(gate.scalar_type());
    read.keep(block.tokenGate, x);
    read.keep(block.tokenProjection, inner);
    return multiply(inner, block.linears[block.tokenProjection]);
}

} // namespace fracbit::network
