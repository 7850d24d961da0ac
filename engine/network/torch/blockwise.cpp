#include "base/random.h"
#include "network/torch/torch_module.h"
#include "network/torch/torch_support.h"
#include "network/torch/transformer_block.h"

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
        : block_(loadBlock(source, index, at::kFloat)), ropes_(source.spec().config.ropes) {}

    Tensor forward(const Tensor& input, const RunContext& context) const override {
        const InferenceScope scope(context);
        return toTensor(runBlock(block_, asBatch(input), ropes(input), nullptr).squeeze(0));
    }

    BlockTrace trace(const Tensor& input, const RunContext& context) const override {
        const InferenceScope scope(context);
        std::vector<at::Tensor> inputs;
        const at::Tensor output = runBlock(block_, asBatch(input), ropes(input), nullptr, &inputs);
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
        const at::Tensor output = runBlock(block, leaves.front(), ropes(input), nullptr);
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
    std::vector<RopeRows> ropes(const Tensor& input) const {
        return ropeRows(ropes_, 0, input.rows());
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

    Block block_;
    std::vector<checkpoint::Rope> ropes_;
};

} // namespace

std::unique_ptr<SingleBlock> on_torch::loadBlock(const WeightSource& source, int index) {
    return std::make_unique<FloatBlock>(source, index);
}

} // namespace fracbit::network
