#include "base/random.h"
#include "network/torch/decoder.h"
#include "network/torch/torch_module.h"
#include "network/torch/torch_support.h"
#include "network/torch/transformer_block.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros_like.h>
#include <torch/csrc/autograd/autograd.h>

namespace fracbit::network {

using checkpoint::ModelConfig;
using checkpoint::WeightSource;

namespace {

at::Tensor borrowed(const Tensor& tensor) {
    // libtorch has no read-only tensors; nothing writes to this one.
    return borrow(const_cast<std::vector<float>&>(tensor.values), tensor.shape);
}

// {positions, hidden} as the block sees it: one sequence. Borrows the values.
at::Tensor asBatch(const Tensor& states) {
    return borrowed(states).unsqueeze(0);
}

class FloatBlock final : public SingleBlock {
public:
    FloatBlock(const WeightSource& source, int index)
        : source_(source), block_(loadBlock(source, index, at::kFloat)),
          config_(source.spec().config) {
        if (!config_.tokenInputs)
            return;
        const std::int64_t size = config_.tokenInputs->size;
        tokenProjection_ = adopt(
            source.readRows(checkpoint::kTokenProjectionTensor, index * size, (index + 1) * size));
        tokenNorm_ = readNorm(source, checkpoint::kTokenNormTensor, config_.tokenInputs->norm);
    }

    Tensor forward(const Tensor& input, const RunContext& context) const override {
        const InferenceScope scope(context);
        return toTensor(run(block_, asBatch(input)).squeeze(0));
    }

    BlockTrace trace(const Tensor& input, const RunContext& context) const override {
        const InferenceScope scope(context);
        std::vector<at::Tensor> inputs;
        const at::Tensor output = run(block_, asBatch(input), &inputs);
        BlockTrace result{toTensor(output.squeeze(0)), {}};
        for (const at::Tensor& each : inputs)
            result.inputs.push_back(toTensor(each.squeeze(0)));
        return result;
    }

    BlockGradients backward(const Tensor& input, const Tensor& outputGradient,
                            const BlockProbes& probes, const RunContext& context) const override {
        useThreads(context);
        Block block = block_;
        // Leaves of their own: gradients are wanted for these matrices and the input only.
        std::vector<at::Tensor> leaves{asBatch(input).requires_grad_(true)};
        for (StackedLinear& linear : block.linears) {
            linear.weight = linear.weight.detach().requires_grad_(true);
            leaves.push_back(linear.weight);
        }
        const at::Tensor output = run(block, leaves.front());
        // Experts that nothing was sent to have no part in it.
        auto gradients =
            torch::autograd::grad({output}, leaves, {asBatch(outputGradient)}, {}, false, true);
        BlockGradients result{toTensor(gradients.front().squeeze(0)), {}};
        for (std::size_t i = 0; i < block.linears.size(); ++i)
            block.linears[i].weight = gradients[i + 1].defined()
                                          ? gradients[i + 1]
                                          : at::zeros_like(block.linears[i].weight);
        for (std::size_t layer = 0; layer < block.layers.size(); ++layer) {
            const at::Tensor rows = block.rowsOf(layer);
            result.layers.push_back(
                {rowNorms(rows), probeNorms(rows, block.layers[layer].input, probes)});
        }
        return result;
    }

    std::vector<std::vector<double>> rowMeanSquares() const override {
        std::vector<std::vector<double>> result;
        for (std::size_t layer = 0; layer < block_.layers.size(); ++layer)
            result.push_back(meanSquares(block_.rowsOf(layer)));
        return result;
    }

private:
    // States [1, positions, stateWidth()] to states.
    at::Tensor run(const Block& block, const at::Tensor& states,
                   std::vector<at::Tensor>* inputs = nullptr) const {
        BlockSide side(ropeRows(config_.ropes, 0, states.size(1)), config_.blocks.size());
        takeSide(states, side);
        std::vector<at::Tensor> parts{
            runBlock(block, states.narrow(2, 0, config_.hidden), side, nullptr, inputs)};
        for (const BlockSide::KeysValues& lent : side.lent)
            for (const at::Tensor& each : {lent.keys, lent.values})
                if (each.defined())
                    parts.push_back(each.transpose(1, 2).flatten(2));
        if (config_.tokenInputs)
            parts.push_back(states.narrow(2, states.size(2) - 1, 1));
        return parts.size() == 1 ? parts.front() : at::cat(parts, 2);
    }

    void takeSide(const at::Tensor& states, BlockSide& side) const {
        std::int64_t column = config_.hidden;
        for (int lender = 0; lender < config_.blockCount(); ++lender) {
            if (!config_.lendsKeys(lender))
                continue;
            const checkpoint::Attention& attention = config_.block(lender).attention();
            const auto take = [&] {
                const std::int64_t width = attention.kvHeads * attention.headSize;
                const at::Tensor taken = states.narrow(2, column, width)
                                             .unflatten(2, {attention.kvHeads, attention.headSize})
                                             .transpose(1, 2);
                column += width;
                return taken;
            };
            side.lent[static_cast<std::size_t>(lender)].keys = take();
            side.lent[static_cast<std::size_t>(lender)].values = take();
        }
        if (config_.tokenInputs)
            side.tokenInputs = ownTokenInputs(states.narrow(2, column, 1).detach());
    }

    // [1, positions, blocks, size], of which this block's alone are set.
    at::Tensor ownTokenInputs(const at::Tensor& tokens) const {
        const std::int64_t size = config_.tokenInputs->size;
        const std::int64_t positions = tokens.size(1);
        const at::Tensor ids = tokens.reshape({-1}).contiguous();
        at::Tensor table = at::empty({positions, size});
        at::Tensor embeddings = at::empty({1, positions, config_.hidden});
        for (std::int64_t i = 0; i < positions; ++i) {
            const auto id = static_cast<std::int64_t>(ids.data_ptr<float>()[i]);
            const auto row = [&](const char* name) {
                return adopt(source_.readRows(name, id, id + 1)).select(0, 0);
            };
            table.select(0, i).copy_(
                row(checkpoint::kTokenTableTensor).narrow(0, block_.index * size, size));
            embeddings.select(0, 0).select(0, i).copy_(row(checkpoint::kEmbeddingTensor));
        }
        const at::Tensor own = tokenInputs(config_, table, embeddings * config_.embeddingScale,
                                           tokenProjection_, tokenNorm_);
        return own.expand({1, positions, config_.blockCount(), size});
    }

    static std::vector<float> rowNorms(const at::Tensor& rows) {
        return toTensor(at::linalg_vector_norm(rows, 2, at::IntArrayRef{1})).values;
    }

    static std::vector<double> meanSquares(const at::Tensor& rows) {
        std::vector<double> result;
        for (const float norm : rowNorms(rows))
            result.push_back(static_cast<double>(norm) * static_cast<double>(norm) /
                             static_cast<double>(rows.size(1)));
        return result;
    }

    static std::vector<float> probeNorms(const at::Tensor& gradient, std::size_t input,
                                         const BlockProbes& probes) {
        if (probes.empty())
            return {};
        return rowNorms(at::mm(gradient, borrowed(probes.at(input)).t()));
    }

    const WeightSource& source_; // of ModelConfig::tokenInputs; not looked at without
    Block block_;
    ModelConfig config_;
    at::Tensor tokenProjection_; // its rows of this block
    at::Tensor tokenNorm_;
};

} // namespace

std::unique_ptr<SingleBlock> on_torch::loadBlock(const WeightSource& source, int index) {
    return std::make_unique<FloatBlock>(source, index);
}

} // namespace fracbit::network
