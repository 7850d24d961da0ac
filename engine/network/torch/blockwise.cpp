#include "base/random.h"
#include "network/torch/torch_module.h"
#include "network/torch/torch_support.h"
#include "network/torch/transformer_block.h"

#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mm.h>
#include <torch/csrc/autograd/autograd.h>

namespace fracbit::network {

using checkpoint::LinearRole;
using checkpoint::ModelConfig;
using checkpoint::WeightSource;

namespace {

constexpr LinearRole kRoles[] = {LinearRole::Q,    LinearRole::K,  LinearRole::V,   LinearRole::O,
                                 LinearRole::Gate, LinearRole::Up, LinearRole::Down};

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
        : config_(source.spec().config), block_(loadBlock(source, index, at::kFloat)),
          frequencies_(ropeFrequencies(config_.rope, config_.headSize)) {}

    Tensor forward(const Tensor& input, const RunContext& context) const override {
        const InferenceScope scope(context);
        return toTensor(runBlock(block_, config_, asBatch(input), rope(input), nullptr).squeeze(0));
    }

    BlockTrace trace(const Tensor& input, const RunContext& context) const override {
        const InferenceScope scope(context);
        std::vector<at::Tensor> inputs;
        const at::Tensor output =
            runBlock(block_, config_, asBatch(input), rope(input), nullptr, &inputs);
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
        for (at::Tensor* matrix : {&block.qkv, &block.output, &block.gateUp, &block.down}) {
            *matrix = matrix->detach().requires_grad_(true);
            leaves.push_back(*matrix);
        }
        const at::Tensor output = runBlock(block, config_, leaves.front(), rope(input), nullptr);
        auto gradients = torch::autograd::grad({output}, leaves, {asBatch(outputGradient)});
        BlockGradients result{toTensor(gradients.front().squeeze(0)), {}};
        block.qkv = gradients[1];
        block.output = gradients[2];
        block.gateUp = gradients[3];
        block.down = gradients[4];
        for (const LinearRole role : kRoles)
            result.layers.push_back({role, rowNorms(rowsOf(block, role)),
                                     probeNorms(rowsOf(block, role), role, probes)});
        return result;
    }

    std::vector<double> rowMeanSquares(LinearRole role) const override {
        Block block = block_;
        const at::Tensor rows = rowsOf(block, role);
        std::vector<double> result;
        for (const float norm : rowNorms(rows))
            result.push_back(static_cast<double>(norm) * static_cast<double>(norm) /
                             static_cast<double>(rows.size(1)));
        return result;
    }

private:
    RopeRows rope(const Tensor& input) const { return ropeRows(frequencies_, 0, input.rows()); }

    at::Tensor rowsOf(Block& block, LinearRole role) const {
        return layerRows(layerMatrix(block, role), role, config_);
    }

    static std::vector<float> rowNorms(const at::Tensor& rows) {
        return toTensor(at::linalg_vector_norm(rows, 2, at::IntArrayRef{1})).values;
    }

    static std::vector<float> probeNorms(const at::Tensor& gradient, LinearRole role,
                                         const BlockProbes& probes) {
        if (probes.empty())
            return {};
        const Tensor& probe = probes.at(static_cast<std::size_t>(checkpoint::fusionGroup(role)));
        return rowNorms(at::mm(gradient, borrowed(probe).t()));
    }

    ModelConfig config_;
    Block block_;
    std::vector<double> frequencies_;
};

} // namespace

std::unique_ptr<SingleBlock> on_torch::loadBlock(const WeightSource& source, int index) {
    return std::make_unique<FloatBlock>(source, index);
}

} // namespace fracbit::network
