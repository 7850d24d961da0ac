#include "network/torch/transformer_block.h"

#include "network/torch/attention.h"
#include "network/torch/torch_support.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mv.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/silu.h>

#include <algorithm>
#include <cmath>

namespace fracbit::network {

using checkpoint::LinearRole;
using checkpoint::ModelConfig;
using checkpoint::TensorRole;
using checkpoint::WeightSource;

namespace {

// Names and reads the tensors of one block.
struct BlockReader {
    const WeightSource& source;
    int block;
    at::ScalarType type;

    bool has(const std::string& name) const { return source.spec().find(name) != nullptr; }

    at::Tensor norm(TensorRole role) const {
        return adopt(source.read(checkpoint::tensorName(role, block)));
    }
    std::string layerTensor(TensorRole role, LinearRole layer) const {
        return checkpoint::tensorName(role, block, layer);
    }
    at::Tensor single(TensorRole role, LinearRole layer) const {
        const std::string name = layerTensor(role, layer);
        return has(name) ? adopt(source.read(name)).to(type) : at::Tensor();
    }
    // Stacks along the rows; the parts are read one after another into their place.
    at::Tensor stacked(TensorRole role, std::initializer_list<LinearRole> layers) const {
        std::int64_t rows = 0;
        Shape shape;
        for (const LinearRole layer : layers) {
            const auto* tensor = source.spec().find(layerTensor(role, layer));
            if (!tensor)
                return {};
            shape = tensor->shape;
            rows += shape.front();
        }
        shape.front() = rows;
        at::Tensor result = at::empty(shape, type);
        std::int64_t begin = 0;
        for (const LinearRole layer : layers) {
            const at::Tensor part = adopt(source.read(layerTensor(role, layer)));
            result.narrow(0, begin, part.size(0)).copy_(part);
            begin += part.size(0);
        }
        return result;
    }
    at::Tensor headNorms(const ModelConfig& config) const {
        if (!config.qkNorm)
            return {};
        return at::cat({norm(TensorRole::QNorm).expand({config.heads, -1}),
                        norm(TensorRole::KNorm).expand({config.kvHeads, -1})},
                       0);
    }
};

void growCache(BlockCache& cache, const at::Tensor& keys, std::int64_t needed) {
    constexpr std::int64_t kSmallestCapacity = 64; // positions; below it growing costs more
    const std::int64_t capacity = cache.keys.defined() ? cache.keys.size(2) : 0;
    if (needed <= capacity)
        return;
    const std::int64_t grown = std::max({kSmallestCapacity, 2 * capacity, needed});
    const auto enlarge = [&](at::Tensor& values) {
        at::Tensor larger =
            at::empty({keys.size(0), keys.size(1), grown, keys.size(3)}, keys.options());
        if (values.defined())
            larger.narrow(2, 0, cache.positions).copy_(values.narrow(2, 0, cache.positions));
        values = larger;
    };
    enlarge(cache.keys);
    enlarge(cache.values);
}

// Appends [batch, kvHeads, positions, headSize] and replaces both by all positions so far.
void appendToCache(BlockCache& cache, at::Tensor& keys, at::Tensor& values) {
    const std::int64_t added = keys.size(2);
    const std::int64_t total = cache.positions + added;
    growCache(cache, keys, total);
    cache.keys.narrow(2, cache.positions, added).copy_(keys);
    cache.values.narrow(2, cache.positions, added).copy_(values);
    cache.positions = total;
    keys = cache.keys.narrow(2, 0, total);
    values = cache.values.narrow(2, 0, total);
}

// [batch, positions, heads headSize] from the stacked q, k and v of the same shape.
at::Tensor attention(const Block& block, const ModelConfig& config, const at::Tensor& qkv,
                     const RopeRows& rope, BlockCache* cache) {
    const std::int64_t batch = qkv.size(0);
    const std::int64_t positions = qkv.size(1);
    const std::int64_t qkHeads = config.heads + config.kvHeads;
    const at::Tensor heads =
        qkv.view({batch, positions, qkHeads + config.kvHeads, config.headSize});
    at::Tensor qk = heads.narrow(2, 0, qkHeads).to(at::kFloat);
    if (block.qkNorm.defined())
        qk = rmsNorm(qk, block.qkNorm, config.rmsEpsilon);
    qk = rotate(qk, rope);
    const double scale = 1.0 / std::sqrt(static_cast<double>(config.headSize));
    const at::Tensor queries = (qk.narrow(2, 0, config.heads) * scale)
                                   .to(qkv.scalar_type())
                                   .view({batch, positions, config.kvHeads,
                                          config.heads / config.kvHeads, config.headSize})
                                   .permute({0, 2, 3, 1, 4});
    at::Tensor keys =
        qk.narrow(2, config.heads, config.kvHeads).to(qkv.scalar_type()).transpose(1, 2);
    at::Tensor values = heads.narrow(2, qkHeads, config.kvHeads).transpose(1, 2);
    const AttentionSpan span{cache ? cache->positions : 0, block.window};
    if (cache)
        appendToCache(*cache, keys, values);
    return attend(queries, keys, values, span)
        .permute({0, 3, 1, 2, 4})
        .reshape({batch, positions, config.heads * config.headSize});
}

// What the down projection reads.
at::Tensor gated(const Block& block, const at::Tensor& x) {
    const at::Tensor both = project(x, block.gateUp, block.gateUpBias);
    const std::int64_t size = both.size(-1) / 2;
    return at::silu(both.narrow(-1, 0, size)) * both.narrow(-1, size, size);
}

} // namespace

Block loadBlock(const WeightSource& source, int index, at::ScalarType type) {
    const ModelConfig& config = source.spec().config;
    const BlockReader reader{source, index, type};
    constexpr auto kWeight = TensorRole::LinearWeight;
    constexpr auto kBias = TensorRole::LinearBias;
    Block block;
    block.attentionNorm = reader.norm(TensorRole::AttentionNorm);
    block.qkv = reader.stacked(kWeight, {LinearRole::Q, LinearRole::K, LinearRole::V});
    block.qkvBias = reader.stacked(kBias, {LinearRole::Q, LinearRole::K, LinearRole::V});
    block.qkNorm = reader.headNorms(config);
    block.output = reader.single(kWeight, LinearRole::O);
    block.outputBias = reader.single(kBias, LinearRole::O);
    block.mlpNorm = reader.norm(TensorRole::MlpNorm);
    block.gateUp = reader.stacked(kWeight, {LinearRole::Gate, LinearRole::Up});
    block.gateUpBias = reader.stacked(kBias, {LinearRole::Gate, LinearRole::Up});
    block.down = reader.single(kWeight, LinearRole::Down);
    block.downBias = reader.single(kBias, LinearRole::Down);
    block.window = config.slidingWindow.at(static_cast<std::size_t>(index));
    return block;
}

at::Tensor layerRows(const at::Tensor& stacked, LinearRole role, const ModelConfig& config) {
    const std::int64_t q = config.heads * config.headSize;
    const std::int64_t kv = config.kvHeads * config.headSize;
    switch (role) {
    case LinearRole::Q:
        return stacked.narrow(0, 0, q);
    case LinearRole::K:
        return stacked.narrow(0, q, kv);
    case LinearRole::V:
        return stacked.narrow(0, q + kv, kv);
    case LinearRole::Gate:
        return stacked.narrow(0, 0, config.intermediate);
    case LinearRole::Up:
        return stacked.narrow(0, config.intermediate, config.intermediate);
    case LinearRole::O:
    case LinearRole::Down:
        return stacked;
    }
    throw Error(ErrorCode::Internal, "unknown linear role");
}

at::Tensor& layerMatrix(Block& block, LinearRole role) {
    switch (checkpoint::fusionGroup(role)) {
    case checkpoint::FusionGroup::Qkv:
        return block.qkv;
    case checkpoint::FusionGroup::O:
        return block.output;
    case checkpoint::FusionGroup::GateUp:
        return block.gateUp;
    case checkpoint::FusionGroup::Down:
        return block.down;
    }
    throw Error(ErrorCode::Internal, "unknown fusion group");
}

at::Tensor runBlock(const Block& block, const ModelConfig& config, const at::Tensor& input,
                    const RopeRows& rope, BlockCache* cache, std::vector<at::Tensor>* inputs) {
    const at::Tensor attentionInput = rmsNorm(input, block.attentionNorm, config.rmsEpsilon);
    const at::Tensor qkv = project(attentionInput, block.qkv, block.qkvBias);
    const at::Tensor mixed = attention(block, config, qkv, rope, cache);
    const at::Tensor middle = input + project(mixed, block.output, block.outputBias).to(at::kFloat);
    const at::Tensor mlpInput = rmsNorm(middle, block.mlpNorm, config.rmsEpsilon);
    const at::Tensor inner = gated(block, mlpInput);
    if (inputs)
        *inputs = {attentionInput, mixed, mlpInput, inner};
    return middle + project(inner, block.down, block.downBias).to(at::kFloat);
}

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon) {
    return x * at::rsqrt(at::mean(x * x, -1, true) + epsilon) * weight;
}

at::Tensor project(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    std::vector<std::int64_t> shape(x.sizes().begin(), x.sizes().end());
    shape.back() = weight.size(0);
    const at::Tensor rows = x.reshape({-1, x.size(-1)}).to(weight.scalar_type());
    if (rows.size(0) == 1 && weight.scalar_type() == at::kFloat) {
        // A matrix-vector product reads the weights once; the matrix product packs them first.
        const at::Tensor product = at::mv(weight, rows.squeeze(0));
        return (bias.defined() ? product + bias : product).view(shape);
    }
    const at::Tensor product =
        bias.defined() ? at::addmm(bias, rows, weight.t()) : at::mm(rows, weight.t());
    return product.view(shape);
}

} // namespace fracbit::network
