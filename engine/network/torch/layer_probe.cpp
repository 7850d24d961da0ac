#include "network/layer_probe.h"

#include "base/parallel.h"
#include "network/forward/distribution.h"
#include "network/torch/decoder.h"
#include "network/torch/torch_module.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/mean.h>

#include <optional>

namespace fracbit::network {

using checkpoint::ModelConfig;

namespace {

class LoadedProbe final : public LayerProbe {
public:
    LoadedProbe(const checkpoint::WeightSource& source, const RunContext& context)
        : config_(source.spec().config) {
        const InferenceScope scope(context);
        trunk_ = loadTrunk(source, at::kFloat);
        for (int index = 0; index < config_.blockCount(); ++index) {
            context.throwIfCancelled();
            blocks_.push_back(loadBlock(source, index, at::kFloat));
            for (std::size_t layer = 0; layer < blocks_.back().layers.size(); ++layer)
                places_.push_back({blocks_.size() - 1, layer});
        }
        noteSlowBlas(context);
    }

    void setSequence(std::span<const TokenId> tokens, const RunContext& context) override {
        const InferenceScope scope(context);
        const at::Tensor indices = tokenIndices(tokens, config_.vocabulary);
        if (indices.size(0) < 2)
            throw Error(ErrorCode::InvalidArgument, "a sequence needs at least two tokens");
        states_.assign(1, embed(trunk_, indices).unsqueeze(0));
        side_.emplace(ropeRows(config_.ropes, 0, indices.size(0)), blocks_.size());
        if (config_.tokenInputs)
            side_->tokenInputs = tokenInputsOf(trunk_, indices, states_.front());
        for (const Block& block : blocks_)
            states_.push_back(runBlock(block, states_.back(), *side_, nullptr));
        logits_ = logits(states_.back());
        logSums_.clear();
        for (std::int64_t i = 0; i < logits_.rows; ++i)
            logSums_.push_back(logSumExp(logits_.row(i)));
    }

    double divergence(std::size_t layer, const Tensor& change, const RunContext& context) override {
        const InferenceScope scope(context);
        const auto [block, ofBlock] = places_.at(layer);
        Block changed = blocks_[block];
        at::Tensor& matrix = changed.linears[changed.layers[ofBlock].input].weight;
        matrix = matrix.clone();
        changed.rowsOf(ofBlock).add_(adopt(change));
        BlockSide side = *side_; // with the keys that blocks in front have lent
        at::Tensor state = runBlock(changed, states_[block], side, nullptr);
        for (std::size_t i = block + 1; i < blocks_.size(); ++i) {
            context.throwIfCancelled();
            state = runBlock(blocks_[i], state, side, nullptr);
        }
        return meanDivergence(logits(state), context);
    }

    std::vector<double> rowMeanSquares(std::size_t layer) const override {
        const auto [block, ofBlock] = places_.at(layer);
        const at::Tensor rows = blocks_[block].rowsOf(ofBlock);
        const Tensor means = toTensor(at::mean(rows * rows, 1));
        return {means.values.begin(), means.values.end()};
    }

private:
    // Of every position but the last.
    Logits logits(const at::Tensor& state) const {
        const at::Tensor hidden = state.squeeze(0).narrow(0, 0, state.size(1) - 1);
        Logits result{hidden.size(0), config_.vocabulary, {}};
        result.values.resize(static_cast<std::size_t>(result.rows * result.vocabulary));
        writeLogits(trunk_, hidden, result.values);
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
    Trunk trunk_;
    std::vector<Block> blocks_;
    struct Place { // of a layer of the model
        std::size_t block;
        std::size_t layer; // of the block
    };
    std::vector<Place> places_;
    std::optional<BlockSide> side_;  // of the sequence
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
