#include "network/torch/feed_forward.h"

#include "network/forward/expert_choice.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/clamp_max.h>
#include <ATen/ops/empty.h>
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

namespace fracbit::network {

using checkpoint::Activation;

namespace {

// What the down projection reads.
at::Tensor gated(const at::Tensor& both, const checkpoint::FeedForward& description) {
    const std::int64_t size = both.size(-1) / 2;
    const at::Tensor gate = both.narrow(-1, 0, size);
    const at::Tensor up = both.narrow(-1, size, size);
    switch (description.activation) {
    case Activation::Silu:
        return at::silu(gate) * up;
    case Activation::GeluTanh:
        return at::gelu(gate, "tanh") * up;
    case Activation::ClampedSwiglu: {
        const double limit = description.limit;
        const at::Tensor g = at::clamp_max(gate, limit);
        return g * at::sigmoid(g * checkpoint::kClampedSwigluSlope) *
               (at::clamp(up, -limit, limit) + 1);
    }
    }
    throw Error(ErrorCode::Internal, "unknown activation");
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

// By number, [rows, perToken].
at::Tensor choice(const at::Tensor& scores, const checkpoint::Mixture& mixture,
                  const std::vector<float>& bias) {
    at::Tensor result = at::empty({scores.size(0), mixture.perToken}, at::kLong);
    const auto experts = static_cast<std::size_t>(scores.size(1));
    for (std::int64_t row = 0; row < scores.size(0); ++row) {
        std::int64_t* at = result.data_ptr<std::int64_t>() + row * mixture.perToken;
        const std::span some(scores.data_ptr<float>() + row * scores.size(1), experts);
        for (const ChosenExpert& chosen : chooseExperts(some, mixture, bias))
            *at++ = static_cast<std::int64_t>(chosen.expert);
    }
    return result;
}

// The chosen experts of each row, [rows, perToken], and what their outputs are worth.
struct Routing {
    at::Tensor experts;
    at::Tensor weights;
};
Routing route(const Block& block, const checkpoint::Mixture& mixture, const at::Tensor& rows) {
    at::Tensor scores = at::mm(rows.to(at::kFloat), block.router.t());
    if (mixture.routerBias)
        scores = scores + block.routerBias;
    const bool alone = mixture.scores == checkpoint::RouterScores::Sigmoid;
    const at::Tensor probabilities = alone ? at::sigmoid(scores) : at::softmax(scores, -1);
    const at::Tensor experts = choice(scores.detach().contiguous(), mixture, block.choiceBias);
    at::Tensor weights = probabilities.gather(1, experts);
    if (mixture.normalised)
        weights = weights / weights.sum(-1, true);
    return {experts, mixture.scale == 1 ? weights : weights * mixture.scale};
}

// x [batch, positions, hidden], float32; so is the result.
at::Tensor mixed(const Block& block, const checkpoint::Mixture& mixture, const at::Tensor& x,
                 const ReadInputs& read) {
    const at::Tensor rows = x.reshape({-1, x.size(-1)});
    const Routing routing = route(block, mixture, rows);
    at::Tensor sum = at::zeros_like(rows);
    if (block.shared) {
        at::Tensor shared =
            feedForward(block, *block.shared, rows.unsqueeze(0), read).squeeze(0).to(at::kFloat);
        if (mixture.sharedGate)
            shared = shared * at::sigmoid(at::mm(rows.to(at::kFloat), block.sharedGate.t()));
        sum = sum + shared;
    }
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
    return sum.view(x.sizes());
}

} // namespace

at::Tensor runFeedForward(const Block& block, const at::Tensor& x, const ReadInputs& read) {
    const std::optional<checkpoint::Mixture>& mixture = block.description.feedForward.mixture;
    return mixture ? mixed(block, *mixture, x, read)
                   : feedForward(block, block.experts.front(), x, read);
}

} // namespace fracbit::network
