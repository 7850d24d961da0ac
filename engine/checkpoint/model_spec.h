// Every tensor of a model, its role classified once, at load.
#pragma once

#include "checkpoint/model_config.h"
#include "tensor/tensor.h"

#include <optional>
#include <string>
#include <vector>

namespace fracbit::checkpoint {

enum class LinearRole { Q, K, V, O, Gate, Up, Down };
inline constexpr int kLinearRoles = 7;

std::string linearRoleName(LinearRole role); // "q", "k", "v", "o", "gate", "up", "down"
std::optional<LinearRole> linearRoleFromName(std::string_view name);

enum class TensorRole {
    TokenEmbedding,
    OutputHead,
    FinalNorm,
    AttentionNorm, // before q, k, v
    MlpNorm,       // before gate, up
    QNorm,
    KNorm,
    LinearWeight,
    LinearBias,
};

// GGUF files of the llama architecture store the rows of q and k in the order that interleaved
// rope wants; readers give back the Hugging Face order (two halves).
enum class RowOrder { Natural, InterleavedRope };

struct ModelTensor {
    std::string name;       // canonical, see below
    std::string storedName; // in its file
    std::size_t file = 0;   // index of the file in the checkpoint
    TensorRole role = TensorRole::LinearWeight;
    int block = -1;                   // -1 outside the blocks
    std::optional<LinearRole> linear; // of LinearWeight and LinearBias
    RowOrder rowOrder = RowOrder::Natural;
    DType dtype = DType::F32;
    Shape shape;
    std::uint64_t bytes = 0;
};

// Which layers read the same input, and so can share rotation and be fused into one kernel.
enum class FusionGroup { Qkv, O, GateUp, Down };
FusionGroup fusionGroup(LinearRole role);
std::string fusionGroupName(int block,
                            FusionGroup group); // "blocks.3.qkv", ".o", ".gate_up", ".down"

struct LinearLayer {
    std::string name; // "blocks.11.mlp.down"
    int block = 0;
    LinearRole role = LinearRole::Q;
    std::int64_t in = 0;
    std::int64_t out = 0;
    DType dtype = DType::F32;
    std::uint64_t bytes = 0; // as stored
    std::int64_t weights() const { return in * out; }
};

// Canonical names: blocks.N.attn.{q,k,v,o}, blocks.N.mlp.{gate,up,down} are the linear layers;
// their tensors add ".weight" or ".bias". Others: embedding.weight, head.weight, norm.weight,
// blocks.N.attn.norm.weight, blocks.N.mlp.norm.weight, blocks.N.attn.{q,k}_norm.weight.
struct ModelSpec {
    ModelConfig config;
    std::vector<ModelTensor> tensors; // by block, then in the order of use
    std::vector<LinearLayer> layers;  // by block, then q k v o gate up down

    const ModelTensor* find(const std::string& canonicalName) const; // null when absent
    const LinearLayer* findLayer(const std::string& layerName) const;
    std::int64_t parameters() const;
};

// The linear layers among tensors that are in canonical order.
std::vector<LinearLayer> linearLayers(const std::vector<ModelTensor>& tensors);

std::string layerName(int block, LinearRole role);
std::string tensorName(TensorRole role, int block, std::optional<LinearRole> linear = {});

// The tensors (role, block, linear role, expected shape) that a configuration calls for, in order.
struct ExpectedTensor {
    TensorRole role;
    int block;
    std::optional<LinearRole> linear;
    Shape shape;
};
std::vector<ExpectedTensor> expectedTensors(const ModelConfig& config);

} // namespace fracbit::checkpoint
