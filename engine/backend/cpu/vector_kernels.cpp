#include "backend/cpu/vector_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/vector_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

#include <algorithm>
#include <cmath>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace fracbit::backend::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::ScalableTag<float>;
using One = hn::CappedTag<float, 1>;

HWY_INLINE std::int64_t lanes() {
    return static_cast<std::int64_t>(hn::Lanes(D()));
}

// Calls step(tag, i) for whole vectors, then for single numbers.
template <class Step>
HWY_INLINE void forEach(std::int64_t size, const Step& step) {
    std::int64_t i = 0;
    for (; i + lanes() <= size; i += lanes())
        step(D(), i);
    for (; i < size; ++i)
        step(One(), i);
}

HWY_INLINE float dot(const float* a, const float* b, std::int64_t size) {
    const D d;
    auto first = hn::Zero(d);
    auto second = hn::Zero(d);
    std::int64_t i = 0;
    for (; i + 2 * lanes() <= size; i += 2 * lanes()) {
        first = hn::MulAdd(hn::LoadU(d, a + i), hn::LoadU(d, b + i), first);
        second = hn::MulAdd(hn::LoadU(d, a + i + lanes()), hn::LoadU(d, b + i + lanes()), second);
    }
    for (; i + lanes() <= size; i += lanes())
        first = hn::MulAdd(hn::LoadU(d, a + i), hn::LoadU(d, b + i), first);
    float sum = hn::GetLane(hn::SumOfLanes(d, hn::Add(first, second)));
    for (; i < size; ++i)
        sum += a[i] * b[i];
    return sum;
}

struct NormStep {
    const float* x;
    const float* weight;
    float factor;
    float* out;
    template <class Tag>
    HWY_INLINE void operator()(Tag d, std::int64_t i) const {
        const auto scaled = hn::Mul(hn::LoadU(d, x + i), hn::Set(d, factor));
        hn::StoreU(hn::Mul(scaled, hn::LoadU(d, weight + i)), d, out + i);
    }
};

void rmsNormImpl(const float* x, const float* weight, double epsilon, float* out,
                 std::int64_t size) {
    const double mean = static_cast<double>(dot(x, x, size)) / static_cast<double>(size);
    const auto factor = static_cast<float>(1.0 / std::sqrt(mean + epsilon));
    forEach(size, NormStep{x, weight, factor, out});
}

struct AddStep {
    float* x;
    const float* y;
    template <class Tag>
    HWY_INLINE void operator()(Tag d, std::int64_t i) const {
        hn::StoreU(hn::Add(hn::LoadU(d, x + i), hn::LoadU(d, y + i)), d, x + i);
    }
};

void addVectorImpl(float* x, const float* y, std::int64_t size) {
    forEach(size, AddStep{x, y});
}

struct ScaleStep {
    float* x;
    float factor;
    template <class Tag>
    HWY_INLINE void operator()(Tag d, std::int64_t i) const {
        hn::StoreU(hn::Mul(hn::LoadU(d, x + i), hn::Set(d, factor)), d, x + i);
    }
};

void scaleVectorImpl(float* x, float factor, std::int64_t size) {
    forEach(size, ScaleStep{x, factor});
}

// x / (1 + exp(-gate)). Beyond 88 the exponential leaves float32, and the quotient is zero
// either way.
template <class Tag, class V>
HWY_INLINE V timesSigmoid(Tag d, V x, V gate) {
    const auto exponential = hn::Exp(d, hn::Min(hn::Neg(gate), hn::Set(d, 88.0f)));
    return hn::Div(x, hn::Add(hn::Set(d, 1.0f), exponential));
}

struct SiluStep {
    const float* gate;
    const float* up;
    float* out;
    template <class Tag>
    HWY_INLINE void operator()(Tag d, std::int64_t i) const {
        const auto g = hn::LoadU(d, gate + i);
        hn::StoreU(hn::Mul(timesSigmoid(d, g, g), hn::LoadU(d, up + i)), d, out + i);
    }
};

void siluProductImpl(const float* gate, const float* up, float* out, std::int64_t size) {
    forEach(size, SiluStep{gate, up, out});
}

struct ClampedSwigluStep {
    const float* gate;
    const float* up;
    float limit;
    float* out;
    template <class Tag>
    HWY_INLINE void operator()(Tag d, std::int64_t i) const {
        constexpr float kSlope = 1.702f;
        const auto most = hn::Set(d, limit);
        const auto g = hn::Min(hn::LoadU(d, gate + i), most);
        const auto u = hn::Max(hn::Min(hn::LoadU(d, up + i), most), hn::Neg(most));
        const auto activated = timesSigmoid(d, g, hn::Mul(g, hn::Set(d, kSlope)));
        hn::StoreU(hn::MulAdd(activated, u, activated), d, out + i);
    }
};

void clampedSwigluProductImpl(const float* gate, const float* up, float limit, float* out,
                              std::int64_t size) {
    forEach(size, ClampedSwigluStep{gate, up, limit, out});
}

