#include "network/packed_network.h"

#include "backend/cpu/plain_matrix.h"
#include "backend/cpu/vector_kernels.h"
#include "network/forward/packed_block.h"
#include "network/forward/rope_frequencies.h"
#include "network/forward/token_range.h"
#include "packed/packed_checkpoint.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace fracbit::network {

using backend::PlainMatrix;
using checkpoint::ModelConfig;
using packed::PackedCheckpoint;

namespace {

class PackedCache final : public KeyValueCache {
public:
    PackedCache(const std::vector<PackedBlock>& models, backend::LinearBackend& device,
                std::int64_t sequences)
        : device_(device), sequences_(sequences) {
        for (const PackedBlock& block : models)
            blocks.push_back(block.makeCache(sequences));
    }
    std::int64_t sequences() const override { return sequences_; }
    std::int64_t positions() const override { return positions_; }
    void grow(std::int64_t count) { positions_ += count; }

    PackedWorkspace& workspace(int threads) {
        const int wanted = std::max(1, threads);
        if (!workspace_ || workspace_->team.threads() != wanted)
            workspace_ = std::make_unique<PackedWorkspace>(wanted, device_);
        return *workspace_;
    }

    std::vector<std::unique_ptr<PackedMixerCache>> blocks;

private:
    backend::LinearBackend& device_;
    std::int64_t sequences_;
    std::int64_t positions_ = 0;
    std::unique_ptr<PackedWorkspace> workspace_;
};

// ModelConfig::tokenInputs.
class TokenInputTables {
public:
    explicit TokenInputTables(const PackedCheckpoint& source)
        : table_(loadPlain(source, checkpoint::kTokenTableLayer)),
          projection_(loadPlain(source, "token_projection")),
          norm_(source.read(checkpoint::kTokenNormTensor).values) {
        if (source.spec().config.tokenInputs->norm.unitOffset)
            for (float& weight : norm_)
                weight += 1;
    }

    // Of tokens with these (scaled) embeddings, to the workspace.
    void fill(const ModelConfig& config, std::span<const TokenId> tokens,
              std::span<const float> embeddings, PackedWorkspace& workspace) const {
        const std::int64_t size = config.tokenInputs->size;
        const std::int64_t width = config.blockCount() * size;
        const auto rows = std::ssize(tokens);
        const float tableScale = std::sqrt(static_cast<float>(size) / 2);
        const float projectionScale = 1 / std::sqrt(static_cast<float>(config.hidden));
        std::vector<float>& out = workspace.tokenInputs;
        out.resize(static_cast<std::size_t>(rows * width));
        projection_.multiply(embeddings, rows, out, workspace.team);
        backend::scaleVector(out.data(), projectionScale, std::ssize(out));
        workspace.team.run(tokens.size(), [&](std::size_t row) {
            thread_local std::vector<float> own;
            own.resize(static_cast<std::size_t>(width));
            table_.row(tokens[row], own);
            float* values = out.data() + static_cast<std::int64_t>(row) * width;
            for (std::int64_t at = 0; at < width; at += size)
                backend::rmsNorm(values + at, norm_.data(), config.tokenInputs->norm.epsilon,
                                 values + at, size);
            for (std::int64_t i = 0; i < width; ++i)
                values[i] =
                    values[i] * std::sqrt(0.5f) + own[static_cast<std::size_t>(i)] * tableScale;
        });
    }

private:
    PlainMatrix table_;
    PlainMatrix projection_;
    std::vector<float> norm_;
};

class PackedNetwork final : public Network {
public:
    PackedNetwork(const PackedCheckpoint& source, std::unique_ptr<backend::LinearBackend> device,
                  const RunContext& context)
        : config_(source.spec().config), device_(std::move(device)),
          embedding_(loadPlain(source, checkpoint::kEmbeddingLayer)),
          finalNorm_(source.read(checkpoint::kFinalNormTensor).values) {
        if (config_.finalNorm.unitOffset)
            for (float& weight : finalNorm_)
                weight += 1;
        if (config_.tokenInputs)
            tokenInputs_.emplace(source);
        if (!config_.tiedEmbeddings)
            head_.emplace(loadPlain(source, checkpoint::kHeadLayer));
        const auto total = config_.blocks.size();
        for (int index = 0; index < config_.blockCount(); ++index) {
            context.throwIfCancelled();
            context.report({"load", "block " + std::to_string(index),
                            static_cast<std::uint64_t>(index), total, "blocks"});
            blocks_.emplace_back(PackedSource{source, index, *device_, context});
        }
        context.report({"load", {}, total, total, "blocks"});
    }

    const ModelConfig& config() const override { return config_; }

    Logits forward(std::span<const TokenId> tokens, const RunContext& context) const override {
        PackedCache cache(blocks_, *device_, 1);
        std::vector<float> hidden = run(cache, tokens, context);
        Logits logits{std::ssize(tokens), config_.vocabulary, {}};
        writeLogits(hidden, cache.workspace(context.threads), logits.values);
        return logits;
    }

    std::unique_ptr<KeyValueCache> makeCache(std::int64_t sequences) const override {
        if (sequences < 1)
            throw Error(ErrorCode::InvalidArgument, "a cache needs at least one sequence");
        return std::make_unique<PackedCache>(blocks_, *device_, sequences);
    }

