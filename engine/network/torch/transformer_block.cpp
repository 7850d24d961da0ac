#include "network/torch/transformer_block.h"

#include "network/torch/attention.h"
#include "network/torch/torch_support.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/index_add.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mv.h>
#include <ATen/ops/nonzero.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/topk.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>

namespace fracbit::network {

using checkpoint::Activation;
using checkpoint::LayerInput;
using checkpoint::ModelSpec;
using checkpoint::Norm;
using checkpoint::WeightSource;

namespace {

// Names and reads the tensors of one block.
struct BlockReader {
    const WeightSource& source;
    int block;
    at::ScalarType type;

    const ModelSpec& spec() const { return source.spec(); }
    std::string name(const char* part) const { return checkpoint::blockName(block, part); }

    at::Tensor norm(const char* part, const std::optional<Norm>& norm) const {
        return norm ? readNorm(source, name(part) + ".weight", *norm) : at::Tensor();
    }
    // Stacks along the rows; the parts are read one after another into their place. Undefined when
    // the layers have no such tensor.
    at::Tensor stacked(const LayerInput& input, const char* ending) const {
        std::int64_t rows = 0;
        Shape shape;
        for (const std::size_t layer : input.layers) {
            const auto* tensor = spec().find(spec().layers[layer].name + ending);
            if (!tensor)
                return {};
            shape = tensor->shape;
            rows += shape.front();
        }
        shape.front() = rows;
        at::Tensor result = at::empty(shape, type);
        std::int64_t begin = 0;
        for (const std::size_t layer : input.layers) {
            const at::Tensor part = adopt(source.read(spec().layers[layer].name + ending));
            result.narrow(0, begin, part.size(0)).copy_(part);
            begin += part.size(0);
        }
        return result;
    }
    at::Tensor headNorms(const checkpoint::Attention& attention) const {
        if (!attention.headNorm)
            return {};
        return at::cat({norm("attn.q_norm", attention.headNorm).expand({attention.heads, -1}),
                        norm("attn.k_norm", attention.headNorm).expand({attention.kvHeads, -1})},
                       0);
    }
    at::Tensor router(bool has, const char* part) const {
        return has ? adopt(source.read(name(part) + ".weight")) : at::Tensor();
    }
    std::size_t input(const std::string& part) const {
        const LayerInput* found = spec().findInput(name(part.c_str()));
        return static_cast<std::size_t>(found - spec().blockInputs(block).data());
    }
    FeedForwardInputs feedForward(const std::string& prefix) const {
        return {input(prefix + "gate_up"), input(prefix + "down")};
    }
    std::vector<FeedForwardInputs> experts(const checkpoint::FeedForward& description) const {
        if (!description.mixture)
            return {feedForward("")};
        std::vector<FeedForwardInputs> all;
        for (int expert = 0; expert < description.mixture->experts; ++expert)
            all.push_back(feedForward("experts." + std::to_string(expert) + "."));
        return all;
    }
    at::Tensor sinks(const checkpoint::Attention& attention) const {
        if (!attention.sinks)
            return {};
        return adopt(source.read(name("attn.sinks.weight")))
            .view({attention.kvHeads, attention.heads / attention.kvHeads});
    }
    std::vector<LayerRows> layerRows() const {
        const std::size_t firstInput = spec().blockLayers(block).front().input;
        std::vector<std::int64_t> ends(spec().blockInputs(block).size());
        std::vector<LayerRows> places;
        for (const checkpoint::LinearLayer& layer : spec().blockLayers(block)) {
            std::int64_t& end = ends.at(layer.input - firstInput);
            places.push_back({layer.input - firstInput, end, layer.out});
            end += layer.out;
        }
        return places;
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
at::Tensor attention(const Block& block, const at::Tensor& qkv, const std::vector<RopeRows>& ropes,
                     BlockCache* cache) {
    const checkpoint::Attention& config = block.description.attention;
    const std::int64_t batch = qkv.size(0);
    const std::int64_t positions = qkv.size(1);
    const std::int64_t qkHeads = config.heads + config.kvHeads;
    const at::Tensor heads =
        qkv.view({batch, positions, qkHeads + config.kvHeads, config.headSize});
    at::Tensor qk = heads.narrow(2, 0, qkHeads).to(at::kFloat);
    if (config.headNorm)
        qk = rmsNorm(qk, block.headNorm, config.headNorm->epsilon);
    if (config.rope)
        qk = rotate(qk, ropes.at(*config.rope));
    const at::Tensor queries = (qk.narrow(2, 0, config.heads) * config.scale)
                                   .to(qkv.scalar_type())
                                   .view({batch, positions, config.kvHeads,
                                          config.heads / config.kvHeads, config.headSize})
                                   .permute({0, 2, 3, 1, 4});
    at::Tensor keys =
        qk.narrow(2, config.heads, config.kvHeads).to(qkv.scalar_type()).transpose(1, 2);
    at::Tensor values = heads.narrow(2, qkHeads, config.kvHeads).transpose(1, 2);
    const AttentionSpan span{cache ? cache->positions : 0, config.window, config.softCap,
                             block.sinks};
    if (cache)
        appendToCache(*cache, keys, values);
    return attend(queries, keys, values, span)
        .permute({0, 3, 1, 2, 4})
        .reshape({batch, positions, config.heads * config.headSize});
}

at::Tensor activate(const at::Tensor& x, Activation activation) {
    switch (activation) {
    case Activation::Silu:
        return at::silu(x);
    case Activation::GeluTanh:
        return at::gelu(x, "tanh");
    }
    throw Error(ErrorCode::Internal, "unknown activation");
}

// What the down projection reads.
at::Tensor gated(const at::Tensor& both, Activation activation) {
    const std::int64_t size = both.size(-1) / 2;
    return activate(both.narrow(-1, 0, size), activation) * both.narrow(-1, size, size);
}

at::Tensor normed(const at::Tensor& x, const at::Tensor& weight, const std::optional<Norm>& norm) {
    return norm ? rmsNorm(x, weight, norm->epsilon) : x;
}

at::Tensor multiply(const at::Tensor& x, const StackedLinear& linear) {
    return project(x, linear.weight, linear.bias);
}

// What the layers of a block read, where somebody wants to know.
class ReadInputs {
public:
    ReadInputs(std::vector<at::Tensor>* inputs, std::size_t count) : inputs_(inputs) {
        if (inputs_)
            inputs_->assign(count, {});
    }
    void keep(std::size_t input, const at::Tensor& read) const {
        if (inputs_)
            inputs_->at(input) = read;
    }

private:
    std::vector<at::Tensor>* inputs_;
};

// One feed-forward, of rows [..., hidden].
at::Tensor feedForward(const Block& block, const FeedForwardInputs& inputs, const at::Tensor& x,
                       const ReadInputs& read) {
    const at::Tensor inner =
        gated(multiply(x, block.linears[inputs.gateUp]), block.description.feedForward.activation);
    read.keep(inputs.gateUp, x);
    read.keep(inputs.down, inner);
    return multiply(inner, block.linears[inputs.down]);
}

// The most probable experts of each row, [rows, perToken], and what their outputs are worth.
struct Routing {
    at::Tensor experts;
    at::Tensor weights;
};
Routing route(const Block& block, const checkpoint::Mixture& mixture, const at::Tensor& rows) {
    const at::Tensor probabilities = at::softmax(at::mm(rows.to(at::kFloat), block.router.t()), -1);
    const auto [weights, experts] = at::topk(probabilities, mixture.perToken, -1);
    return {experts, mixture.normalised ? weights / weights.sum(-1, true) : weights};
}

// x [batch, positions, hidden], float32; so is the result.
at::Tensor mixed(const Block& block, const checkpoint::Mixture& mixture, const at::Tensor& x,
                 const ReadInputs& read) {
    const at::Tensor rows = x.reshape({-1, x.size(-1)});
    const Routing routing = route(block, mixture, rows);
    at::Tensor sum = at::zeros_like(rows);
    if (block.shared) {
        at::Tensor shared =
            feedForward(block, *block.shared, rows.unsqueeze(0), read).squeeze(0).to(at::kFloat);
        if (mixture.sharedGate)
            shared = shared * at::sigmoid(at::mm(rows.to(at::kFloat), block.sharedGate.t()));
        sum = sum + shared;
    }
    for (std::size_t expert = 0; expert < block.experts.size(); ++expert) {
        const at::Tensor sent =
            at::nonzero(routing.experts == static_cast<std::int64_t>(expert)); // [n, 2]
        const at::Tensor tokens = sent.select(1, 0);
        const at::Tensor some = rows.index_select(0, tokens).unsqueeze(0);
        if (tokens.size(0) == 0) {
            read.keep(block.experts[expert].gateUp, some);
            const std::int64_t inner = block.description.feedForward.intermediate;
            read.keep(block.experts[expert].down, at::empty({1, 0, inner}, some.options()));
            continue;
        }
        const at::Tensor output =
            feedForward(block, block.experts[expert], some, read).squeeze(0).to(at::kFloat);
        const at::Tensor weights = routing.weights.reshape({-1}).index_select(
            0, tokens * mixture.perToken + sent.select(1, 1));
        sum = sum.index_add(0, tokens, output * weights.unsqueeze(1));
    }
    return sum.view(x.sizes());
}

} // namespace

at::Tensor Block::rowsOf(std::size_t layer) const {
    const LayerRows& place = layers.at(layer);
    return linears.at(place.input).weight.narrow(0, place.first, place.count);
}

Block loadBlock(const WeightSource& source, int index, at::ScalarType type) {
    const BlockReader reader{source, index, type};
    Block block;
    block.description = source.spec().config.block(index);
    const checkpoint::BlockDescription& description = block.description;
    block.attentionNorm = reader.norm("attn.norm", description.attentionNorms.before);
    block.attentionNormAfter = reader.norm("attn.norm_after", description.attentionNorms.after);
    block.headNorm = reader.headNorms(description.attention);
    block.sinks = reader.sinks(description.attention);
    block.feedForwardNorm = reader.norm("mlp.norm", description.feedForwardNorms.before);
    block.feedForwardNormAfter = reader.norm("mlp.norm_after", description.feedForwardNorms.after);
    const std::optional<checkpoint::Mixture>& mixture = description.feedForward.mixture;
    block.router = reader.router(mixture.has_value(), "mlp.router");
    block.sharedGate = reader.router(mixture && mixture->sharedGate, "mlp.shared_gate");
    block.qkv = reader.input("qkv");
    block.output = reader.input("o");
    block.experts = reader.experts(description.feedForward);
    if (mixture && mixture->sharedIntermediate > 0)
        block.shared = reader.feedForward("shared_expert.");
    for (const LayerInput& input : source.spec().blockInputs(index))
        block.linears.push_back({reader.stacked(input, ".weight"), reader.stacked(input, ".bias")});
    block.layers = reader.layerRows();
    return block;
}

at::Tensor runBlock(const Block& block, const at::Tensor& input, const std::vector<RopeRows>& ropes,
                    BlockCache* cache, std::vector<at::Tensor>* inputs) {
    const checkpoint::BlockDescription& description = block.description;
    const auto add = [&](const at::Tensor& stream, const at::Tensor& branch,
                         const at::Tensor& weight, const std::optional<Norm>& after) {
        const at::Tensor summand = normed(branch.to(at::kFloat), weight, after);
        return description.residualScale == 1 ? stream + summand
                                              : stream + summand * description.residualScale;
    };
    const ReadInputs read(inputs, block.linears.size());
    const at::Tensor attentionInput =
        normed(input, block.attentionNorm, description.attentionNorms.before);
    const at::Tensor qkv = multiply(attentionInput, block.linears[block.qkv]);
    const at::Tensor heads = attention(block, qkv, ropes, cache);
    read.keep(block.qkv, attentionInput);
    read.keep(block.output, heads);
    const at::Tensor middle = add(input, multiply(heads, block.linears[block.output]),
                                  block.attentionNormAfter, description.attentionNorms.after);
    const at::Tensor mlpInput =
        normed(middle, block.feedForwardNorm, description.feedForwardNorms.before);
    const std::optional<checkpoint::Mixture>& mixture = description.feedForward.mixture;
    const at::Tensor branch = mixture ? mixed(block, *mixture, mlpInput, read)
                                      : feedForward(block, block.experts.front(), mlpInput, read);
    return add(middle, branch, block.feedForwardNormAfter, description.feedForwardNorms.after);
}

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon) {
    return x * at::rsqrt(at::mean(x * x, -1, true) + epsilon) * weight;
}

at::Tensor readNorm(const WeightSource& source, const std::string& name, const Norm& norm) {
    const at::Tensor weight = adopt(source.read(name));
    return norm.unitOffset ? weight + 1 : weight;
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
