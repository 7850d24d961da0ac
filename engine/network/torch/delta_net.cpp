#include "network/torch/delta_net.h"

#include "network/torch/transformer_block.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv1d.h>
#include <ATen/ops/cumsum.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_solve_triangular.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softplus.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/tril.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>

namespace fracbit::network {

using checkpoint::DeltaNet;

namespace {

constexpr std::int64_t kChunk = 64;     // positions; modeling_qwen3_next.py
constexpr double kLengthEpsilon = 1e-6; // there, l2norm

// silu(convolution) of [batch, channels, positions] with what came before.
at::Tensor convolved(const DeltaNet& net, const DeltaTensors& tensors, const at::Tensor& inputs,
                     DeltaState* state) {
    const std::int64_t before = net.convolution - 1;
    const at::Tensor earlier =
        state && state->inputs.defined()
            ? state->inputs
            : at::zeros({inputs.size(0), inputs.size(1), before}, inputs.options());
    const at::Tensor all = at::cat({earlier, inputs}, 2);
    if (state)
        state->inputs = all.narrow(2, all.size(2) - before, before).clone();
    return at::silu(at::conv1d(all, tensors.convolution.unsqueeze(1), {}, at::IntArrayRef{1},
                               at::IntArrayRef{0}, at::IntArrayRef{1}, net.channels()));
}

at::Tensor unitLength(const at::Tensor& x) {
    return x * at::rsqrt(at::sum(x * x, {-1}, true) + kLengthEpsilon);
}

// Of every position and value head: [batch, valueHeads, positions, size], float32.
struct Sequence {
    at::Tensor query;
    at::Tensor key;
    at::Tensor value;
    at::Tensor rate;     // without size
    at::Tensor logDecay; // likewise
};

Sequence sequenceOf(const DeltaNet& net, const DeltaTensors& tensors, const at::Tensor& x,
                    const at::Tensor& qkv) {
    const std::int64_t batch = qkv.size(0);
    const std::int64_t positions = qkv.size(1);
    const auto heads = [&](std::int64_t begin, std::int64_t count, std::int64_t size) {
        return qkv.narrow(2, begin, count * size)
            .view({batch, positions, count, size})
            .transpose(1, 2);
    };
    const std::int64_t shared = net.valueHeads / net.keyHeads;
    const auto keyed = [&](std::int64_t begin) {
        return unitLength(heads(begin, net.keyHeads, net.keySize)).repeat_interleave(shared, 1);
    };
    const auto gate = [&](const at::Tensor& weight) {
        return at::mm(x.reshape({batch * positions, -1}), weight.t())
            .view({batch, positions, net.valueHeads});
    };
    return {keyed(0) / std::sqrt(static_cast<double>(net.keySize)), keyed(net.keyWidth()),
            heads(2 * net.keyWidth(), net.valueHeads, net.valueSize),
            at::sigmoid(gate(tensors.rateGate)).transpose(1, 2),
            (-tensors.decay * at::softplus(gate(tensors.decayGate) + tensors.timeBias))
                .transpose(1, 2)};
}

// All positions in whole chunks: [batch, valueHeads, chunks, chunk, size]. Positions that are added
// at the end take nothing in and forget nothing.
Sequence inChunks(const Sequence& sequence, std::int64_t chunk) {
    const std::int64_t positions = sequence.rate.size(2);
    const std::int64_t added = (chunk - positions % chunk) % chunk;
    const auto vectors = [&](const at::Tensor& values) {
        return at::constant_pad_nd(values, {0, 0, 0, added})
            .reshape({values.size(0), values.size(1), -1, chunk, values.size(3)});
    };
    const auto numbers = [&](const at::Tensor& values) {
        return at::constant_pad_nd(values, {0, added})
            .reshape({values.size(0), values.size(1), -1, chunk});
    };
    return {vectors(sequence.query), vectors(sequence.key), vectors(sequence.value),
            numbers(sequence.rate), numbers(sequence.logDecay)};
}

// The rule over all positions; `state` moves on. [batch, valueHeads, positions, valueSize].
at::Tensor deltaRule(const Sequence& sequence, at::Tensor& state) {
    const std::int64_t positions = sequence.rate.size(2);
    const std::int64_t chunk = std::min(kChunk, positions);
    const Sequence parts = inChunks(sequence, chunk);
    const at::Tensor reach = at::cumsum(parts.logDecay, -1); // from the chunk's beginning
    // What is left at the row's position of what came in at the column's.
    const at::Tensor left = at::tril(at::exp(at::tril(reach.unsqueeze(-1) - reach.unsqueeze(-2))));
    const at::Tensor rates = parts.rate.unsqueeze(-1);
    const at::Tensor keys = parts.key.transpose(-1, -2);
    const at::Tensor recalled = at::tril(at::matmul(parts.key * rates, keys) * left, -1);
    // What each position learns, given the state at the chunk's beginning: learned - fromState S.
    const at::Tensor system = recalled + at::eye(chunk, recalled.options());
    const at::Tensor both = at::linalg_solve_triangular(
        system,
        at::cat({parts.value * rates, parts.key * rates * at::exp(reach).unsqueeze(-1)}, -1), false,
        true, true);
    const std::int64_t valueSize = parts.value.size(4);
    const at::Tensor learned = both.narrow(-1, 0, valueSize);
    const at::Tensor fromState = both.narrow(-1, valueSize, parts.key.size(4));
    const at::Tensor weights = at::tril(at::matmul(parts.query, keys) * left);
    std::vector<at::Tensor> outputs;
    for (std::int64_t i = 0; i < parts.rate.size(2); ++i) {
        const at::Tensor news = learned.select(2, i) - at::matmul(fromState.select(2, i), state);
        const at::Tensor reached = reach.select(2, i);
        outputs.push_back(
            at::matmul(parts.query.select(2, i) * at::exp(reached).unsqueeze(-1), state) +
            at::matmul(weights.select(2, i), news));
        const at::Tensor end = reached.narrow(-1, chunk - 1, 1);
        const at::Tensor kept = parts.key.select(2, i) * at::exp(end - reached).unsqueeze(-1);
        state = state * at::exp(end).unsqueeze(-1) + at::matmul(kept.transpose(-1, -2), news);
    }
    return at::cat(outputs, 2).narrow(2, 0, positions);
}

} // namespace

at::Tensor runDeltaNet(const DeltaNet& net, const DeltaTensors& tensors, const at::Tensor& x,
                       const at::Tensor& projected, DeltaState* state) {
    const std::int64_t batch = projected.size(0);
    const std::int64_t positions = projected.size(1);
    const at::Tensor all = projected.to(at::kFloat);
    const at::Tensor qkv =
        convolved(net, tensors, all.narrow(2, 0, net.channels()).transpose(1, 2), state)
            .transpose(1, 2);
    const Sequence sequence = sequenceOf(net, tensors, x.to(at::kFloat), qkv);
    at::Tensor matrices =
        state && state->states.defined()
            ? state->states
            : at::zeros({batch, net.valueHeads, net.keySize, net.valueSize}, all.options());
    const at::Tensor given = deltaRule(sequence, matrices).transpose(1, 2);
    if (state)
        state->states = matrices;
    const at::Tensor z = all.narrow(2, net.channels(), net.valueWidth())
                             .view({batch, positions, net.valueHeads, net.valueSize});
    return (rmsNorm(given, tensors.norm, net.norm.epsilon) * at::silu(z))
        .reshape({batch, positions, net.valueWidth()})
        .to(projected.scalar_type());
}

} // namespace fracbit::network
