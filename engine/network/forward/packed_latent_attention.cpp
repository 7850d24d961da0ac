#include "backend/cpu/vector_kernels.h"
#include "network/forward/attention_cache.h"

namespace fracbit::network {

using checkpoint::LatentAttention;

namespace {

class PackedLatentAttention final : public PackedMixer {
public:
    PackedLatentAttention(const PackedSource& source, const LatentAttention& attention)
        : attention_(attention), input_(source, "in"),
          keyNorm_(source.norm("attn.kv_a_norm", attention.latentNorm)),
          keysValues_(source, "kv_b"), output_(source, "o") {
        if (attention.queryRank > 0) {
            queryNorm_ = source.norm("attn.q_a_norm", attention.latentNorm);
            query_.emplace(source, "q_b");
        }
    }

    std::unique_ptr<PackedMixerCache> makeCache(std::int64_t sequences) const override {
        return std::make_unique<AttentionCache>(sequences, attention_.heads, attention_.headSize(),
                                                attention_.valueSize);
    }

    void run(std::span<const float> x, const PackedSpan& span, PackedMixerCache& cache,
             PackedWorkspace& workspace) const override {
        auto& own = dynamic_cast<AttentionCache&>(cache);
        own.reserve(span.first + span.count, span.first);
        input_.multiply(x, workspace.inner, workspace);
        const std::int64_t rows = span.rows();
        const std::int64_t first = queryWidth();
        if (query_)
            projectLatent(0, attention_.queryRank, queryNorm_, *query_, rows, workspace.sent,
                          workspace);
        projectLatent(first, attention_.keyValueRank, keyNorm_, keysValues_, rows, workspace.given,
                      workspace);
        forHeads(rows, workspace, [&](std::int64_t row, std::int64_t head) {
            storeHead(row, head, span, own, workspace);
        });
        workspace.mixed.resize(
            static_cast<std::size_t>(rows * attention_.heads * attention_.valueSize));
        forHeads(rows, workspace, [&](std::int64_t row, std::int64_t head) {
            attendHead(row, head, span, own, workspace);
        });
        output_.multiply(workspace.mixed, workspace.projected, workspace);
    }

private:
    // Of what the first product gives, what queries come from.
    std::int64_t queryWidth() const {
        return query_ ? attention_.queryRank : attention_.heads * attention_.headSize();
    }

    template <class Work>
    void forHeads(std::int64_t rows, PackedWorkspace& workspace, const Work& work) const {
        workspace.team.run(static_cast<std::size_t>(rows * attention_.heads),
                           [&](std::size_t item) {
                               const auto index = static_cast<std::int64_t>(item);
                               work(index / attention_.heads, index % attention_.heads);
                           });
    }

    // out := layer(norm of `size` numbers of each row, from `begin` on).
    void projectLatent(std::int64_t begin, std::int64_t size, const std::vector<float>& norm,
                       const PackedLinear& layer, std::int64_t rows, std::vector<float>& out,
                       PackedWorkspace& workspace) const {
        workspace.summed.resize(static_cast<std::size_t>(rows * size));
        for (std::int64_t row = 0; row < rows; ++row)
            backend::rmsNorm(workspace.inner.data() + row * input_.rows() + begin, norm.data(),
                             attention_.latentNorm.epsilon, workspace.summed.data() + row * size,
                             size);
        layer.multiply(workspace.summed, out, workspace);
    }

    void turn(float* part, std::int64_t token, const PackedWorkspace& workspace) const {
        const PackedWorkspace::RopeRows& rope = workspace.ropes[attention_.rope];
        backend::rotateHead(part, rope.cosine.data() + token * rope.pairs,
                            rope.sine.data() + token * rope.pairs, rope.pairs);
    }

    float* queryOf(std::int64_t row, std::int64_t head, PackedWorkspace& workspace) const {
        const std::int64_t stride = query_ ? query_->rows() : input_.rows();
        return (query_ ? workspace.sent : workspace.inner).data() + row * stride +
               head * attention_.headSize();
    }

    // The query is turned and scaled in place, key and value go to the cache.
    void storeHead(std::int64_t row, std::int64_t head, const PackedSpan& span,
                   AttentionCache& cache, PackedWorkspace& workspace) const {
        thread_local std::vector<float> key;
        const std::int64_t token = row % span.count;
        const std::int64_t position = span.first + token;
        const std::int64_t place = row / span.count * attention_.heads + head;
        float* query = queryOf(row, head, workspace);
        turn(query + attention_.contentSize, token, workspace);
        backend::scaleVector(query, static_cast<float>(attention_.scale), attention_.headSize());
        const float* content = workspace.given.data() + row * keysValues_.rows() +
                               head * (attention_.contentSize + attention_.valueSize);
        const float* shared =
            workspace.inner.data() + row * input_.rows() + queryWidth() + attention_.keyValueRank;
        key.assign(content, content + attention_.contentSize);
        key.insert(key.end(), shared, shared + attention_.ropeSize);
        turn(key.data() + attention_.contentSize, token, workspace);
        backend::storeKey(key.data(), attention_.headSize(), position, cache.keys(place));
        std::copy_n(content + attention_.contentSize, attention_.valueSize,
                    cache.values(place) + position * attention_.valueSize);
    }

    void attendHead(std::int64_t row, std::int64_t head, const PackedSpan& span,
                    AttentionCache& cache, PackedWorkspace& workspace) const {
        thread_local std::vector<float> scores;
        const std::int64_t end = span.first + row % span.count + 1;
        scores.resize(
            static_cast<std::size_t>(std::max(std::ssize(scores), end + 2 * backend::kKeyBlock)));
        const std::int64_t place = row / span.count * attention_.heads + head;
        backend::HeadCache seen{cache.keys(place), cache.values(place), attention_.headSize(), 0,
                                end};
        seen.valueSize = attention_.valueSize;
        backend::attend(seen, queryOf(row, head, workspace), scores.data(),
                        workspace.mixed.data() +
                            (row * attention_.heads + head) * attention_.valueSize);
    }

    LatentAttention attention_;
    PackedLinear input_; // q_a, or q, then kv_a
    std::vector<float> queryNorm_;
    std::vector<float> keyNorm_;
    std::optional<PackedLinear> query_;
    PackedLinear keysValues_;
    PackedLinear output_;
};

} // namespace

std::unique_ptr<PackedMixer> loadLatentAttention(const PackedSource& source,
                                                 const LatentAttention& attention) {
    return std::make_unique<PackedLatentAttention>(source, attention);
}

} // namespace fracbit::network
