#include "network/forward/packed_block.h"

#include "backend/cpu/vector_kernels.h"
#include "packed/packed_checkpoint.h"

#include <algorithm>
#include <cmath>

namespace fracbit::network {

using backend::InputRotation;
using backend::PackedGroup;
using backend::PackedMatrix;
using checkpoint::LinearRole;
using checkpoint::TensorRole;
using packed::PackedCheckpoint;

namespace {

std::vector<float> readVector(const PackedCheckpoint& source, const std::string& name) {
    return source.read(name).values;
}

std::vector<float> readNorm(const PackedCheckpoint& source, TensorRole role, int index) {
    return readVector(source, checkpoint::tensorName(role, index));
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

PackedBlock::Linear PackedBlock::loadLinear(const PackedCheckpoint& source, int index,
                                            std::initializer_list<LinearRole> roles,
                                            const RunContext& context) {
    std::vector<PackedMatrix> matrices;
    std::vector<float> bias;
    for (const LinearRole role : roles) {
        const std::string layer = checkpoint::layerName(index, role);
        matrices.emplace_back(source.layer(layer), context);
        source.release(layer + ".weight");
        const std::string name = checkpoint::tensorName(TensorRole::LinearBias, index, role);
        if (source.spec().find(name))
            std::ranges::copy(readVector(source, name), std::back_inserter(bias));
    }
    const auto rotation = source.inputRotation(checkpoint::layerName(index, *roles.begin()));
    return {PackedGroup(InputRotation(rotation), std::move(matrices)), std::move(bias)};
}

PackedBlock::PackedBlock(const PackedCheckpoint& source, int index, const RunContext& context)
    : hidden_(source.spec().config.hidden), intermediate_(source.spec().config.intermediate),
      heads_(source.spec().config.heads), kvHeads_(source.spec().config.kvHeads),
      headSize_(source.spec().config.headSize),
      window_(source.spec().config.slidingWindow.at(static_cast<std::size_t>(index))),
      epsilon_(source.spec().config.rmsEpsilon),
      attentionNorm_(readNorm(source, TensorRole::AttentionNorm, index)),
      mlpNorm_(readNorm(source, TensorRole::MlpNorm, index)),
      qkv_(loadLinear(source, index, {LinearRole::Q, LinearRole::K, LinearRole::V}, context)),
      output_(loadLinear(source, index, {LinearRole::O}, context)),
      gateUp_(loadLinear(source, index, {LinearRole::Gate, LinearRole::Up}, context)),
      down_(loadLinear(source, index, {LinearRole::Down}, context)) {
    if (source.spec().config.qkNorm) {
        qNorm_ = readNorm(source, TensorRole::QNorm, index);
        kNorm_ = readNorm(source, TensorRole::KNorm, index);
    }
}

void PackedBlock::Linear::multiply(std::span<const float> x, std::vector<float>& out,
                                   PackedWorkspace& workspace) const {
    const std::int64_t count = std::ssize(x) / group.columns();
    const std::int64_t rows = group.rows();
    out.resize(static_cast<std::size_t>(count * rows));
    group.multiply(x, count, out, workspace.team, workspace.products);
    for (std::int64_t i = 0; i < count && !bias.empty(); ++i)
        backend::addVector(out.data() + i * rows, bias.data(), rows);
}

void PackedBlock::normalise(std::span<const float> hidden, const std::vector<float>& weight,
                            PackedWorkspace& workspace) const {
    workspace.normed.resize(hidden.size());
    const std::size_t width = weight.size();
    workspace.team.run(hidden.size() / width, [&](std::size_t row) {
        backend::rmsNorm(hidden.data() + row * width, weight.data(), epsilon_,
                         workspace.normed.data() + row * width, hidden_);
    });
}

// Norm and rope of one token's heads; its keys and values go to the cache, its queries stay in
// place, scaled.
void PackedBlock::storeHeads(std::span<float> qkv, std::int64_t row, const PackedSpan& span,
                             PackedBlockCache& cache, const PackedWorkspace& workspace) const {
    const std::int64_t token = row % span.count;
    const std::int64_t sequence = row / span.count;
    const std::int64_t position = span.first + token;
    const std::int64_t half = headSize_ / 2;
    const float queryScale = 1.0f / std::sqrt(static_cast<float>(headSize_));
    for (std::int64_t head = 0; head < heads_ + kvHeads_; ++head) {
        const bool query = head < heads_;
        float* values = qkv.data() + head * headSize_;
        if (const auto& norm = query ? qNorm_ : kNorm_; !norm.empty())
            backend::rmsNorm(values, norm.data(), epsilon_, values, headSize_);
        backend::rotateHead(values, workspace.cosine.data() + token * half,
                            workspace.sine.data() + token * half, half);
        if (query)
            backend::scaleVector(values, queryScale, headSize_);
    }
    for (std::int64_t head = 0; head < kvHeads_; ++head) {
        const std::int64_t place = sequence * kvHeads_ + head;
        const float* key = qkv.data() + (heads_ + head) * headSize_;
        backend::storeKey(key, headSize_, position, cache.keys(place));
        std::copy_n(key + kvHeads_ * headSize_, headSize_,
                    cache.values(place) + position * headSize_);
    }
}

void PackedBlock::attendHead(std::int64_t row, std::int64_t head, const PackedSpan& span,
                             PackedBlockCache& cache, PackedWorkspace& workspace) const {
    thread_local std::vector<float> scores;
    const std::int64_t end = span.first + row % span.count + 1;
    const std::int64_t begin = window_ > 0 ? std::max<std::int64_t>(0, end - window_) : 0;
    scores.resize(static_cast<std::size_t>(
        std::max(std::ssize(scores), end - begin + 2 * backend::kKeyBlock)));
    const std::int64_t place = row / span.count * kvHeads_ + head / (heads_ / kvHeads_);
    const std::int64_t qkvWidth = (heads_ + 2 * kvHeads_) * headSize_;
    backend::attend({cache.keys(place), cache.values(place), headSize_, begin, end},
                    workspace.qkv.data() + row * qkvWidth + head * headSize_, scores.data(),
                    workspace.mixed.data() + (row * heads_ + head) * headSize_);
}

void PackedBlock::attend(const PackedSpan& span, PackedBlockCache& cache,
                         PackedWorkspace& workspace) const {
    cache.reserve(span.first + span.count, span.first);
    const std::int64_t rows = span.rows();
    const std::int64_t width = (heads_ + 2 * kvHeads_) * headSize_;
    workspace.team.run(static_cast<std::size_t>(rows), [&](std::size_t row) {
        storeHeads(
            std::span(workspace.qkv)
                .subspan(row * static_cast<std::size_t>(width), static_cast<std::size_t>(width)),
            static_cast<std::int64_t>(row), span, cache, workspace);
    });
    workspace.mixed.resize(static_cast<std::size_t>(rows * heads_ * headSize_));
    workspace.team.run(static_cast<std::size_t>(rows * heads_), [&](std::size_t item) {
        const auto index = static_cast<std::int64_t>(item);
        attendHead(index / heads_, index % heads_, span, cache, workspace);
    });
}

void PackedBlock::run(std::span<float> hidden, const PackedSpan& span, PackedBlockCache& cache,
                      PackedWorkspace& workspace) const {
    const auto rows = static_cast<std::size_t>(span.rows());
    normalise(hidden, attentionNorm_, workspace);
    qkv_.multiply(workspace.normed, workspace.qkv, workspace);
    attend(span, cache, workspace);
    output_.multiply(workspace.mixed, workspace.projected, workspace);
    backend::addVector(hidden.data(), workspace.projected.data(), std::ssize(hidden));
    normalise(hidden, mlpNorm_, workspace);
    gateUp_.multiply(workspace.normed, workspace.gateUp, workspace);
    const auto size = static_cast<std::size_t>(intermediate_);
    workspace.mixed.resize(rows * size);
    workspace.team.run(rows, [&](std::size_t row) {
        const float* gate = workspace.gateUp.data() + 2 * row * size;
        backend::siluProduct(gate, gate + size, workspace.mixed.data() + row * size, intermediate_);
    });
    down_.multiply(workspace.mixed, workspace.projected, workspace);
    backend::addVector(hidden.data(), workspace.projected.data(), std::ssize(hidden));
}

} // namespace fracbit::network
