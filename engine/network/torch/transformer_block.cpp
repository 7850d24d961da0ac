#include "network/torch/transformer_block.h"

#include "network/torch/attention.h"
#include "network/torch/feed_forward.h"
#include "network/torch/torch_support.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mv.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/sigmoid.h>

#include <algorithm>

namespace fracbit::network {

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
        if (attention.keysOf)
            return norm("attn.q_norm", attention.headNorm).expand({attention.heads, -1});
        return at::cat({norm("attn.q_norm", attention.headNorm).expand({attention.heads, -1}),
                        norm("attn.k_norm", attention.headNorm).expand({attention.kvHeads, -1})},
                       0);
    }
    at::Tensor plain(const char* part) const { return adopt(source.read(name(part) + ".weight")); }
    at::Tensor router(bool has, const char* part) const { return has ? plain(part) : at::Tensor(); }
    DeltaTensors delta(const checkpoint::DeltaNet& net) const {
        return {plain("attn.in_b"),      plain("attn.in_a"),
                plain("attn.conv"),      plain("attn.decay").exp(),
                plain("attn.time_bias"), norm("attn.state_norm", net.norm)};
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
    void readOwnNorms(const Norm& own, Block& out) const {
        out.expertNumbers.scale = source.read(name("mlp.expert_scale.weight")).values;
        out.routerScale = plain("mlp.router_scale");
        out.expertsNorm = norm("mlp.experts_norm", own);
        out.expertsNormAfter = norm("mlp.experts_norm_after", own);
        out.sharedNormAfter = norm("mlp.shared_norm_after", own);
    }
    void readMixer(const checkpoint::Mixer& mixer, Block& out) const {
        if (const auto* attention = std::get_if<checkpoint::Attention>(&mixer)) {
            out.headNorm = headNorms(*attention);
            out.sinks = sinks(*attention);
        } else if (const auto* latent = std::get_if<checkpoint::LatentAttention>(&mixer)) {
            out.keyLatentNorm = norm("attn.kv_a_norm", latent->latentNorm);
            out.fromKeyLatent = input("kv_b");
            if (latent->queryRank > 0) {
                out.queryLatentNorm = norm("attn.q_a_norm", latent->latentNorm);
                out.fromQueryLatent = input("q_b");
            }
        } else {
            out.delta = delta(std::get<checkpoint::DeltaNet>(mixer));
        }
        const bool plain = std::holds_alternative<checkpoint::Attention>(mixer);
        const bool net = std::holds_alternative<checkpoint::DeltaNet>(mixer);
        out.mixerInput = input(plain ? "qkv" : "in");
        out.mixerOutput = input(net ? "out" : "o");
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

void growCache(BlockCache& cache, const at::Tensor& keys, const at::Tensor& values,
               std::int64_t needed) {
    constexpr std::int64_t kSmallestCapacity = 64; // positions; below it growing costs more
    const std::int64_t capacity = cache.keys.defined() ? cache.keys.size(2) : 0;
    if (needed <= capacity)
        return;
    const std::int64_t grown = std::max({kSmallestCapacity, 2 * capacity, needed});
    const auto enlarge = [&](at::Tensor& cached, const at::Tensor& added) {
        at::Tensor larger =
            at::empty({added.size(0), added.size(1), grown, added.size(3)}, added.options());
        if (cached.defined())
            larger.narrow(2, 0, cache.positions).copy_(cached.narrow(2, 0, cache.positions));
        cached = larger;
    };
    enlarge(cache.keys, keys);
    enlarge(cache.values, values);
}

// Appends [batch, kvHeads, positions, headSize] and replaces both by all positions so far.
void appendToCache(BlockCache& cache, at::Tensor& keys, at::Tensor& values) {
    const std::int64_t added = keys.size(2);
    const std::int64_t total = cache.positions + added;
    growCache(cache, keys, values, total);
    cache.keys.narrow(2, cache.positions, added).copy_(keys);
    cache.values.narrow(2, cache.positions, added).copy_(values);
    keys = cache.keys.narrow(2, 0, total);
    values = cache.values.narrow(2, 0, total);
}

// [batch, positions, heads, headSize] of q, k and v, from q's heads with their gates; `gates`
// become [batch, positions, heads headSize].
at::Tensor withoutGates(const checkpoint::Attention& config, const at::Tensor& qkv,
                        at::Tensor& gates) {
    const std::int64_t batch = qkv.size(0);
    const std::int64_t positions = qkv.size(1);
    const std::int64_t size = config.headSize;
    const std::int64_t width = config.heads * 2 * size;
    const at::Tensor both =
        qkv.narrow(2, 0, width).view({batch, positions, config.heads, 2 * size});
    gates = both.narrow(3, size, size).reshape({batch, positions, config.heads * size});
    const at::Tensor others =
        qkv.narrow(2, width, qkv.size(2) - width).view({batch, positions, -1, size});
    return at::cat({both.narrow(3, 0, size), others}, 2);
}

// Keys and values from q's and k's heads and all that qkv holds; appended to the cache.
BlockSide::KeysValues ownKeys(const Block& block, const at::Tensor& heads, const at::Tensor& qk,
                              at::ScalarType type, BlockCache* cache) {
    const checkpoint::Attention& config = block.description.attention();
    at::Tensor keys = qk.narrow(2, config.heads, config.kvHeads).to(type).transpose(1, 2);
    const std::int64_t first = config.heads + (config.sharedValues ? 0 : config.kvHeads);
    at::Tensor values = heads.narrow(2, first, config.kvHeads);
    if (config.valueNorm)
        values =
            rmsNorm(values.to(at::kFloat), at::ones({config.headSize}), config.valueNorm->epsilon)
                .to(type);
    values = values.transpose(1, 2);
    if (cache)
        appendToCache(*cache, keys, values);
    return {keys, values};
}

// [batch, positions, heads headSize] from the stacked q, k and v.
at::Tensor attention(const Block& block, const at::Tensor& qkv, BlockSide& side,
                     BlockCache* cache) {
    const checkpoint::Attention& config = block.description.attention();
    const std::int64_t batch = qkv.size(0);
    const std::int64_t positions = qkv.size(1);
    at::Tensor gates;
    const at::Tensor heads = config.outputGate ? withoutGates(config, qkv, gates)
                                               : qkv.view({batch, positions, -1, config.headSize});
    at::Tensor qk =
        heads.narrow(2, 0, config.heads + (config.keysOf ? 0 : config.kvHeads)).to(at::kFloat);
    if (config.headNorm)
        qk = rmsNorm(qk, block.headNorm, config.headNorm->epsilon);
    if (config.rope)
        qk = rotate(qk, side.ropes.at(*config.rope));
    const at::Tensor queries = (qk.narrow(2, 0, config.heads) * config.scale)
                                   .to(qkv.scalar_type())
                                   .view({batch, positions, config.kvHeads,
                                          config.heads / config.kvHeads, config.headSize})
                                   .permute({0, 2, 3, 1, 4});
    const AttentionSpan span{cache ? cache->positions : 0, config.window, config.softCap,
                             block.sinks};
    const BlockSide::KeysValues seen = config.keysOf
                                           ? side.lent.at(static_cast<std::size_t>(*config.keysOf))
                                           : ownKeys(block, heads, qk, qkv.scalar_type(), cache);
    if (block.lends)
        side.lent.at(static_cast<std::size_t>(block.index)) = seen;
    const at::Tensor given = attend(queries, seen.keys, seen.values, span)
                                 .permute({0, 3, 1, 2, 4})
                                 .reshape({batch, positions, config.heads * config.headSize});
    return gates.defined() ? given * at::sigmoid(gates) : given;
}

// Keeps what the second projections read.
at::Tensor latentAttention(const Block& block, const at::Tensor& projected,
                           const std::vector<RopeRows>& ropes, BlockCache* cache,
                           const ReadInputs& read) {
    const auto& config = std::get<checkpoint::LatentAttention>(block.description.mixer);
    const RopeRows& rope = ropes.at(config.rope);
    const std::int64_t batch = projected.size(0);
    const std::int64_t positions = projected.size(1);
    const auto projectLatent = [&](const at::Tensor& latent, const at::Tensor& norm,
                                   std::size_t input) {
        const at::Tensor x = rmsNorm(latent.to(at::kFloat), norm, config.latentNorm.epsilon);
        read.keep(input, x);
        return multiply(x, block.linears[input]);
    };
    const std::int64_t first =
        config.queryRank > 0 ? config.queryRank : config.heads * config.headSize();
    at::Tensor query = projected.narrow(2, 0, first);
    if (config.queryRank > 0)
        query = projectLatent(query, block.queryLatentNorm, block.fromQueryLatent);
    query = query.view({batch, positions, config.heads, config.headSize()}).to(at::kFloat);
    const at::Tensor both =
        projectLatent(projected.narrow(2, first, config.keyValueRank), block.keyLatentNorm,
                      block.fromKeyLatent)
            .view({batch, positions, config.heads, config.contentSize + config.valueSize});
    const at::Tensor turned =
        rotate(projected.narrow(2, first + config.keyValueRank, config.ropeSize)
                   .to(at::kFloat)
                   .unsqueeze(2),
               rope)
            .expand({batch, positions, config.heads, config.ropeSize});
    query = at::cat({query.narrow(3, 0, config.contentSize),
                     rotate(query.narrow(3, config.contentSize, config.ropeSize), rope)},
                    3);
    const at::ScalarType type = projected.scalar_type();
    at::Tensor keys =
        at::cat({both.narrow(3, 0, config.contentSize), turned.to(type)}, 3).transpose(1, 2);
    at::Tensor values = both.narrow(3, config.contentSize, config.valueSize).transpose(1, 2);
    const AttentionSpan span{cache ? cache->positions : 0, 0, 0, {}};
    if (cache)
        appendToCache(*cache, keys, values);
    return attend((query * config.scale).to(type).permute({0, 2, 1, 3}).unsqueeze(2), keys, values,
                  span)
        .squeeze(2)
        .transpose(1, 2)
        .reshape({batch, positions, config.heads * config.valueSize});
}

at::Tensor mix(const Block& block, const at::Tensor& x, const at::Tensor& projected,
               BlockSide& side, BlockCache* cache, const ReadInputs& read) {
    const checkpoint::BlockDescription& description = block.description;
    const std::int64_t added = x.size(1);
    at::Tensor mixed;
    if (description.attends())
        mixed = attention(block, projected, side, cache);
    else if (std::holds_alternative<checkpoint::LatentAttention>(description.mixer))
        mixed = latentAttention(block, projected, side.ropes, cache, read);
    else
        mixed = runDeltaNet(std::get<checkpoint::DeltaNet>(description.mixer), block.delta, x,
                            projected, cache ? &cache->delta : nullptr);
    if (cache)
        cache->positions += added;
    return mixed;
}

at::Tensor normed(const at::Tensor& x, const at::Tensor& weight, const std::optional<Norm>& norm) {
    return norm ? rmsNorm(x, weight, norm->epsilon) : x;
}

} // namespace

at::Tensor Block::rowsOf(std::size_t layer) const {
    const LayerRows& place = layers.at(layer);
    return linears.at(place.input).weight.narrow(0, place.first, place.count);
}

Block loadBlock(const WeightSource& source, int index, at::ScalarType type) {
    const BlockReader reader{source, index, type};
    Block block;
    block.index = index;
    block.lends = source.spec().config.lendsKeys(index);
    block.description = source.spec().config.block(index);
    const checkpoint::BlockDescription& description = block.description;
    block.mixerNorm = reader.norm("attn.norm", description.mixerNorms.before);
    block.mixerNormAfter = reader.norm("attn.norm_after", description.mixerNorms.after);
    reader.readMixer(description.mixer, block);
    block.feedForwardNorm = reader.norm("mlp.norm", description.feedForwardNorms.before);
    block.feedForwardNormAfter = reader.norm("mlp.norm_after", description.feedForwardNorms.after);
    if (description.tokenBranch) {
        block.tokenNorm = reader.norm("mlp.token_norm", description.tokenBranch);
        block.tokenGate = reader.input("token_gate");
        block.tokenProjection = reader.input("token_projection");
    }
    if (description.outputScalar)
        block.scalar = reader.plain("scalar");
    const std::optional<checkpoint::Mixture>& mixture = description.feedForward.mixture;
    block.router = reader.router(mixture.has_value(), "mlp.router");
    if (mixture && mixture->routerBias)
        block.routerBias = adopt(source.read(reader.name("mlp.router.bias")));
    if (mixture && mixture->choiceBias)
        block.expertNumbers.choiceBias = source.read(reader.name("mlp.choice_bias.weight")).values;
    if (mixture && mixture->ownNorms)
        reader.readOwnNorms(*mixture->ownNorms, block);
    block.sharedGate = reader.router(mixture && mixture->sharedGate, "mlp.shared_gate");
    block.experts = reader.experts(description.feedForward);
    if (mixture && mixture->sharedIntermediate > 0)
        block.shared = reader.feedForward("shared_expert.");
    for (const LayerInput& input : source.spec().blockInputs(index))
        block.linears.push_back({reader.stacked(input, ".weight"), reader.stacked(input, ".bias")});
    block.layers = reader.layerRows();
    return block;
}

at::Tensor runBlock(const Block& block, const at::Tensor& input, BlockSide& side, BlockCache* cache,
                    std::vector<at::Tensor>* inputs) {
    const checkpoint::BlockDescription& description = block.description;
    const auto add = [&](const at::Tensor& stream, const at::Tensor& branch,
                         const at::Tensor& weight, const std::optional<Norm>& after) {
        const at::Tensor summand = normed(branch.to(at::kFloat), weight, after);
        return description.residualScale == 1 ? stream + summand
                                              : stream + summand * description.residualScale;
    };
    const ReadInputs read(inputs, block.linears.size());
    const at::Tensor mixerInput = normed(input, block.mixerNorm, description.mixerNorms.before);
    const at::Tensor projected = multiply(mixerInput, block.linears[block.mixerInput]);
    const at::Tensor mixed = mix(block, mixerInput, projected, side, cache, read);
    read.keep(block.mixerInput, mixerInput);
    read.keep(block.mixerOutput, mixed);
    const at::Tensor middle = add(input, multiply(mixed, block.linears[block.mixerOutput]),
                                  block.mixerNormAfter, description.mixerNorms.after);
    const at::Tensor mlpInput =
        normed(middle, block.feedForwardNorm, description.feedForwardNorms.before);
    at::Tensor output = add(middle, runFeedForward(block, mlpInput, middle, read),
                            block.feedForwardNormAfter, description.feedForwardNorms.after);
    if (description.tokenBranch)
        output = add(output, runTokenBranch(block, output, side, read), block.tokenNorm,
                     description.tokenBranch);
    return block.scalar.defined() ? output * block.scalar : output;
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