struct SigmoidStep {
    float* x;
    const float* gate;
    template <class Tag>
    HWY_INLINE void operator()(Tag d, std::int64_t i) const {
        hn::StoreU(timesSigmoid(d, hn::LoadU(d, x + i), hn::LoadU(d, gate + i)), d, x + i);
    }
};

void sigmoidGateImpl(float* x, const float* gate, std::int64_t size) {
    forEach(size, SigmoidStep{x, gate});
}

struct GeluStep {
    const float* gate;
    const float* up;
    float* out;
    template <class Tag>
    HWY_INLINE void operator()(Tag d, std::int64_t i) const {
        constexpr float kSlope = 0.7978845608f; // sqrt(2 / pi)
        const auto g = hn::LoadU(d, gate + i);
        const auto cubic = hn::Mul(hn::Mul(g, g), hn::Mul(g, hn::Set(d, 0.044715f)));
        const auto bent = hn::Tanh(d, hn::Mul(hn::Add(g, cubic), hn::Set(d, kSlope)));
        const auto half = hn::Mul(g, hn::Set(d, 0.5f));
        const auto activated = hn::MulAdd(half, bent, half);
        hn::StoreU(hn::Mul(activated, hn::LoadU(d, up + i)), d, out + i);
    }
};

void geluProductImpl(const float* gate, const float* up, float* out, std::int64_t size) {
    forEach(size, GeluStep{gate, up, out});
}

struct CapStep {
    float* x;
    float cap;
    template <class Tag>
    HWY_INLINE void operator()(Tag d, std::int64_t i) const {
        const auto bent = hn::Tanh(d, hn::Mul(hn::LoadU(d, x + i), hn::Set(d, 1.0f / cap)));
        hn::StoreU(hn::Mul(bent, hn::Set(d, cap)), d, x + i);
    }
};

void capVectorImpl(float* x, float cap, std::int64_t size) {
    forEach(size, CapStep{x, cap});
}

struct RopeStep {
    float* head;
    const float* cosine;
    const float* sine;
    std::int64_t half;
    template <class Tag>
    HWY_INLINE void operator()(Tag d, std::int64_t i) const {
        const auto a = hn::LoadU(d, head + i);
        const auto b = hn::LoadU(d, head + half + i);
        const auto c = hn::LoadU(d, cosine + i);
        const auto s = hn::LoadU(d, sine + i);
        hn::StoreU(hn::Sub(hn::Mul(a, c), hn::Mul(b, s)), d, head + i);
        hn::StoreU(hn::Add(hn::Mul(b, c), hn::Mul(a, s)), d, head + half + i);
    }
};

void rotateHeadImpl(float* head, const float* cosine, const float* sine, std::int64_t half) {
    forEach(half, RopeStep{head, cosine, sine, half});
}

using DK = hn::CappedTag<float, kKeyBlock>; // positions of a block of keys

// Products of a block of keys with the query.
HWY_INLINE void scoreBlock(const float* keys, const float* query, std::int64_t size,
                           float* scores) {
    constexpr std::int64_t kChains = 4; // sums that do not wait for each other
    const DK d;
    for (std::int64_t part = 0; part < kKeyBlock; part += static_cast<std::int64_t>(hn::Lanes(d))) {
        hn::Vec<DK> sums[kChains];
        for (auto& sum : sums)
            sum = hn::Zero(d);
        const float* at = keys + part;
        std::int64_t i = 0;
        for (; i + kChains <= size; i += kChains)
            for (std::int64_t chain = 0; chain < kChains; ++chain, at += kKeyBlock)
                sums[chain] =
                    hn::MulAdd(hn::Set(d, query[i + chain]), hn::LoadU(d, at), sums[chain]);
        for (; i < size; ++i, at += kKeyBlock)
            sums[0] = hn::MulAdd(hn::Set(d, query[i]), hn::LoadU(d, at), sums[0]);
        hn::StoreU(hn::Add(hn::Add(sums[0], sums[1]), hn::Add(sums[2], sums[3])), d, scores + part);
    }
}

// Scores of the blocks that positions [begin, end) lie in, -infinity for their other positions.
HWY_INLINE std::int64_t scoreBlocks(const HeadCache& cache, const float* query, float* scores) {
    constexpr float kUnseen = -std::numeric_limits<float>::infinity();
    const std::int64_t first = cache.begin / kKeyBlock * kKeyBlock;
    std::int64_t position = first;
    for (; position < cache.end; position += kKeyBlock)
        scoreBlock(cache.keys + position * cache.size, query, cache.size,
                   scores + (position - first));
    if (cache.softCap > 0)
        capVectorImpl(scores, cache.softCap, position - first);
    std::fill(scores, scores + (cache.begin - first), kUnseen);
    std::fill(scores + (cache.end - first), scores + (position - first), kUnseen);
    return position - first;
}

