#include "network/forward/packed_block.h"

#include "backend/cpu/vector_kernels.h"
#include "network/forward/expert_choice.h"
#include "packed/packed_checkpoint.h"

#include <algorithm>
#include <cmath>

namespace fracbit::network {

using backend::LinearBackend;
using checkpoint::Attention;
using checkpoint::LayerInput;
using checkpoint::Norm;
using packed::PackedCheckpoint;

namespace {

std::vector<float> readNorm(const PackedCheckpoint& source, int block, const char* part,
                            const std::optional<Norm>& norm) {
    if (!norm)
        return {};
    std::vector<float> weight = source.read(checkpoint::blockName(block, part) + ".weight").values;
    if (norm->unitOffset)
        for (float& value : weight)
            value += 1;
    return weight;
}

const LayerInput& blockInput(const PackedCheckpoint& source, int block, const std::string& name) {
    return *source.spec().findInput(checkpoint::blockName(block, name));
}

void normRow(const float* x, const std::vector<float>& weight, const Norm& norm, float* out) {
    backend::rmsNorm(x, weight.data(), norm.epsilon, out, std::ssize(weight));
}

} // namespace

backend::PlainMatrix loadPlain(const PackedCheckpoint& source, const std::string& name) {
    const auto [tensor, stored] = source.storedRows(name);
    std::vector<float> scales;
    if (stored)
        scales = checkpoint::readTensor(*stored).values;
    backend::PlainMatrix matrix(tensor.dtype, tensor.shape[0], tensor.shape[1], tensor.bytes,
                                std::move(scales));
    source.release(name + ".weight");
    return matrix;
}

void PackedBlockCache::reserve(std::int64_t positions, std::int64_t used) {
    constexpr std::int64_t kSmallestCapacity = 64; // positions; below it growing costs more
    if (positions <= capacity_)
        return;
    const auto wholeBlocks = [](std::int64_t count) {
        return (count + backend::kKeyBlock - 1) / backend::kKeyBlock * backend::kKeyBlock;
    };
    const std::int64_t grown = wholeBlocks(std::max({kSmallestCapacity, 2 * capacity_, positions}));
    const auto enlarge = [&](std::vector<float>& values) {
        std::vector<float> larger(static_cast<std::size_t>(rows_ * grown * headSize_));
        for (std::int64_t row = 0; row < rows_ && used > 0; ++row)
            std::copy_n(values.data() + row * capacity_ * headSize_, wholeBlocks(used) * headSize_,
                        larger.data() + row * grown * headSize_);
        values = std::move(larger);
    };
    enlarge(keys_);
    enlarge(values_);
    capacity_ = grown;
}

PackedBlock::Linear PackedBlock::loadLinear(const PackedCheckpoint& source, const LayerInput& input,
                                            LinearBackend& device, const RunContext& context) {
    backend::GroupSource group;
    std::vector<float> bias;
    const auto& layers = source.spec().layers;
    group.rotation = source.inputRotation(layers[input.layers.front()].name);
    for (const std::size_t index : input.layers) {
        const std::string& layer = layers[index].name;
        group.layers.push_back(source.layer(layer));
        if (source.spec().find(layer + ".bias"))
            std::ranges::copy(source.read(layer + ".bias").values, std::back_inserter(bias));
    }
    Linear linear{device.prepare(group, context), std::move(bias)};
    for (const std::size_t index : input.layers)
        source.release(layers[index].name + ".weight");
    return linear;
}

PackedBlock::PackedBlock(const PackedCheckpoint& source, int index, LinearBackend& device,
                         const RunContext& context)
    : description_(source.spec().config.block(index)), hidden_(source.spec().config.hidden),
      attentionNorm_(readNorm(source, index, "attn.norm", description_.attentionNorms.before)),
      attentionNormAfter_(
          readNorm(source, index, "attn.norm_after", description_.attentionNorms.after)),
      feedForwardNorm_(readNorm(source, index, "mlp.norm", description_.feedForwardNorms.before)),
      feedForwardNormAfter_(
          readNorm(source, index, "mlp.norm_after", description_.feedForwardNorms.after)),
      queryNorm_(readNorm(source, index, "attn.q_norm", description_.attention.headNorm)),
      keyNorm_(readNorm(source, index, "attn.k_norm", description_.attention.headNorm)),
      qkv_(loadLinear(source, blockInput(source, index, "qkv"), device, context)),
      output_(loadLinear(source, blockInput(source, index, "o"), device, context)) {
    if (description_.attention.sinks)
        sinks_ = source.read(checkpoint::blockName(index, "attn.sinks.weight")).values;
    const checkpoint::FeedForward& feedForward = description_.feedForward;
    if (feedForward.mixture)
        loadMixture(source, index, *feedForward.mixture, device, context);
    else
        experts_.push_back(
            loadFeedForward(source, index, "", feedForward.intermediate, device, context));
}

PackedBlock::FeedForward PackedBlock::loadFeedForward(const PackedCheckpoint& source, int index,
                                                      const std::string& prefix,
                                                      std::int64_t intermediate,
                                                      LinearBackend& device,
                                                      const RunContext& context) const {
    const auto linear = [&](const char* input) {
        return loadLinear(source, blockInput(source, index, prefix + input), device, context);
    };
    return {linear("gate_up"), linear("down"), intermediate};
}

void PackedBlock::loadMixture(const PackedCheckpoint& source, int index,
                              const checkpoint::Mixture& mixture, LinearBackend& device,
                              const RunContext& context) {
    router_.emplace(loadPlain(source, checkpoint::blockName(index, "mlp.router")));
    if (mixture.sharedGate)
        sharedGate_.emplace(loadPlain(source, checkpoint::blockName(index, "mlp.shared_gate")));
    if (mixture.sharedIntermediate > 0)
        shared_ = loadFeedForward(source, index, "shared_expert.", mixture.sharedIntermediate,
                                  device, context);
    for (int expert = 0; expert < mixture.experts; ++expert)
        experts_.push_back(loadFeedForward(source, index, "experts." + std::to_string(expert) + ".",
                                           description_.feedForward.intermediate, device, context));
}

void PackedBlock::Linear::multiply(std::span<const float> x, std::vector<float>& out,
                                   PackedWorkspace& workspace) const {
    const std::int64_t count = std::ssize(x) / group->columns();
    const std::int64_t rows = group->rows();
    out.resize(static_cast<std::size_t>(count * rows));
    group->multiply(x, count, out, *workspace.products);
    for (std::int64_t i = 0; i < count && !bias.empty(); ++i)
        backend::addVector(out.data() + i * rows, bias.data(), rows);
}

std::span<const float> PackedBlock::branchInput(std::span<const float> hidden,
                                                const std::optional<Norm>& norm,
                                                const std::vector<float>& weight,
                                                PackedWorkspace& workspace) const {
    if (!norm)
        return hidden;
    workspace.normed.resize(hidden.size());
    const std::size_t width = weight.size();
    workspace.team.run(hidden.size() / width, [&](std::size_t row) {
        normRow(hidden.data() + row * width, weight, *norm, workspace.normed.data() + row * width);
    });
    return workspace.normed;
}

void PackedBlock::addBranch(std::span<float> hidden, const std::optional<Norm>& norm,
                            const std::vector<float>& weight, PackedWorkspace& workspace) const {
    float* branch = workspace.projected.data();
    for (std::int64_t at = 0; norm && at < std::ssize(hidden); at += hidden_)
        normRow(branch + at, weight, *norm, branch + at);
    if (description_.residualScale != 1)
        backend::scaleVector(branch, static_cast<float>(description_.residualScale),
                             std::ssize(hidden));
    backend::addVector(hidden.data(), branch, std::ssize(hidden));
}

// Norm and rope of one head of a token's queries or keys; queries are scaled as well.
void PackedBlock::placeHead(float* values, bool query, std::int64_t token,
                            const PackedWorkspace& workspace) const {
    const Attention& attention = description_.attention;
    if (attention.headNorm)
        normRow(values, query ? queryNorm_ : keyNorm_, *attention.headNorm, values);
    if (attention.rope) {
        const PackedWorkspace::RopeRows& rope = workspace.ropes[*attention.rope];
        const std::int64_t half = rope.pairs;
        backend::rotateHead(values, rope.cosine.data() + token * half,
                            rope.sine.data() + token * half, half);
    }
    if (query)
        backend::scaleVector(values, static_cast<float>(attention.scale), attention.headSize);
}

// One token's keys and values go to the cache, its queries stay in place.
void PackedBlock::storeHeads(std::span<float> qkv, std::int64_t row, const PackedSpan& span,
                             PackedBlockCache& cache, const PackedWorkspace& workspace) const {
    const Attention& attention = description_.attention;
    const std::int64_t size = attention.headSize;
    const std::int64_t token = row % span.count;
    const std::int64_t sequence = row / span.count;
    const std::int64_t position = span.first + token;
    for (std::int64_t head = 0; head < attention.heads + attention.kvHeads; ++head)
        placeHead(qkv.data() + head * size, head < attention.heads, token, workspace);
    for (std::int64_t head = 0; head < attention.kvHeads; ++head) {
        const std::int64_t place = sequence * attention.kvHeads + head;
        const float* key = qkv.data() + (attention.heads + head) * size;
        backend::storeKey(key, size, position, cache.keys(place));
        std::copy_n(key + attention.kvHeads * size, size, cache.values(place) + position * size);
    }
}

void PackedBlock::attendHead(std::int64_t row, std::int64_t head, const PackedSpan& span,
                             PackedBlockCache& cache, PackedWorkspace& workspace) const {
    thread_local std::vector<float> scores;
    const Attention& attention = description_.attention;
    const std::int64_t end = span.first + row % span.count + 1;
    const std::int64_t begin =
        attention.window > 0 ? std::max<std::int64_t>(0, end - attention.window) : 0;
    scores.resize(static_cast<std::size_t>(
        std::max(std::ssize(scores), end - begin + 2 * backend::kKeyBlock)));
    const std::int64_t group = attention.heads / attention.kvHeads;
    const std::int64_t place = row / span.count * attention.kvHeads + head / group;
    const std::int64_t size = attention.headSize;
    backend::HeadCache seen{cache.keys(place), cache.values(place), size, begin, end};
    seen.softCap = static_cast<float>(attention.softCap);
    if (attention.sinks)
        seen.sink = sinks_[static_cast<std::size_t>(head)];
    const std::int64_t width = (attention.heads + 2 * attention.kvHeads) * size;
    backend::attend(seen, workspace.qkv.data() + row * width + head * size, scores.data(),
                    workspace.mixed.data() + (row * attention.heads + head) * size);
}

void PackedBlock::attend(const PackedSpan& span, PackedBlockCache& cache,
                         PackedWorkspace& workspace) const {
    cache.reserve(span.first + span.count, span.first);
    const Attention& attention = description_.attention;
    const std::int64_t rows = span.rows();
    const std::int64_t width = (attention.heads + 2 * attention.kvHeads) * attention.headSize;
    workspace.team.run(static_cast<std::size_t>(rows), [&](std::size_t row) {
        storeHeads(
            std::span(workspace.qkv)
                .subspan(row * static_cast<std::size_t>(width), static_cast<std::size_t>(width)),
            static_cast<std::int64_t>(row), span, cache, workspace);
    });
    workspace.mixed.resize(static_cast<std::size_t>(rows * attention.heads * attention.headSize));
    workspace.team.run(static_cast<std::size_t>(rows * attention.heads), [&](std::size_t item) {
        const auto index = static_cast<std::int64_t>(item);
        attendHead(index / attention.heads, index % attention.heads, span, cache, workspace);
    });
}

// From gateUp to mixed.
void PackedBlock::activate(std::int64_t intermediate, PackedWorkspace& workspace) const {
    const auto width = static_cast<std::size_t>(intermediate);
    const std::size_t rows = workspace.gateUp.size() / (2 * width);
    const auto product = description_.feedForward.activation == checkpoint::Activation::GeluTanh
                             ? backend::geluProduct
                             : backend::siluProduct;
    workspace.mixed.resize(rows * width);
    workspace.team.run(rows, [&](std::size_t row) {
        const float* gate = workspace.gateUp.data() + 2 * row * width;
        product(gate, gate + width, workspace.mixed.data() + row * width, intermediate);
    });
}

void PackedBlock::runFeedForward(const FeedForward& feedForward, std::span<const float> x,
                                 std::vector<float>& out, PackedWorkspace& workspace) const {
    feedForward.gateUp.multiply(x, workspace.gateUp, workspace);
    activate(feedForward.intermediate, workspace);
    feedForward.down.multiply(workspace.mixed, out, workspace);
}

std::vector<std::vector<PackedBlock::Sent>> PackedBlock::route(std::span<const float> x,
                                                               PackedWorkspace& workspace) const {
    const checkpoint::Mixture& mixture = *description_.feedForward.mixture;
    const auto experts = static_cast<std::size_t>(mixture.experts);
    const std::size_t rows = x.size() / static_cast<std::size_t>(hidden_);
    workspace.scores.resize(rows * experts);
    router_->multiply(x, static_cast<std::int64_t>(rows), workspace.scores, workspace.team);
    std::vector<std::vector<Sent>> sent(experts);
    for (std::size_t row = 0; row < rows; ++row) {
        const auto scores =
            std::span<const float>(workspace.scores).subspan(row * experts, experts);
        for (const ChosenExpert& chosen : chooseExperts(scores, mixture))
            sent[chosen.expert].push_back({static_cast<std::int64_t>(row), chosen.weight});
    }
    return sent;
}

// Into workspace.summed.
void PackedBlock::addShared(std::span<const float> x, PackedWorkspace& workspace) const {
    runFeedForward(*shared_, x, workspace.given, workspace);
    const std::int64_t rows = std::ssize(x) / hidden_;
    workspace.scores.resize(static_cast<std::size_t>(rows));
    if (sharedGate_)
        sharedGate_->multiply(x, rows, workspace.scores, workspace.team);
    for (std::int64_t row = 0; row < rows && sharedGate_; ++row)
        backend::scaleVector(workspace.given.data() + row * hidden_,
                             1 / (1 + std::exp(-workspace.scores[static_cast<std::size_t>(row)])),
                             hidden_);
    backend::addVector(workspace.summed.data(), workspace.given.data(), std::ssize(x));
}

void PackedBlock::addExpert(const FeedForward& expert, std::span<const float> x,
                            const std::vector<Sent>& sent, PackedWorkspace& workspace) const {
    workspace.sent.resize(sent.size() * static_cast<std::size_t>(hidden_));
    for (std::size_t i = 0; i < sent.size(); ++i)
        std::copy_n(x.data() + sent[i].row * hidden_, hidden_,
                    workspace.sent.data() + static_cast<std::int64_t>(i) * hidden_);
    runFeedForward(expert, workspace.sent, workspace.given, workspace);
    for (std::size_t i = 0; i < sent.size(); ++i) {
        float* row = workspace.given.data() + static_cast<std::int64_t>(i) * hidden_;
        backend::scaleVector(row, sent[i].weight, hidden_);
        backend::addVector(workspace.summed.data() + sent[i].row * hidden_, row, hidden_);
    }
}

// To projected.
void PackedBlock::runMixture(std::span<const float> x, PackedWorkspace& workspace) const {
    workspace.summed.assign(x.size(), 0.0f);
    if (shared_)
        addShared(x, workspace);
    const auto sent = route(x, workspace);
    for (std::size_t expert = 0; expert < sent.size(); ++expert)
        if (!sent[expert].empty())
            addExpert(experts_[expert], x, sent[expert], workspace);
    std::swap(workspace.projected, workspace.summed);
}

void PackedBlock::run(std::span<float> hidden, const PackedSpan& span, PackedBlockCache& cache,
                      PackedWorkspace& workspace) const {
    const checkpoint::BranchNorms& attentionNorms = description_.attentionNorms;
    const checkpoint::BranchNorms& feedForwardNorms = description_.feedForwardNorms;
    qkv_.multiply(branchInput(hidden, attentionNorms.before, attentionNorm_, workspace),
                  workspace.qkv, workspace);
    attend(span, cache, workspace);
    output_.multiply(workspace.mixed, workspace.projected, workspace);
    addBranch(hidden, attentionNorms.after, attentionNormAfter_, workspace);
    const std::span<const float> x =
        branchInput(hidden, feedForwardNorms.before, feedForwardNorm_, workspace);
    if (description_.feedForward.mixture)
        runMixture(x, workspace);
    else
        runFeedForward(experts_.front(), x, workspace.projected, workspace);
    addBranch(hidden, feedForwardNorms.after, feedForwardNormAfter_, workspace);
}

} // namespace fracbit::network
