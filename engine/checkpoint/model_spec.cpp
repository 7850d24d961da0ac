#include "checkpoint/model_spec.h"

#include "base/error.h"
#include "checkpoint/weight_source.h"

#include <algorithm>
#include <array>

namespace fracbit::checkpoint {

namespace {

constexpr std::array<std::string_view, kLinearRoles> kRoleNames{"q",    "k",  "v",   "o",
                                                                "gate", "up", "down"};

bool isAttention(LinearRole role) {
    return role <= LinearRole::O;
}

std::string blockPrefix(int block) {
    return "blocks." + std::to_string(block) + ".";
}

Shape linearShape(const ModelConfig& config, LinearRole role) {
    const std::int64_t query = config.heads * config.headSize;
    const std::int64_t keyValue = config.kvHeads * config.headSize;
    switch (role) {
    case LinearRole::Q:
        return {query, config.hidden};
    case LinearRole::K:
    case LinearRole::V:
        return {keyValue, config.hidden};
    case LinearRole::O:
        return {config.hidden, query};
    case LinearRole::Gate:
    case LinearRole::Up:
        return {config.intermediate, config.hidden};
    case LinearRole::Down:
        return {config.hidden, config.intermediate};
    }
    throw Error(ErrorCode::Internal, "unknown linear role");
}

bool hasBias(const ModelConfig& config, LinearRole role) {
    if (!isAttention(role))
        return config.mlpBias;
    return role == LinearRole::O ? config.outputBias : config.qkvBias;
}

void expectLinears(const ModelConfig& config, int block, LinearRole first, LinearRole last,
                   std::vector<ExpectedTensor>& out) {
    for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
        const auto role = static_cast<LinearRole>(i);
        const Shape shape = linearShape(config, role);
        out.push_back({TensorRole::LinearWeight, block, role, shape});
        if (hasBias(config, role))
            out.push_back({TensorRole::LinearBias, block, role, {shape.front()}});
    }
}

void expectBlock(const ModelConfig& config, int block, std::vector<ExpectedTensor>& out) {
    out.push_back({TensorRole::AttentionNorm, block, {}, {config.hidden}});
    expectLinears(config, block, LinearRole::Q, LinearRole::V, out);
    if (config.qkNorm) {
        out.push_back({TensorRole::QNorm, block, {}, {config.headSize}});
        out.push_back({TensorRole::KNorm, block, {}, {config.headSize}});
    }
    expectLinears(config, block, LinearRole::O, LinearRole::O, out);
    out.push_back({TensorRole::MlpNorm, block, {}, {config.hidden}});
    expectLinears(config, block, LinearRole::Gate, LinearRole::Down, out);
}

} // namespace

std::string linearRoleName(LinearRole role) {
    return std::string(kRoleNames.at(static_cast<std::size_t>(role)));
}

std::optional<LinearRole> linearRoleFromName(std::string_view name) {
    const auto found = std::find(kRoleNames.begin(), kRoleNames.end(), name);
    if (found == kRoleNames.end())
        return std::nullopt;
    return static_cast<LinearRole>(found - kRoleNames.begin());
}

FusionGroup fusionGroup(LinearRole role) {
    switch (role) {
    case LinearRole::Q:
    case LinearRole::K:
    case LinearRole::V:
        return FusionGroup::Qkv;
    case LinearRole::O:
        return FusionGroup::O;
    case LinearRole::Gate:
    case LinearRole::Up:
        return FusionGroup::GateUp;
    case LinearRole::Down:
        return FusionGroup::Down;
    }
    throw Error(ErrorCode::Internal, "unknown linear role");
}

std::string fusionGroupName(int block, FusionGroup group) {
    constexpr std::array<std::string_view, 4> kNames{"qkv", "o", "gate_up", "down"};
    return blockPrefix(block) + std::string(kNames.at(static_cast<std::size_t>(group)));
}

std::string layerName(int block, LinearRole role) {
    return blockPrefix(block) + (isAttention(role) ? "attn." : "mlp.") + linearRoleName(role);
}

std::string tensorName(TensorRole role, int block, std::optional<LinearRole> linear) {
    switch (role) {
    case TensorRole::TokenEmbedding:
        return "embedding.weight";
    case TensorRole::OutputHead:
        return "head.weight";
    case TensorRole::FinalNorm:
        return "norm.weight";
    case TensorRole::AttentionNorm:
        return blockPrefix(block) + "attn.norm.weight";
    case TensorRole::MlpNorm:
        return blockPrefix(block) + "mlp.norm.weight";
    case TensorRole::QNorm:
        return blockPrefix(block) + "attn.q_norm.weight";
    case TensorRole::KNorm:
        return blockPrefix(block) + "attn.k_norm.weight";
    case TensorRole::LinearWeight:
        return layerName(block, linear.value()) + ".weight";
    case TensorRole::LinearBias:
        return layerName(block, linear.value()) + ".bias";
    }
    throw Error(ErrorCode::Internal, "unknown tensor role");
}

std::vector<ExpectedTensor> expectedTensors(const ModelConfig& config) {
    std::vector<ExpectedTensor> result;
    result.push_back({TensorRole::TokenEmbedding, -1, {}, {config.vocabulary, config.hidden}});
    for (int block = 0; block < config.blocks; ++block)
        expectBlock(config, block, result);
    result.push_back({TensorRole::FinalNorm, -1, {}, {config.hidden}});
    if (!config.tiedEmbeddings)
        result.push_back({TensorRole::OutputHead, -1, {}, {config.vocabulary, config.hidden}});
    return result;
}

const ModelTensor* ModelSpec::find(const std::string& canonicalName) const {
    const auto found = std::find_if(tensors.begin(), tensors.end(), [&](const ModelTensor& tensor) {
        return tensor.name == canonicalName;
    });
    return found == tensors.end() ? nullptr : &*found;
}

const LinearLayer* ModelSpec::findLayer(const std::string& layerName) const {
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const LinearLayer& layer) {
        return layer.name == layerName;
    });
    return found == layers.end() ? nullptr : &*found;
}

std::int64_t ModelSpec::parameters() const {
    std::int64_t sum = 0;
    for (const ModelTensor& tensor : tensors)
        sum += elementCount(tensor.shape);
    return sum;
}

std::vector<LinearLayer> linearLayers(const std::vector<ModelTensor>& tensors) {
    std::vector<LinearLayer> layers;
    for (const ModelTensor& tensor : tensors)
        if (tensor.role == TensorRole::LinearWeight)
            layers.push_back({layerName(tensor.block, tensor.linear.value()), tensor.block,
                              *tensor.linear, tensor.shape.at(1), tensor.shape.at(0), tensor.dtype,
                              tensor.bytes});
    return layers;
}

Tensor WeightSource::readRows(const std::string& canonicalName, std::int64_t begin,
                              std::int64_t end) const {
    const Tensor all = read(canonicalName);
    if (begin < 0 || end < begin || end > all.rows())
        throw Error(ErrorCode::InvalidArgument, canonicalName, "has no such rows");
    Tensor cut;
    cut.shape = all.shape;
    cut.shape.front() = end - begin;
    cut.values.assign(all.values.begin() + begin * all.columns(),
                      all.values.begin() + end * all.columns());
    return cut;
}

} // namespace fracbit::checkpoint
