// The network one block at a time, forward and backward, for models that do not fit into memory:
// what is held is one block in float32, its gradients during backward(), and one sequence's
// activations. The states between the blocks are kept by block_pass.h.
//
// States and their gradients are {positions, stateWidth()}: the residual stream in front of a block
// (or behind the last), and what later blocks look at beside it. Gradients are those of the
// log-likelihood of labels that the model itself draws, see drawScores().
#pragma once

#include "base/shared.h"
#include "checkpoint/weight_source.h"
#include "network/network.h"

#include <memory>
#include <span>
#include <vector>

namespace fracbit::network {

// Numbers a position between two blocks: hidden; then, where later blocks look at the keys and
// values of others (Attention::keysOf), these of each such block, [kvHeads, headSize] each, behind
// norm and rope, 0 until it has run; then, with ModelConfig::tokenInputs, the token's number.
std::int64_t stateWidth(const checkpoint::ModelConfig& config);

// The states in front of the first block; reads only the rows of the embedding that are needed.
// Throws Error(InvalidArgument) for tokens out of range.
Tensor embedTokens(const checkpoint::WeightSource& source, std::span<const TokenId> tokens);

// Of one linear layer and one sequence: the Euclidean norm of each row of the gradient with
// respect to the weights.
struct LayerGradient {
    std::vector<float> rowNorms;   // size d_out
    std::vector<float> probeNorms; // of each row's products with the probes; empty without
};

// Directions in which gradients with respect to weights are wanted: {any, d_in} for each of the
// block's inputs, in the order of ModelSpec::blockInputs(); empty for none.
using BlockProbes = std::vector<Tensor>;

struct BlockGradients {
    Tensor input;                      // with respect to the block's input
    std::vector<LayerGradient> layers; // in the order of ModelSpec::blockLayers()
};

// One pass forward, and what the linear layers of the block read.
struct BlockTrace {
    Tensor output;
    // {positions, d_in}, in the order of ModelSpec::blockInputs(): qkv, o, gate_up, down.
    std::vector<Tensor> inputs;
};

// One block in float32. Immutable; the number of threads is RunContext::threads. Of a model with
// ModelConfig::tokenInputs it borrows the source.
class FRACBIT_SHARED SingleBlock {
public:
    static std::unique_ptr<SingleBlock> load(const checkpoint::WeightSource& source, int index);
    virtual ~SingleBlock() = default;

    virtual Tensor forward(const Tensor& input, const RunContext& context) const = 0;
    virtual BlockTrace trace(const Tensor& input, const RunContext& context) const = 0;
    // Recomputes the block from its input, then goes back through it.
    virtual BlockGradients backward(const Tensor& input, const Tensor& outputGradient,
                                    const BlockProbes& probes, const RunContext& context) const = 0;
    // Mean square of each row of the weights of each layer, in the order of
    // ModelSpec::blockLayers().
    virtual std::vector<std::vector<double>> rowMeanSquares() const = 0;
};

struct Scores {
    Tensor gradient;          // of the sum below, with respect to the states behind the last block
    double logLikelihood = 0; // sum over the predictions of log p(label), nats
    std::int64_t predictions = 0;
};

// Draws a label for the prediction of every position but the last from the model's distribution
// there (the text itself stays as it is), and differentiates the sum of their log-likelihoods.
// Streams the head in parts of rows, so that a large vocabulary does not need the whole matrix in
// float32.
Scores drawScores(const checkpoint::WeightSource& source, const Tensor& states, std::uint64_t seed,
                  const RunContext& context);

} // namespace fracbit::network