    std::vector<float> extend(KeyValueCache& cache, std::span<const TokenId> tokens,
                              const RunContext& context) const override {
        auto& own = dynamic_cast<PackedCache&>(cache);
        const auto sequences = static_cast<std::size_t>(own.sequences());
        if (tokens.size() % sequences != 0)
            throw Error(ErrorCode::InvalidArgument,
                        "sequences of one cache must grow by equally many tokens");
        const std::vector<float> hidden = run(own, tokens, context);
        const auto width = static_cast<std::size_t>(config_.hidden);
        const std::size_t count = tokens.size() / sequences;
        std::vector<float> last;
        for (std::size_t sequence = 1; sequence <= sequences; ++sequence) {
            const auto row = std::span(hidden).subspan((sequence * count - 1) * width, width);
            last.insert(last.end(), row.begin(), row.end());
        }
        std::vector<float> logits;
        writeLogits(last, own.workspace(context.threads), logits);
        return logits;
    }

private:
    // Angles are formed in float64: at position 100,000 a float32 angle is wrong by 0.004.
    // `length`: of the text, with what is yet to come of it in this call.
    void fillRopes(const PackedSpan& span, std::int64_t length, PackedWorkspace& workspace) const {
        workspace.ropes.resize(config_.ropes.size());
        for (std::size_t i = 0; i < config_.ropes.size(); ++i)
            fillRope(ropeFrequencies(config_.ropes[i], length), span, workspace.ropes[i]);
    }
    static void fillRope(const RopeFrequencies& frequencies, const PackedSpan& span,
                         PackedWorkspace::RopeRows& rows) {
        rows.pairs = std::ssize(frequencies.radians);
        rows.cosine.clear(); // and keep their memory: this is done for every token
        rows.sine.clear();
        for (std::int64_t position = span.first; position < span.first + span.count; ++position)
            for (const double radians : frequencies.radians) {
                const double angle = static_cast<double>(position) * radians;
                rows.cosine.push_back(static_cast<float>(frequencies.scale * std::cos(angle)));
                rows.sine.push_back(static_cast<float>(frequencies.scale * std::sin(angle)));
            }
    }

    // Hidden states after the last block, a row for each token; the cache grows. Long texts go
    // through the blocks in parts, so that activations stay small.
    std::vector<float> run(PackedCache& cache, std::span<const TokenId> tokens,
                           const RunContext& context) const {
        requireInVocabulary(tokens, config_.vocabulary);
        constexpr std::size_t kPart = 512;
        const std::size_t part = cache.sequences() == 1 ? kPart : tokens.size();
        const std::int64_t length = cache.positions() + std::ssize(tokens) / cache.sequences();
        std::vector<float> hidden(tokens.size() * static_cast<std::size_t>(config_.hidden));
        std::span<float> rest = hidden;
        for (std::size_t begin = 0; begin < tokens.size(); begin += part) {
            const auto some = tokens.subspan(begin, std::min(part, tokens.size() - begin));
            const auto states = rest.first(some.size() * static_cast<std::size_t>(config_.hidden));
            runPart(cache, some, length, states, context);
            rest = rest.subspan(states.size());
        }
        return hidden;
    }

    // Whose keys and values a block looks at.
    std::size_t cacheOf(std::size_t block) const {
        const auto* attention = std::get_if<checkpoint::Attention>(&config_.blocks[block].mixer);
        return attention && attention->keysOf ? static_cast<std::size_t>(*attention->keysOf)
                                              : block;
    }

    void runPart(PackedCache& cache, std::span<const TokenId> tokens, std::int64_t length,
                 std::span<float> hidden, const RunContext& context) const {
        PackedWorkspace& workspace = cache.workspace(context.threads);
        const PackedSpan span{cache.sequences(), std::ssize(tokens) / cache.sequences(),
                              cache.positions()};
        fillRopes(span, length, workspace);
        const auto width = static_cast<std::size_t>(config_.hidden);
        for (std::size_t i = 0; i < tokens.size(); ++i)
            embedding_.row(tokens[i], hidden.subspan(i * width, width));
        if (config_.embeddingScale != 1)
            backend::scaleVector(hidden.data(), static_cast<float>(config_.embeddingScale),
                                 std::ssize(hidden));
        if (tokenInputs_)
            tokenInputs_->fill(config_, tokens, hidden, workspace);
        for (std::size_t index = 0; index < blocks_.size(); ++index) {
            context.throwIfCancelled();
            blocks_[index].run(hidden, span, *cache.blocks[cacheOf(index)], workspace);
        }
        cache.grow(span.count);
    }

    // Final norm (in place) and head of rows of hidden states.
    void writeLogits(std::vector<float>& hidden, PackedWorkspace& workspace,
                     std::vector<float>& logits) const {
        const std::int64_t rows = std::ssize(hidden) / config_.hidden;
        for (std::int64_t row = 0; row < rows; ++row) {
            float* values = hidden.data() + row * config_.hidden;
            backend::rmsNorm(values, finalNorm_.data(), config_.finalNorm.epsilon, values,
                             config_.hidden);
        }
        logits.resize(static_cast<std::size_t>(rows * config_.vocabulary));
        (head_ ? *head_ : embedding_).multiply(hidden, rows, logits, workspace.team);
        if (config_.logitScale != 1)
            backend::scaleVector(logits.data(), static_cast<float>(config_.logitScale),
                                 std::ssize(logits));
        if (config_.logitSoftCap > 0)
            backend::capVector(logits.data(), static_cast<float>(config_.logitSoftCap),
                               std::ssize(logits));
    }

    ModelConfig config_;
    std::unique_ptr<backend::LinearBackend> device_;
    PlainMatrix embedding_;
    std::optional<PlainMatrix> head_; // none: the embedding
    std::optional<TokenInputTables> tokenInputs_;
    std::vector<float> finalNorm_;
    std::vector<PackedBlock> blocks_;
};

} // namespace

std::unique_ptr<Network> loadPackedNetwork(const PackedCheckpoint& source,
                                           std::unique_ptr<backend::LinearBackend> device,
                                           const RunContext& context) {
    return std::make_unique<PackedNetwork>(source, std::move(device), context);
}

} // namespace fracbit::network
