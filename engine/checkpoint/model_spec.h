// Every tensor of a model, its role classified once, at load.
#pragma once

#include "checkpoint/model_config.h"
#include "tensor/tensor.h"

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace fracbit::checkpoint {

enum class TensorRole {
    TokenEmbedding,
    OutputHead,
    FinalNorm,
    BlockNorm,     // in front of or behind a branch of a block
    HeadNorm,      // of each head of q or of k
    AttentionSink, // one number a head
    Router,        // of a mixture: a row of scores an expert, or of its shared expert's gate
    LinearWeight,
    LinearBias,
};

bool isVocabulary(TensorRole role); // embedding or head

// Canonical names of what stands outside of the blocks.
inline constexpr const char* kEmbeddingLayer = "embedding";
inline constexpr const char* kHeadLayer = "head";
inline constexpr const char* kEmbeddingTensor = "embedding.weight";
inline constexpr const char* kHeadTensor = "head.weight";
inline constexpr const char* kFinalNormTensor = "norm.weight";

// GGUF files of the llama architecture store the rows of q and k in the order that interleaved
// rope wants; readers give back the Hugging Face order (two halves).
enum class RowOrder { Natural, InterleavedRope };

// A tensor that a configuration calls for.
struct ExpectedTensor {
    std::string name; // canonical, see ModelSpec
    TensorRole role = TensorRole::LinearWeight;
    int block = -1;    // -1 outside the blocks
    std::string layer; // of weights and biases: "blocks.3.attn.q", "embedding"; of norms: none
    std::string input; // what the layer reads, within blocks: "blocks.3.qkv"
    int expert = -1;   // of the experts' layers in a mixture
    Shape shape;
};

// Where a tensor lies: rows of one that is stored. Those of a stored tensor with three dimensions
// are counted through: [experts, rows, columns] has experts * rows.
struct StoredPlace {
    std::string name;     // in its file
    std::size_t file = 0; // index of the file in the checkpoint
    std::int64_t firstRow = 0;
    RowOrder rowOrder = RowOrder::Natural;
    std::int64_t headSize = 0; // of InterleavedRope
    float offset = 0;          // is added to what is stored (norms of Gemma in GGUF files)
};

struct ModelTensor : ExpectedTensor {
    StoredPlace stored;
    DType dtype = DType::F32;
    std::uint64_t bytes = 0; // as stored
};

struct LinearLayer {
    std::string name;      // "blocks.11.mlp.down", "head"
    int block = 0;         // -1 of embedding and head
    std::string role;      // what it does in its block: "down", "shared_down"
    int expert = -1;       // of a mixture of experts
    std::size_t input = 0; // index into ModelSpec::inputs, of layers of blocks
    std::int64_t in = 0;
    std::int64_t out = 0;
    DType dtype = DType::F32;
    std::uint64_t bytes = 0; // as stored
    std::int64_t weights() const { return in * out; }
};

// What one layer reads, or several that can share its rotation and moments and be fused into one
// kernel.
struct LayerInput {
    std::string name; // "blocks.3.qkv", ".o", ".gate_up", ".down"
    int block = 0;
    std::int64_t width = 0;
    std::vector<std::size_t> layers; // indices into ModelSpec::layers
};

// Canonical names: blocks.N.attn.{q,k,v,o}, blocks.N.mlp.{gate,up,down} are linear layers, of
// mixtures blocks.N.experts.E.{gate,up,down} and blocks.N.shared_expert.{gate,up,down}; their
// tensors add ".weight" or ".bias". Others: embedding.weight, head.weight, norm.weight,
// blocks.N.{attn,mlp}.norm.weight, blocks.N.{attn,mlp}.norm_after.weight,
// blocks.N.attn.{q,k}_norm.weight, blocks.N.attn.sinks.weight,
// blocks.N.mlp.{router,shared_gate}.weight.
class ModelSpec {
public:
    ModelSpec() = default;
    // Layers and inputs follow from the tensors, which are in the order of expectedTensors().
    ModelSpec(ModelConfig config, std::vector<ModelTensor> tensors);

    ModelConfig config;
    std::vector<ModelTensor> tensors; // by block, then in the order of use
    std::vector<LinearLayer> layers;  // of the blocks, likewise
    // Embedding and, unless it is the same matrix, head: a row for each token.
    std::vector<LinearLayer> vocabularyLayers;
    std::vector<LayerInput> inputs; // likewise

    // By name, through an index; null when absent.
    const ModelTensor* find(const std::string& canonicalName) const;
    const LinearLayer* findLayer(const std::string& layerName) const;
    const LayerInput* findInput(const std::string& inputName) const;
    const LayerInput& inputOf(const LinearLayer& layer) const { return inputs[layer.input]; }
    std::span<const LinearLayer> blockLayers(int block) const;
    std::span<const LayerInput> blockInputs(int block) const;
    std::int64_t parameters() const;

private:
    void addLayer(const ModelTensor& tensor);

    using Index = std::unordered_map<std::string, std::size_t>;
    Index tensorIndex_;
    Index layerIndex_;
    Index inputIndex_;
    std::vector<std::size_t> firstLayer_; // of each block, and one behind the last
    std::vector<std::size_t> firstInput_;
};

// Of the decoding steps of one sequence, those that a layer is used in: all, or of an expert as
// many as a token is sent to of all experts.
double shareOfSteps(const ModelConfig& config, const LinearLayer& layer);

// The tensors that a configuration calls for, in the order of use.
std::vector<ExpectedTensor> expectedTensors(const ModelConfig& config);

std::string blockName(int block, std::string_view part); // "blocks.3.attn.q"

} // namespace fracbit::checkpoint
