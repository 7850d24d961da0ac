// Every tensor of a model, its role classified once, at load.
#pragma once

#include "checkpoint/model_config.h"
#include "checkpoint/stored_place.h"
#include "tensor/tensor.h"

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace fracbit::checkpoint {

enum class TensorRole {
    TokenEmbedding,
    TokenTable,      // of ModelConfig::tokenInputs, a row a token
    TokenProjection, // likewise
    TokenNorm,       // likewise
    OutputHead,
    FinalNorm,
    BlockNorm,     // in front of or behind a branch of a block
    HeadNorm,      // of each head of q or of k, or of what they come from
    AttentionSink, // one number a head
    Router,        // of a mixture: a row of scores an expert, or of its shared expert's gate
    RouterBias,
    RouterScale, // a number for each of what a router reads, or for each expert
    Convolution, // [channels, positions], of linear attention
    StateGate,   // of linear attention: a row a head, what the state forgets or takes in
    StateVector, // of linear attention: a number a head
    StateNorm,   // of each head that linear attention gives
    BlockScalar, // one number
    LinearWeight,
    LinearBias,
};

bool isVocabulary(TensorRole role); // a row for each token: embedding, head, table of tokens

// Canonical names of what stands outside of the blocks.
inline constexpr const char* kEmbeddingLayer = "embedding";
inline constexpr const char* kHeadLayer = "head";
inline constexpr const char* kEmbeddingTensor = "embedding.weight";
inline constexpr const char* kHeadTensor = "head.weight";
inline constexpr const char* kFinalNormTensor = "norm.weight";
inline constexpr const char* kTokenTableLayer = "token_table"; // of ModelConfig::tokenInputs
inline constexpr const char* kTokenTableTensor = "token_table.weight";
inline constexpr const char* kTokenProjectionTensor = "token_projection.weight";
inline constexpr const char* kTokenNormTensor = "token_norm.weight";

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

struct ModelTensor : ExpectedTensor {
    StoredPlace stored;
    DType dtype = DType::F32;
    std::uint64_t bytes = 0; // as stored
};

// A tensor beside the text model (a vision tower, further heads): no part of what is computed here,
// but of what is written.
struct CarriedTensor {
    std::string name; // in its file
    std::size_t file = 0;
    DType dtype = DType::F32;
    Shape shape;
    std::uint64_t bytes = 0; // as stored
    std::string refusal;     // why it can be carried nowhere: a type that is not known
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
// mixtures blocks.N.experts.E.{gate,up,down} and blocks.N.shared_expert.{gate,up,down}; linear
// attention has blocks.N.attn.{in_qkv,in_z,out}, latent attention
// blocks.N.attn.{q_a,q_b,kv_a,kv_b,o}, the branch of the token blocks.N.mlp.{token_gate,
// token_projection}. Their tensors add ".weight" or ".bias".
// Others: embedding.weight, head.weight, norm.weight, token_{table,projection,norm}.weight,
// blocks.N.mlp.token_norm.weight, blocks.N.{attn,mlp}.norm.weight,
// blocks.N.{attn,mlp}.norm_after.weight, blocks.N.attn.{q,k,q_a,kv_a}_norm.weight,
// blocks.N.attn.sinks.weight, blocks.N.attn.{in_b,in_a,conv,decay,time_bias,state_norm}.weight,
// blocks.N.mlp.{router,shared_gate,choice_bias,router_scale,expert_scale}.weight,
// blocks.N.mlp.{experts_norm,experts_norm_after,shared_norm_after}.weight,
// blocks.N.mlp.router.bias, blocks.N.scalar.weight.
class ModelSpec {
public:
    ModelSpec() = default;
    // Layers and inputs follow from the tensors, which are in the order of expectedTensors().
    ModelSpec(ModelConfig config, std::vector<ModelTensor> tensors);

    ModelConfig config;
    std::vector<ModelTensor> tensors; // by block, then in the order of use
    std::vector<LinearLayer> layers;  // of the blocks, likewise
    // Embedding, table of tokens where there is one, and head unless it is the embedding.
    std::vector<LinearLayer> vocabularyLayers;
    std::vector<LayerInput> inputs;       // likewise
    std::vector<CarriedTensor> carried{}; // sorted by name

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

// Nothing, or one line that names them, by the first parts of their names.
std::string carriedText(const ModelSpec& spec);

// Numbers that the blocks remember of each position: keys and values of those that attend.
std::int64_t keyValuesPerToken(const ModelConfig& config);
// Numbers of a text of `positions`: of blocks with a window no more than that, of linear attention
// its states and what its convolution needs, whatever the length.
std::int64_t rememberedNumbers(const ModelConfig& config, std::int64_t positions);

// The tensors that a configuration calls for, in the order of use.
std::vector<ExpectedTensor> expectedTensors(const ModelConfig& config);

std::string blockName(int block, std::string_view part); // "blocks.3.attn.q"

} // namespace fracbit::checkpoint
