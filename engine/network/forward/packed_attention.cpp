#include "backend/cpu/vector_kernels.h"
#include "network/forward/attention_cache.h"

#include <algorithm>

namespace fracbit::network {

using checkpoint::Attention;

namespace {

class PackedAttention final : public PackedMixer {
public:
    PackedAttention(const PackedSource& source, const Attention& attention)
        : attention_(attention), queryNorm_(source.norm("attn.q_norm", attention.headNorm)),
          keyNorm_(
              source.norm("attn.k_norm", attention.keysOf ? std::nullopt : attention.headNorm)),
          qkv_(source, "qkv"), output_(source, "o") {
        ones_.assign(static_cast<std::size_t>(attention.headSize), 1.0f);
        if (attention.sinks)
            sinks_ = source.vector("attn.sinks");
    }

    std::unique_ptr<PackedMixerCache> makeCache(std::int64_t sequences) const override {
        return std::make_unique<AttentionCache>(sequences, attention_.kvHeads, attention_.headSize,
                                                attention_.headSize);
    }

    void run(std::span<const float> x, const PackedSpan& span, PackedMixerCache& cache,
             PackedWorkspace& workspace) const override {
        qkv_.multiply(x, workspace.inner, workspace);
        attend(span, dynamic_cast<AttentionCache&>(cache), workspace);
        output_.multiply(workspace.mixed, workspace.projected, workspace);
    }

private:
    // Of a query's head in a row of q, k and v; with a gate, that follows it.
    std::int64_t queryStride() const {
        return attention_.outputGate ? 2 * attention_.headSize : attention_.headSize;
    }
    std::int64_t keysBegin() const { return attention_.heads * queryStride(); }

    // Norm and rope of one head of a token's queries or keys; queries are scaled as well.
    void placeHead(float* values, bool query, std::int64_t token,
                   const PackedWorkspace& workspace) const;
    void storeHeads(float* qkv, std::int64_t row, const PackedSpan& span, AttentionCache& cache,
                    const PackedWorkspace& workspace) const;
    void attend(const PackedSpan& span, AttentionCache& cache, PackedWorkspace& workspace) const;
    void attendHead(std::int64_t row, std::int64_t head, const PackedSpan& span,
                    AttentionCache& cache, PackedWorkspace& workspace) const;

    Attention attention_;
    std::vector<float> queryNorm_; // empty norms are absent
    std::vector<float> keyNorm_;
    std::vector<float> sinks_;
    std::vector<float> ones_; // the weights of the values' norm
    PackedLinear qkv_;
    PackedLinear output_;
};

void PackedAttention::placeHead(float* values, bool query, std::int64_t token,
                                const PackedWorkspace& workspace) const {
    if (attention_.headNorm)
        backend::rmsNorm(values, (query ? queryNorm_ : keyNorm_).data(),
                         attention_.headNorm->epsilon, values, attention_.headSize);
    if (attention_.rope) {
        const PackedWorkspace::RopeRows& rope = workspace.ropes[*attention_.rope];
        const std::int64_t half = rope.pairs;
        backend::rotateHead(values, rope.cosine.data() + token * half,
                            rope.sine.data() + token * half, half);
    }
    if (query)
        backend::scaleVector(values, static_cast<float>(attention_.scale), attention_.headSize);
}

// One token's keys and values go to the cache, if they are this block's; its queries stay in place.
void PackedAttention::storeHeads(float* qkv, std::int64_t row, const PackedSpan& span,
                                 AttentionCache& cache, const PackedWorkspace& workspace) const {
    const std::int64_t size = attention_.headSize;
    const std::int64_t token = row % span.count;
    const std::int64_t sequence = row / span.count;
    const std::int64_t position = span.first + token;
    for (std::int64_t head = 0; head < attention_.heads; ++head)
        placeHead(qkv + head * queryStride(), true, token, workspace);
    for (std::int64_t head = 0; head < attention_.kvHeads && !attention_.keysOf; ++head) {
        const std::int64_t place = sequence * attention_.kvHeads + head;
        float* key = qkv + keysBegin() + head * size;
        float* value = cache.values(place) + position * size;
        std::copy_n(attention_.sharedValues ? key : key + attention_.kvHeads * size, size, value);
        if (attention_.valueNorm)
            backend::rmsNorm(value, ones_.data(), attention_.valueNorm->epsilon, value, size);
        placeHead(key, false, token, workspace);
        backend::storeKey(key, size, position, cache.keys(place));
    }
}

void PackedAttention::attendHead(std::int64_t row, std::int64_t head, const PackedSpan& span,
                                 AttentionCache& cache, PackedWorkspace& workspace) const {
    thread_local std::vector<float> scores;
    const std::int64_t end = span.first + row % span.count + 1;
    const std::int64_t begin =
        attention_.window > 0 ? std::max<std::int64_t>(0, end - attention_.window) : 0;
    scores.resize(static_cast<std::size_t>(
        std::max(std::ssize(scores), end - begin + 2 * backend::kKeyBlock)));
    const std::int64_t group = attention_.heads / attention_.kvHeads;
    const std::int64_t place = row / span.count * attention_.kvHeads + head / group;
    const std::int64_t size = attention_.headSize;
    backend::HeadCache seen{cache.keys(place), cache.values(place), size, begin, end};
    seen.softCap = static_cast<float>(attention_.softCap);
    if (attention_.sinks)
        seen.sink = sinks_[static_cast<std::size_t>(head)];
    const float* query = workspace.inner.data() + row * qkv_.rows() + head * queryStride();
    float* out = workspace.mixed.data() + (row * attention_.heads + head) * size;
    backend::attend(seen, query, scores.data(), out);
    if (attention_.outputGate)
        backend::sigmoidGate(out, query + size, size);
}

void PackedAttention::attend(const PackedSpan& span, AttentionCache& cache,
                             PackedWorkspace& workspace) const {
    if (!attention_.keysOf) // its block has made room, and has filled it
        cache.reserve(span.first + span.count, span.first);
    const std::int64_t rows = span.rows();
    workspace.team.run(static_cast<std::size_t>(rows), [&](std::size_t row) {
        const auto index = static_cast<std::int64_t>(row);
        storeHeads(workspace.inner.data() + index * qkv_.rows(), index, span, cache, workspace);
    });
    workspace.mixed.resize(static_cast<std::size_t>(rows * attention_.heads * attention_.headSize));
    workspace.team.run(static_cast<std::size_t>(rows * attention_.heads), [&](std::size_t item) {
        const auto index = static_cast<std::int64_t>(item);
        attendHead(index / attention_.heads, index % attention_.heads, span, cache, workspace);
    });
}

} // namespace

std::unique_ptr<PackedMixer> loadAttention(const PackedSource& source, const Attention& attention) {
    return std::make_unique<PackedAttention>(source, attention);
}

} // namespace fracbit::network
