#include "network/torch/decoder.h"
#include "network/torch/torch_module.h"

#include <ATen/ops/index_select.h>

namespace fracbit::network {

using checkpoint::ModelConfig;

namespace {

class Cache final : public KeyValueCache {
public:
    Cache(std::int64_t sequences, std::int64_t blocks_)
        : blocks(static_cast<std::size_t>(blocks_)), sequences_(sequences) {}
    std::int64_t sequences() const override { return sequences_; }
    std::int64_t positions() const override { return blocks.front().positions; }

    std::vector<BlockCache> blocks;

private:
    std::int64_t sequences_;
};

class LoadedNetwork final : public Network {
public:
    LoadedNetwork(const checkpoint::WeightSource& source, Compute compute,
                  const RunContext& context)
        : config_(source.spec().config) {
        const InferenceScope scope(context);
        const auto total = config_.blocks.size();
        trunk_ = loadTrunk(source, scalarType(compute));
        for (int index = 0; index < config_.blockCount(); ++index) {
            context.throwIfCancelled();
            context.report({"load", "block " + std::to_string(index),
                            static_cast<std::uint64_t>(index), total, "blocks"});
            blocks_.push_back(loadBlock(source, index, scalarType(compute)));
        }
        context.report({"load", {}, total, total, "blocks"});
        noteSlowBlas(context);
    }

    const ModelConfig& config() const override { return config_; }

    Logits forward(std::span<const TokenId> tokens, const RunContext& context) const override {
        const InferenceScope scope(context);
        const at::Tensor hidden = run(tokens, 1, nullptr, context).squeeze(0);
        Logits logits{hidden.size(0), config_.vocabulary, {}};
        logits.values.resize(static_cast<std::size_t>(logits.rows * logits.vocabulary));
        writeLogits(trunk_, hidden, logits.values);
        return logits;
    }

    std::unique_ptr<KeyValueCache> makeCache(std::int64_t sequences) const override {
        if (sequences < 1)
            throw Error(ErrorCode::InvalidArgument, "a cache needs at least one sequence");
        return std::make_unique<Cache>(sequences, config_.blockCount());
    }

    std::vector<float> extend(KeyValueCache& cache, std::span<const TokenId> tokens,
                              const RunContext& context) const override {
        const InferenceScope scope(context);
        auto& own = dynamic_cast<Cache&>(cache);
        if (tokens.size() % static_cast<std::size_t>(own.sequences()) != 0)
            throw Error(ErrorCode::InvalidArgument,
                        "sequences of one cache must grow by equally many tokens");
        const at::Tensor hidden = run(tokens, own.sequences(), &own, context);
        const at::Tensor last = hidden.select(1, hidden.size(1) - 1).contiguous();
        std::vector<float> logits(static_cast<std::size_t>(own.sequences() * config_.vocabulary));
        writeLogits(trunk_, last, logits);
        return logits;
    }

private:
    // Hidden states after the last block: [sequences, positions, hidden].
    at::Tensor run(std::span<const TokenId> tokens, std::int64_t sequences, Cache* cache,
                   const RunContext& context) const {
        const at::Tensor indices = tokenIndices(tokens, config_.vocabulary);
        const std::int64_t positions = indices.size(0) / sequences;
        at::Tensor hidden = embed(trunk_, indices).view({sequences, positions, config_.hidden});
        BlockSide side(ropeRows(config_.ropes, cache ? cache->positions() : 0, positions),
                       blocks_.size());
        if (config_.tokenInputs)
            side.tokenInputs = tokenInputsOf(trunk_, indices, hidden);
        for (std::size_t index = 0; index < blocks_.size(); ++index) {
            context.throwIfCancelled();
            hidden =
                runBlock(blocks_[index], hidden, side, cache ? &cache->blocks[index] : nullptr);
        }
        return hidden;
    }

    ModelConfig config_;
    Trunk trunk_;
    std::vector<Block> blocks_;
};

} // namespace

std::unique_ptr<Network> on_torch::loadNetwork(const checkpoint::WeightSource& source,
                                               Compute compute, const RunContext& context) {
    return std::make_unique<LoadedNetwork>(source, compute, context);
}

} // namespace fracbit::network
