#include "network/torch/attention.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/baddbmm.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace fracbit::network {

namespace {

// Scores held at a time: 16 Mi values, 64 MiB in float32.
constexpr std::int64_t kMaximumScores = std::int64_t{1} << 24;

struct Range {
    std::int64_t begin;
    std::int64_t end;
    std::int64_t size() const { return end - begin; }
};

// 0 where the query sees the key, -infinity elsewhere: [queries, keys].
at::Tensor maskBias(Range queries, Range keys, std::int64_t window, at::ScalarType type) {
    const at::Tensor query = at::arange(queries.begin, queries.end, at::kLong).unsqueeze(1);
    const at::Tensor key = at::arange(keys.begin, keys.end, at::kLong).unsqueeze(0);
    at::Tensor hidden = key > query;
    if (window > 0)
        hidden = hidden.logical_or(key <= query - window);
    return at::zeros({queries.size(), keys.size()}, type)
        .masked_fill(hidden, -std::numeric_limits<double>::infinity());
}

// -infinity + x = -infinity: masks may be added before or after.
at::Tensor capped(const at::Tensor& scores, double softCap) {
    return softCap > 0 ? at::tanh(scores / softCap) * softCap : scores;
}

// Weights of [heads, queries, keys], float32; `sinks` [heads, queries, 1] or undefined.
at::Tensor softmaxWithSinks(const at::Tensor& scores, const at::Tensor& sinks) {
    if (!sinks.defined())
        return at::softmax(scores, -1, at::kFloat);
    const at::Tensor all = at::cat({scores.to(at::kFloat), sinks}, -1);
    return at::softmax(all, -1, at::kFloat).narrow(-1, 0, scores.size(-1));
}

// All queries of one chunk; `positions` are theirs.
at::Tensor attendChunk(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                       Range positions, const AttentionSpan& span) {
    const std::int64_t heads = queries.size(0) * queries.size(1);
    const std::int64_t group = queries.size(2);
    const std::int64_t window = span.window;
    const Range visible{window > 0 ? std::max<std::int64_t>(0, positions.begin - window + 1) : 0,
                        positions.end};
    const auto perHead = [&](const at::Tensor& all) {
        return all.narrow(2, visible.begin, visible.size()).flatten(0, 1);
    };
    const at::Tensor query = queries.reshape({heads, group * positions.size(), queries.size(4)});
    const at::Tensor key = perHead(keys).transpose(1, 2);
    at::Tensor scores;
    if (positions.size() == 1) { // a single query sees all of `visible`
        scores = capped(at::bmm(query, key), span.softCap);
    } else {
        const at::Tensor bias =
            maskBias(positions, visible, window, query.scalar_type()).repeat({group, 1});
        const at::Tensor all = bias.unsqueeze(0).expand({heads, -1, -1});
        scores = span.softCap > 0 ? capped(at::bmm(query, key), span.softCap) + all
                                  : at::baddbmm(all, query, key);
    }
    at::Tensor sinks; // of every query
    if (span.sinks.defined())
        sinks = span.sinks.repeat_interleave(positions.size(), 1)
                    .repeat({queries.size(0), 1})
                    .unsqueeze(-1);
    const at::Tensor weights = softmaxWithSinks(scores, sinks).to(query.scalar_type());
    const at::Tensor given = at::bmm(weights, perHead(values));
    return given.view({queries.size(0), queries.size(1), group, positions.size(), given.size(2)});
}

} // namespace

at::Tensor attend(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                  const AttentionSpan& span) {
    const std::int64_t count = queries.size(3);
    const std::int64_t scoresPerQuery =
        queries.size(0) * queries.size(1) * queries.size(2) * (span.firstPosition + count);
    const std::int64_t chunk = std::clamp<std::int64_t>(kMaximumScores / scoresPerQuery, 1, count);
    std::vector<at::Tensor> parts;
    for (std::int64_t begin = 0; begin < count; begin += chunk) {
        const std::int64_t size = std::min(chunk, count - begin);
        const Range positions{span.firstPosition + begin, span.firstPosition + begin + size};
        parts.push_back(attendChunk(queries.narrow(3, begin, size), keys, values, positions, span));
    }
    return parts.size() == 1 ? parts.front() : at::cat(parts, 3);
}

} // namespace fracbit::network
