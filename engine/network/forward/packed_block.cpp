#include "network/forward/packed_block.h"

#include "backend/cpu/vector_kernels.h"
#include "packed/packed_checkpoint.h"

#include <algorithm>

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

const LayerInput& blockInput(const PackedCheckpoint& source, int block, const char* name) {
    return *source.spec().findInput(checkpoint::blockName(block, name));
}

void normRow(const float* x, const std::vector<float>& weight, const Norm& norm, float* out) {
    backend::rmsNorm(x, weight.data(), norm.epsilon, out, std::ssize(weight));
}

} // namespace

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
      output_(loadLinear(source, blockInput(source, index, "o"), device, context)),
      gateUp_(loadLinear(source, blockInput(source, index, "gate_up"), device, context)),
      down_(loadLinear(source, blockInput(source, index, "down"), device, context)) {
    if (description_.attention.sinks)
        sinks_ = source.read(checkpoint::blockName(index, "attn.sinks.weight")).values;
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
void PackedBlock::activate(std::size_t rows, PackedWorkspace& workspace) const {
    const std::int64_t size = description_.feedForward.intermediate;
    const auto width = static_cast<std::size_t>(size);
    const auto product = description_.feedForward.activation == checkpoint::Activation::GeluTanh
                             ? backend::geluProduct
                             : backend::siluProduct;
    workspace.mixed.resize(rows * width);
    workspace.team.run(rows, [&](std::size_t row) {
        const float* gate = workspace.gateUp.data() + 2 * row * width;
        product(gate, gate + width, workspace.mixed.data() + row * width, size);
    });
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
    gateUp_.multiply(branchInput(hidden, feedForwardNorms.before, feedForwardNorm_, workspace),
                     workspace.gateUp, workspace);
    activate(static_cast<std::size_t>(span.rows()), workspace);
    down_.multiply(workspace.mixed, workspace.projected, workspace);
    addBranch(hidden, feedForwardNorms.after, feedForwardNormAfter_, workspace);
}

} // namespace fracbit::network
