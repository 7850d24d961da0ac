#include "backend/cpu/plain_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/plain_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace fracbit::backend::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;

// How numbers of each type become float32: a vector of them, and a single one.
struct Half {
    static constexpr std::int64_t kBytes = 2;
    static HWY_INLINE V load(const std::byte* at) {
        const hn::Rebind<hwy::float16_t, D> d;
        return hn::PromoteTo(D(), hn::LoadU(d, reinterpret_cast<const hwy::float16_t*>(at)));
    }
    static HWY_INLINE float one(const std::byte* at) {
        return halfToFloat(*reinterpret_cast<const std::uint16_t*>(at));
    }
};

struct Brain {
    static constexpr std::int64_t kBytes = 2;
    static HWY_INLINE V load(const std::byte* at) {
        const hn::Rebind<std::uint16_t, D> d;
        const hn::RebindToUnsigned<D> wide;
        const auto bits = hn::LoadU(d, reinterpret_cast<const std::uint16_t*>(at));
        return hn::BitCast(D(), hn::ShiftLeft<16>(hn::PromoteTo(wide, bits)));
    }
    static HWY_INLINE float one(const std::byte* at) {
        return bfloatToFloat(*reinterpret_cast<const std::uint16_t*>(at));
    }
};

struct Byte {
    static constexpr std::int64_t kBytes = 1;
    static HWY_INLINE V load(const std::byte* at) {
        const hn::Rebind<std::int8_t, D> d;
        const hn::RebindToSigned<D> wide;
        return hn::ConvertTo(
            D(), hn::PromoteTo(wide, hn::LoadU(d, reinterpret_cast<const std::int8_t*>(at))));
    }
    static HWY_INLINE float one(const std::byte* at) {
        return static_cast<float>(static_cast<std::int8_t>(*at));
    }
};

// kRows rows with kCount vectors.
template <class Type, int kRows, int kCount>
HWY_INLINE void multiplyTile(const PlainRows& rows, const float* x, float* out,
                             std::int64_t outStride) {
    const D d;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    const std::int64_t rowBytes = rows.columns * Type::kBytes;
    V sums[kRows][kCount];
    for (auto& row : sums)
        for (V& sum : row)
            sum = hn::Zero(d);
    std::int64_t column = 0;
    for (; column + step <= rows.columns; column += step) {
        V inputs[kCount];
        for (std::int64_t i = 0; i < kCount; ++i)
            inputs[i] = hn::LoadU(d, x + i * rows.columns + column);
        for (std::int64_t r = 0; r < kRows; ++r) {
            const V weights = Type::load(rows.values + r * rowBytes + column * Type::kBytes);
            for (std::int64_t i = 0; i < kCount; ++i)
                sums[r][i] = hn::MulAdd(weights, inputs[i], sums[r][i]);
        }
    }
    for (std::int64_t r = 0; r < kRows; ++r)
        for (std::int64_t i = 0; i < kCount; ++i) {
            float sum = hn::GetLane(hn::SumOfLanes(d, sums[r][i]));
            for (std::int64_t rest = column; rest < rows.columns; ++rest)
                sum += Type::one(rows.values + r * rowBytes + rest * Type::kBytes) *
                       x[i * rows.columns + rest];
            out[i * outStride + r] = sum;
        }
}

// One row with one vector. Rows come one after another: their memory is read from end to end, as
// prefetchers like it, which makes products of narrow matrices twice as fast.
template <class Type>
HWY_INLINE float dotRow(const std::byte* row, const float* x, std::int64_t columns) {
    constexpr std::int64_t kChains = 4; // sums that do not wait for each other
    const D d;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    V sums[kChains];
    for (V& sum : sums)
        sum = hn::Zero(d);
    std::int64_t column = 0;
    for (; column + kChains * step <= columns; column += kChains * step)
        for (std::int64_t i = 0; i < kChains; ++i) {
            const std::int64_t at = column + i * step;
            sums[i] =
                hn::MulAdd(Type::load(row + at * Type::kBytes), hn::LoadU(d, x + at), sums[i]);
        }
    for (; column + step <= columns; column += step)
        sums[0] =
            hn::MulAdd(Type::load(row + column * Type::kBytes), hn::LoadU(d, x + column), sums[0]);
    const V total = hn::Add(hn::Add(sums[0], sums[1]), hn::Add(sums[2], sums[3]));
    float sum = hn::GetLane(hn::SumOfLanes(d, total));
    for (; column < columns; ++column)
        sum += Type::one(row + column * Type::kBytes) * x[column];
    return sum;
}

template <class Type, int kRows>
HWY_INLINE void multiplyInputs(const PlainRows& rows, const float* x, std::int64_t count,
                               float* out, std::int64_t outStride) {
    constexpr std::int64_t kMany = 4;
    std::int64_t i = 0;
    for (; i + kMany <= count; i += kMany)
        multiplyTile<Type, kRows, kMany>(rows, x + i * rows.columns, out + i * outStride,
                                         outStride);
    for (; i < count; ++i)
        multiplyTile<Type, kRows, 1>(rows, x + i * rows.columns, out + i * outStride, outStride);
}

template <class Type>
HWY_INLINE void multiplyType(const PlainRows& rows, const float* x, std::int64_t count, float* out,
                             std::int64_t outStride) {
    constexpr std::int64_t kMany = 4;
    const std::int64_t rowBytes = rows.columns * Type::kBytes;
    if (count == 1) {
        for (std::int64_t row = 0; row < rows.rows; ++row)
            out[row] = dotRow<Type>(rows.values + row * rowBytes, x, rows.columns);
        return;
    }
    PlainRows part = rows;
    std::int64_t row = 0;
    for (; row + kMany <= rows.rows; row += kMany) {
        part.values = rows.values + row * rowBytes;
        multiplyInputs<Type, kMany>(part, x, count, out + row, outStride);
    }
    for (; row < rows.rows; ++row) {
        part.values = rows.values + row * rowBytes;
        multiplyInputs<Type, 1>(part, x, count, out + row, outStride);
    }
}

void multiplyRowsImpl(const PlainRows& rows, const float* x, std::int64_t count, float* out,
                      std::int64_t outStride) {
    if (rows.type == DType::F16)
        multiplyType<Half>(rows, x, count, out, outStride);
    else if (rows.type == DType::BF16)
        multiplyType<Brain>(rows, x, count, out, outStride);
    else
        multiplyType<Byte>(rows, x, count, out, outStride);
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(multiplyRowsImpl);

void multiplyPlainRows(const PlainRows& rows, const float* x, std::int64_t count, float* out,
                       std::int64_t outStride) {
    HWY_DYNAMIC_DISPATCH(multiplyRowsImpl)(rows, x, count, out, outStride);
}

} // namespace fracbit::backend
#endif
