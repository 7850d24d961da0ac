#include "backend/cpu/transform_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/transform_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace fracbit::backend::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Wide = hn::ScalableTag<float>;

HWY_INLINE void butterfly(float* a, float* b, std::int64_t size) {
    const Wide d;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t i = 0;
    for (; i + step <= size; i += step) {
        const auto low = hn::LoadU(d, a + i);
        const auto high = hn::LoadU(d, b + i);
        hn::StoreU(hn::Add(low, high), d, a + i);
        hn::StoreU(hn::Sub(low, high), d, b + i);
    }
    for (; i < size; ++i) {
        const float low = a[i];
        const float high = b[i];
        a[i] = low + high;
        b[i] = low - high;
    }
}

// H_4 of four vectors in place: two levels at once.
template <class V>
HWY_INLINE void butterfly4(V& a, V& b, V& c, V& d) {
    const V ab = hn::Add(a, b);
    const V amb = hn::Sub(a, b);
    const V cd = hn::Add(c, d);
    const V cmd = hn::Sub(c, d);
    a = hn::Add(ab, cd);
    b = hn::Add(amb, cmd);
    c = hn::Sub(ab, cd);
    d = hn::Sub(amb, cmd);
}

#if HWY_TARGET != HWY_SCALAR
// H_16 of 16 numbers: the levels within a vector by transposing 4 x 4.
HWY_INLINE void transform16(float* values) {
    const hn::FixedTag<float, 4> d;
    auto a = hn::LoadU(d, values);
    auto b = hn::LoadU(d, values + 4);
    auto c = hn::LoadU(d, values + 8);
    auto e = hn::LoadU(d, values + 12);
    butterfly4(a, b, c, e);
    const auto ac0 = hn::InterleaveLower(d, a, c);
    const auto ac1 = hn::InterleaveUpper(d, a, c);
    const auto be0 = hn::InterleaveLower(d, b, e);
    const auto be1 = hn::InterleaveUpper(d, b, e);
    auto column0 = hn::InterleaveLower(d, ac0, be0);
    auto column1 = hn::InterleaveUpper(d, ac0, be0);
    auto column2 = hn::InterleaveLower(d, ac1, be1);
    auto column3 = hn::InterleaveUpper(d, ac1, be1);
    butterfly4(column0, column1, column2, column3);
    const auto r0 = hn::InterleaveLower(d, column0, column2);
    const auto r1 = hn::InterleaveUpper(d, column0, column2);
    const auto r2 = hn::InterleaveLower(d, column1, column3);
    const auto r3 = hn::InterleaveUpper(d, column1, column3);
    hn::StoreU(hn::InterleaveLower(d, r0, r2), d, values);
    hn::StoreU(hn::InterleaveUpper(d, r0, r2), d, values + 4);
    hn::StoreU(hn::InterleaveLower(d, r1, r3), d, values + 8);
    hn::StoreU(hn::InterleaveUpper(d, r1, r3), d, values + 12);
}
#endif

// Levels `half` and 2 half, in one pass.
HWY_INLINE void twoLevels(float* values, std::int64_t size, std::int64_t half) {
    const Wide d;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t start = 0; start < size; start += 4 * half)
        for (std::int64_t i = start; i < start + half; i += step) {
            auto a = hn::LoadU(d, values + i);
            auto b = hn::LoadU(d, values + i + half);
            auto c = hn::LoadU(d, values + i + 2 * half);
            auto e = hn::LoadU(d, values + i + 3 * half);
            butterfly4(a, b, c, e);
            hn::StoreU(a, d, values + i);
            hn::StoreU(b, d, values + i + half);
            hn::StoreU(c, d, values + i + 2 * half);
            hn::StoreU(e, d, values + i + 3 * half);
        }
}

void walshHadamardImpl(float* values, std::int64_t size) {
    std::int64_t half = 1;
#if HWY_TARGET != HWY_SCALAR
    if (size >= 16) {
        for (std::int64_t i = 0; i < size; i += 16)
            transform16(values + i);
        half = 16;
    }
#endif
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(Wide()));
    for (; 4 * half <= size && half >= lanes; half *= 4)
        twoLevels(values, size, half);
    for (; half < size; half *= 2)
        for (std::int64_t start = 0; start < size; start += 2 * half)
            butterfly(values + start, values + start + half, half);
}

// kRows rows of the matrix at a time share what is loaded.
template <class D, int kRows>
HWY_INLINE void mixColumn(D d, const float* matrix, std::int64_t order, const float* in, float* out,
                          std::int64_t width) {
    hn::Vec<D> sums[kRows];
    for (auto& sum : sums)
        sum = hn::Zero(d);
    for (std::int64_t k = 0; k < order; ++k) {
        const auto x = hn::LoadU(d, in + k * width);
        for (int row = 0; row < kRows; ++row)
            sums[row] = hn::MulAdd(hn::Set(d, matrix[row * order + k]), x, sums[row]);
    }
    for (int row = 0; row < kRows; ++row)
        hn::StoreU(sums[row], d, out + row * width);
}

template <class D>
HWY_INLINE void mixColumns(D d, const float* matrix, std::int64_t order, const float* in,
                           float* out, std::int64_t width) {
    constexpr int kRows = 4; // orders are multiples of four
    for (std::int64_t row = 0; row < order; row += kRows)
        mixColumn<D, kRows>(d, matrix + row * order, order, in, out + row * width, width);
}

void mixRowsImpl(const float* matrix, std::int64_t order, const float* in, float* out,
                 std::int64_t width) {
    const Wide d;
    const hn::CappedTag<float, 1> one;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t column = 0;
    for (; column + step <= width; column += step)
        mixColumns(d, matrix, order, in + column, out + column, width);
    for (; column < width; ++column)
        mixColumns(one, matrix, order, in + column, out + column, width);
}

void applySignsImpl(const float* in, const float* signs, float* out, std::int64_t size) {
    const Wide d;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t i = 0;
    for (; i + step <= size; i += step)
        hn::StoreU(hn::Mul(hn::LoadU(d, in + i), hn::LoadU(d, signs + i)), d, out + i);
    for (; i < size; ++i)
        out[i] = in[i] * signs[i];
}

void multiplyByImpl(float factor, float* values, std::int64_t size) {
    const Wide d;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t i = 0;
    for (; i + step <= size; i += step)
        hn::StoreU(hn::Mul(hn::LoadU(d, values + i), hn::Set(d, factor)), d, values + i);
    for (; i < size; ++i)
        values[i] *= factor;
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(walshHadamardImpl);
HWY_EXPORT(mixRowsImpl);
HWY_EXPORT(applySignsImpl);
HWY_EXPORT(multiplyByImpl);

void walshHadamard(float* values, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(walshHadamardImpl)(values, size);
}

void mixRows(const float* matrix, std::int64_t order, const float* in, float* out,
             std::int64_t width) {
    HWY_DYNAMIC_DISPATCH(mixRowsImpl)(matrix, order, in, out, width);
}

void applySigns(const float* in, const float* signs, float* out, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(applySignsImpl)(in, signs, out, size);
}

void multiplyBy(float factor, float* values, std::int64_t size) {
    HWY_DYNAMIC_DISPATCH(multiplyByImpl)(factor, values, size);
}

} // namespace fracbit::backend
#endif
