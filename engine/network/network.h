// Decoder-only transformer (Llama, Mistral, Qwen2, Qwen3); opened for running by network/run.h.
#pragma once

#include "base/progress.h"
#include "base/shared.h"
#include "checkpoint/weight_source.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace fracbit::network {

using TokenId = std::int32_t;

enum class Compute { Float32, BFloat16 };

// A matrix of logits: `rows` positions of `vocabulary` values, float32 whatever the compute type.
struct Logits {
    std::int64_t rows = 0;
    std::int64_t vocabulary = 0;
    std::vector<float> values;
    std::span<const float> row(std::int64_t index) const {
        return std::span(values).subspan(static_cast<std::size_t>(index * vocabulary),
                                         static_cast<std::size_t>(vocabulary));
    }
};

// Keys and values of the positions seen so far, of one sequence or of several of equal length that
// grow together. Belongs to one generation; not thread-safe.
class FRACBIT_SHARED KeyValueCache {
public:
    virtual ~KeyValueCache() = default;
    virtual std::int64_t sequences() const = 0;
    virtual std::int64_t positions() const = 0;
};

// The whole model in memory. Immutable after loading: calls from several threads are allowed, each
// with its own cache; the number of threads a call uses is RunContext::threads.
class FRACBIT_SHARED Network {
public:
    // On libtorch, which is loaded with the first network, or whatever else needs it; Error(Io)
    // when it is missing. Throws what the weight source throws; the calls below
    // Error(InvalidArgument) for tokens out of range.
    static std::unique_ptr<Network> load(const checkpoint::WeightSource& source, Compute compute,
                                         const RunContext& context);
    virtual ~Network() = default;

    virtual const checkpoint::ModelConfig& config() const = 0;

    // Logits of every position of one sequence.
    virtual Logits forward(std::span<const TokenId> tokens, const RunContext& context) const = 0;

    virtual std::unique_ptr<KeyValueCache> makeCache(std::int64_t sequences = 1) const = 0;
    // Appends tokens to the cache's sequences: equally many to each, those of the first sequence
    // first. Returns the logits of the last position of each, in the same order.
    virtual std::vector<float> extend(KeyValueCache& cache, std::span<const TokenId> tokens,
                                      const RunContext& context) const = 0;
};

// log(sum(exp(logits))), summed in float64.
double logSumExp(std::span<const float> logits);

// -log p(tokens[i+1] | tokens[0..i]) in nats, from the logits of a forward pass over `tokens`;
// computed in float64. Size tokens.size() - 1.
std::vector<double> negativeLogLikelihood(const Logits& logits, std::span<const TokenId> tokens);

} // namespace fracbit::network
