// What happens to a model's predictions when the weights of one layer change.
#pragma once

#include "base/shared.h"
#include "checkpoint/weight_source.h"
#include "network/network.h"

#include <memory>
#include <span>

namespace fracbit::network {

// Holds the whole model in float32. One sequence at a time is looked at: the states in front of
// every block and the logits are kept, so that a changed layer costs the blocks from its own on.
// Not thread-safe.
class FRACBIT_SHARED LayerProbe {
public:
    static std::unique_ptr<LayerProbe> load(const checkpoint::WeightSource& source,
                                            const RunContext& context);
    virtual ~LayerProbe() = default;

    // At least two tokens.
    virtual void setSequence(std::span<const TokenId> tokens, const RunContext& context) = 0;

    // KL(original || model with `change` added to the layer), nats, mean over the predictions
    // of every position of the sequence but the last. `layer`: an index into ModelSpec::layers,
    // whose shape `change` has.
    virtual double divergence(std::size_t layer, const Tensor& change,
                              const RunContext& context) = 0;

    // Mean square of each row of a layer's weights.
    virtual std::vector<double> rowMeanSquares(std::size_t layer) const = 0;
};

} // namespace fracbit::network
