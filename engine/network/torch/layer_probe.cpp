#include "network/layer_probe.h"

#include "base/parallel.h"
#include "network/forward/distribution.h"
#include "network/torch/decoder.h"
#include "network/torch/torch_module.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/mean.h>

namespace fracbit::network {

using checkpoint::LinearRole;
using checkpoint::ModelConfig;

namespace {

class LoadedProbe final : public LayerProbe {
public:
    LoadedProbe(const checkpoint::WeightSource& source, const RunContext& context)
        : config_(source.spec().config),
          frequencies_(ropeFrequencies(config_.rope, config_.headSize)) {
        const InferenceScope scope(context);
        trunk_ = loadTrunk(source, at::kFloat);
        for (int index = 0; index < config_.blocks; ++index) {
            context.throwIfCancelled();
            blocks_.push_back(loadBlock(source, index, at::kFloat));
        }
        noteSlowBlas(context);
    }

    void setSequence(std::span<const TokenId> tokens, const RunContext& context) override {
        const InferenceScope scope(context);
        const at::Tensor indices = tokenIndices(tokens, config_.vocabulary);
        if (indices.size(0) < 2)
            throw Error(ErrorCode::InvalidArgument, "a sequence needs at least two tokens");
        rope_ = ropeRows(frequencies_, 0, indices.size(0));
        states_.assign(1, embed(trunk_, indices).unsqueeze(0));
        for (const Block& block : blocks_)
            states_.push_back(runBlock(block, config_, states_.back(), rope_, nullptr));
        logits_ = logits(states_.back());
        logSums_.clear();
        for (std::int64_t i = 0; i < logits_.rows; ++i)
            logSums_.push_back(logSumExp(logits_.row(i)));
    }

    double divergence(int block, LinearRole role, const Tensor& change,
                      const RunContext& context) override {
        const InferenceScope scope(context);
        Block changed = blocks_.at(static_cast<std::size_t>(block));
        at::Tensor& matrix = layerMatrix(changed, role);
        matrix = matrix.clone();
        layerRows(matrix, role, config_).add_(adopt(change));
        at::Tensor state =
            runBlock(changed, config_, states_.at(static_cast<std::size_t>(block)), rope_, nullptr);
        for (std::size_t i = static_cast<std::size_t>(block) + 1; i < blocks_.size(); ++i) {
            context.throwIfCancelled();
            state = runBlock(blocks_[i], config_, state, rope_, nullptr);
        }
        return meanDivergence(logits(state), context);
    }

    std::vector<double> rowMeanSquares(int block, LinearRole role) const override {
        Block copy = blocks_.at(static_cast<std::size_t>(block));
        const at::Tensor rows = layerRows(layerMatrix(copy, role), role, config_);
        const Tensor means = toTensor(at::mean(rows * rows, 1));
        return {means.values.begin(), means.values.end()};
    }

private:
    // Of every position but the last.
    Logits logits(const at::Tensor& state) const {
        const at::Tensor hidden = state.squeeze(0).narrow(0, 0, state.size(1) - 1);
        Logits result{hidden.size(0), config_.vocabulary, {}};
        result.values.resize(static_cast<std::size_t>(result.rows * result.vocabulary));
        writeLogits(trunk_, config_.rmsEpsilon, hidden, result.values);
        return result;
    }

    double meanDivergence(const Logits& changed, const RunContext& context) const {
        std::vector<double> values(logSums_.size());
        parallelFor(values.size(), context, [&](std::size_t i) {
            const auto row = static_cast<std::int64_t>(i);
            values[i] = network::divergence(logits_.row(row), logSums_[i], changed.row(row),
                                            logSumExp(changed.row(row)));
        });
        double sum = 0;
        for (const double value : values)
            sum += value;
        return sum / static_cast<double>(values.size());
    }

    ModelConfig config_;
    std::vector<double> frequencies_;
    Trunk trunk_;
    std::vector<Block> blocks_;
    RopeRows rope_;
    std::vector<at::Tensor> states_; // in front of each block, and behind the last
    Logits logits_;
    std::vector<double> logSums_;
};

} // namespace

std::unique_ptr<LayerProbe> on_torch::loadProbe(const checkpoint::WeightSource& source,
                                                const RunContext& context) {
    return std::make_unique<LoadedProbe>(source, context);
}

} // namespace fracbit::network