// scores := exp(scores - the largest of them and the sink); returns the sum of these and the
// sink's.
HWY_INLINE float exponentials(float* scores, std::int64_t count, float sink) {
    const DK d;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    auto largest = hn::Set(d, -std::numeric_limits<float>::infinity());
    for (std::int64_t j = 0; j < count; j += step)
        largest = hn::Max(largest, hn::LoadU(d, scores + j));
    largest = hn::Max(hn::MaxOfLanes(d, largest), hn::Set(d, sink));
    auto sum = hn::Zero(d);
    for (std::int64_t j = 0; j < count; j += step) {
        const auto value = hn::Exp(d, hn::Sub(hn::LoadU(d, scores + j), largest));
        hn::StoreU(value, d, scores + j);
        sum = hn::Add(sum, value);
    }
    return hn::GetLane(hn::SumOfLanes(d, sum)) + std::exp(sink - hn::GetLane(largest));
}

// kVectors vectors of the output at a time stay in registers over all positions, `weights` being
// those of [begin, end); even and odd positions do not wait for each other.
template <class Tag, int kVectors>
HWY_INLINE void weighValues(Tag d, const HeadCache& cache, const float* weights, float* out,
                            std::int64_t column) {
    const auto width = static_cast<std::int64_t>(hn::Lanes(d));
    hn::Vec<Tag> sums[2][kVectors];
    for (auto& parity : sums)
        for (auto& sum : parity)
            sum = hn::Zero(d);
    const std::int64_t count = cache.end - cache.begin;
    const std::int64_t stride = cache.valueWidth();
    const float* row = cache.values + cache.begin * stride + column;
    const auto weigh = [&](std::int64_t j, hn::Vec<Tag>(&into)[kVectors]) HWY_ATTR {
        const auto weight = hn::Set(d, weights[j]);
        for (std::int64_t v = 0; v < kVectors; ++v)
            into[v] = hn::MulAdd(weight, hn::LoadU(d, row + j * stride + v * width), into[v]);
    };
    std::int64_t j = 0;
    for (; j + 2 <= count; j += 2) {
        weigh(j, sums[0]);
        weigh(j + 1, sums[1]);
    }
    if (j < count)
        weigh(j, sums[0]);
    for (std::int64_t v = 0; v < kVectors; ++v)
        hn::StoreU(hn::Add(sums[0][v], sums[1][v]), d, out + column + v * width);
}

void attendImpl(const HeadCache& cache, const float* query, float* scores, float* out) {
    const std::int64_t count = scoreBlocks(cache, query, scores);
    const float sum = exponentials(scores, count, cache.sink);
    const float* weights = scores + cache.begin % kKeyBlock;
    const std::int64_t size = cache.valueWidth();
    std::int64_t column = 0;
    for (; column + 4 * lanes() <= size; column += 4 * lanes())
        weighValues<D, 4>(D(), cache, weights, out, column);
    for (; column + lanes() <= size; column += lanes())
        weighValues<D, 1>(D(), cache, weights, out, column);
    for (; column < size; ++column)
        weighValues<One, 1>(One(), cache, weights, out, column);
    scaleVectorImpl(out, 1.0f / sum, size);
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(rmsNormImpl);
HWY_EXPORT(addVectorImpl);
HWY_EXPORT(scaleVectorImpl);
HWY_EXPORT(siluProductImpl);
HWY_EXPORT(geluProductImpl);
HWY_EXPORT(clampedSwigluProductImpl);
HWY_EXPORT(sigmoidGateImpl);
HWY_EXPORT(capVectorImpl);
HWY_EXPORT(rotateHeadImpl);
HWY_EXPORT(attendImpl);

void rmsNorm(const float* x, const float* weight, double epsilon, float* out, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(rmsNormImpl)(x, weight, epsilon, out, size);
}

void addVector(float* x, const float* y, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(addVectorImpl)(x, y, size);
}

void scaleVector(float* x, float factor, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(scaleVectorImpl)(x, factor, size);
}

void siluProduct(const float* gate, const float* up, float* out, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(siluProductImpl)(gate, up, out, size);
}

void geluProduct(const float* gate, const float* up, float* out, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(geluProductImpl)(gate, up, out, size);
}

void clampedSwigluProduct(const float* gate, const float* up, float limit, float* out,
                          std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(clampedSwigluProductImpl)(gate, up, limit, out, size);
}

void sigmoidGate(float* x, const float* gate, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(sigmoidGateImpl)(x, gate, size);
}

void capVector(float* x, float cap, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(capVectorImpl)(x, cap, size);
}

void rotateHead(float* head, const float* cosine, const float* sine, std::int64_t half) {
    HWY_DYNAMIC_DISPATCH(rotateHeadImpl)(head, cosine, sine, half);
}

void storeKey(const float* key, std::int64_t size, std::int64_t position, float* keys) {
    float* block = keys + position / kKeyBlock * kKeyBlock * size + position % kKeyBlock;
    for (std::int64_t i = 0; i < size; ++i)
        block[i * kKeyBlock] = key[i];
}

void attend(const HeadCache& cache, const float* query, float* scores, float* out) {
    HWY_DYNAMIC_DISPATCH(attendImpl)(cache, query, scores, out);
}

} // namespace fracbit::backend
#endif
