#include "backend/cpu/state_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/state_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace fracbit::backend::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Wide = hn::ScalableTag<float>;
using Single = hn::CappedTag<float, 1>;

template <class Tag>
HWY_INLINE void convolveColumns(Tag d, const float* const* inputs, const float* weights,
                                std::int64_t count, std::int64_t channels, std::int64_t channel,
                                float* out) {
    auto sum = hn::Zero(d);
    for (std::int64_t j = 0; j < count; ++j)
        sum = hn::MulAdd(hn::LoadU(d, weights + j * channels + channel),
                         hn::LoadU(d, inputs[j] + channel), sum);
    // Beyond 88 the exponential leaves float32, and the quotient is zero either way.
    const auto exponential = hn::Exp(d, hn::Min(hn::Neg(sum), hn::Set(d, 88.0f)));
    hn::StoreU(hn::Div(sum, hn::Add(hn::Set(d, 1.0f), exponential)), d, out + channel);
}

void convolveSiluImpl(const float* const* inputs, const float* weights, std::int64_t count,
                      std::int64_t channels, float* out) {
    const auto width = static_cast<std::int64_t>(hn::Lanes(Wide()));
    std::int64_t channel = 0;
    for (; channel + width <= channels; channel += width)
        convolveColumns(Wide(), inputs, weights, count, channels, channel, out);
    for (; channel < channels; ++channel)
        convolveColumns(Single(), inputs, weights, count, channels, channel, out);
}

// One vector of the state's columns, through all rows twice: what the keys recall, then what is
// learned of it and what the query asks for.
template <class Tag>
HWY_INLINE void stepColumns(Tag d, const DeltaStep& step, float* state, std::int64_t column,
                            float* out) {
    const auto decay = hn::Set(d, step.decay);
    auto recalled = hn::Zero(d);
    float* row = state + column;
    for (std::int64_t i = 0; i < step.keySize; ++i, row += step.valueSize) {
        const auto kept = hn::Mul(hn::LoadU(d, row), decay);
        hn::StoreU(kept, d, row);
        recalled = hn::MulAdd(hn::Set(d, step.key[i]), kept, recalled);
    }
    const auto learned =
        hn::Mul(hn::Sub(hn::LoadU(d, step.value + column), recalled), hn::Set(d, step.rate));
    auto answer = hn::Zero(d);
    row = state + column;
    for (std::int64_t i = 0; i < step.keySize; ++i, row += step.valueSize) {
        const auto known = hn::MulAdd(hn::Set(d, step.key[i]), learned, hn::LoadU(d, row));
        hn::StoreU(known, d, row);
        answer = hn::MulAdd(hn::Set(d, step.query[i]), known, answer);
    }
    hn::StoreU(answer, d, out + column);
}

void stepDeltaImpl(const DeltaStep& step, float* state, float* out) {
    const auto width = static_cast<std::int64_t>(hn::Lanes(Wide()));
    std::int64_t column = 0;
    for (; column + width <= step.valueSize; column += width)
        stepColumns(Wide(), step, state, column, out);
    for (; column < step.valueSize; ++column)
        stepColumns(Single(), step, state, column, out);
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(convolveSiluImpl);
HWY_EXPORT(stepDeltaImpl);

void convolveSilu(const float* const* inputs, const float* weights, std::int64_t count,
                  std::int64_t channels, float* out) {
    HWY_DYNAMIC_DISPATCH(convolveSiluImpl)(inputs, weights, count, channels, out);
}

void stepDelta(const DeltaStep& step, float* state, float* out) {
    HWY_DYNAMIC_DISPATCH(stepDeltaImpl)(step, state, out);
}

} // namespace fracbit::backend
#endif
