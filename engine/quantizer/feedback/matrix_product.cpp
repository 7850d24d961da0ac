#include "quantizer/feedback/matrix_product.h"

#include "base/parallel.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quantizer/feedback/matrix_product.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef FRACBIT_PRODUCT_TASK
#define FRACBIT_PRODUCT_TASK
namespace fracbit::quantizer {

// One tile of C: rows x columns of a product of the given depth. Private to this file, but seen by
// the code for every instruction set.
struct ProductTask {
    float sign;
    MatrixView a; // rows x depth
    MatrixView b; // depth x columns
    float* c;
    std::int64_t stride;
};

} // namespace fracbit::quantizer
#endif

HWY_BEFORE_NAMESPACE();
namespace fracbit::quantizer::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// 6 x 2 vectors of sums fit into the 16 registers of AVX2 beside what they are made of.
constexpr std::int64_t kRows = 6;
constexpr std::int64_t kVectors = 2;

using Floats = hn::ScalableTag<float>;

// c (kRows x two vectors) += a b; a packed kRows a column, b packed two vectors a row.
HWY_INLINE void multiplyTile(const float* HWY_RESTRICT a, const float* HWY_RESTRICT b,
                             std::int64_t depth, float* HWY_RESTRICT c, std::int64_t stride) {
    const Floats d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    hn::Vec<Floats> sums[kRows][kVectors];
    for (std::int64_t i = 0; i < kRows; ++i)
        for (std::int64_t v = 0; v < kVectors; ++v)
            sums[i][v] = hn::LoadU(d, c + i * stride + v * lanes);
    for (std::int64_t k = 0; k < depth; ++k, a += kRows, b += kVectors * lanes) {
        const auto b0 = hn::LoadU(d, b);
        const auto b1 = hn::LoadU(d, b + lanes);
        for (std::int64_t i = 0; i < kRows; ++i) {
            const auto factor = hn::Set(d, a[i]);
            sums[i][0] = hn::MulAdd(factor, b0, sums[i][0]);
            sums[i][1] = hn::MulAdd(factor, b1, sums[i][1]);
        }
    }
    for (std::int64_t i = 0; i < kRows; ++i)
        for (std::int64_t v = 0; v < kVectors; ++v)
            hn::StoreU(sums[i][v], d, c + i * stride + v * lanes);
}

// Rows of a in groups of kRows, column by column, padded with zeros.
void packLeft(const ProductTask& task, std::vector<float>& packed) {
    const std::int64_t groups = (task.a.rows + kRows - 1) / kRows;
    packed.assign(static_cast<std::size_t>(groups * kRows * task.a.columns), 0.0f);
    for (std::int64_t i = 0; i < task.a.rows; ++i) {
        float* to = packed.data() + i / kRows * kRows * task.a.columns + i % kRows;
        const float* from = task.a.values + i * task.a.rowStride;
        for (std::int64_t k = 0; k < task.a.columns; ++k)
            to[k * kRows] = task.sign * from[k * task.a.columnStride];
    }
}

// Columns [begin, begin + width) of b, row by row, padded with zeros to `padded` columns.
void packRight(const MatrixView& b, std::int64_t begin, std::int64_t width, std::int64_t padded,
               std::vector<float>& packed) {
    packed.assign(static_cast<std::size_t>(padded * b.rows), 0.0f);
    for (std::int64_t k = 0; k < b.rows; ++k) {
        const float* from = b.values + k * b.rowStride + begin * b.columnStride;
        float* to = packed.data() + k * padded;
        for (std::int64_t j = 0; j < width; ++j)
            to[j] = from[j * b.columnStride];
    }
}

// A tile at the edge, by way of one of full size.
void multiplyEdge(const float* a, const float* b, std::int64_t depth, float* c, std::int64_t stride,
                  std::int64_t rows, std::int64_t columns) {
    const auto width = kVectors * static_cast<std::int64_t>(hn::Lanes(Floats()));
    float tile[kRows * kVectors * hn::MaxLanes(Floats())] = {};
    for (std::int64_t i = 0; i < rows; ++i)
        std::copy_n(c + i * stride, columns, tile + i * width);
    multiplyTile(a, b, depth, tile, width);
    for (std::int64_t i = 0; i < rows; ++i)
        std::copy_n(tile + i * width, columns, c + i * stride);
}

void runProduct(const ProductTask& task) {
    thread_local std::vector<float> left;
    thread_local std::vector<float> right;
    const std::int64_t depth = task.a.columns;
    const auto width = kVectors * static_cast<std::int64_t>(hn::Lanes(Floats()));
    packLeft(task, left);
    for (std::int64_t j = 0; j < task.b.columns; j += width) {
        const std::int64_t columns = std::min(width, task.b.columns - j);
        packRight(task.b, j, columns, width, right);
        for (std::int64_t i = 0; i < task.a.rows; i += kRows) {
            const std::int64_t rows = std::min(kRows, task.a.rows - i);
            float* c = task.c + i * task.stride + j;
            const float* a = left.data() + i * depth;
            if (rows == kRows && columns == width)
                multiplyTile(a, right.data(), depth, c, task.stride);
            else
                multiplyEdge(a, right.data(), depth, c, task.stride, rows, columns);
        }
    }
}

} // namespace fracbit::quantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::quantizer {

namespace {

HWY_EXPORT(runProduct);

// A tile of C a task: packed, its part of A takes 48 KB and a strip of B 16 KB.
constexpr std::int64_t kTaskRows = 96;
constexpr std::int64_t kTaskColumns = 512;

MatrixView part(const MatrixView& whole, std::int64_t row, std::int64_t rows, std::int64_t column,
                std::int64_t columns) {
    return {whole.values + row * whole.rowStride + column * whole.columnStride, rows, columns,
            whole.rowStride, whole.columnStride};
}

} // namespace

void addProduct(float sign, MatrixView a, MatrixView b, float* c, std::int64_t stride, Part wanted,
                const RunContext& context) {
    assert(a.columns == b.rows && a.columns <= kProductDepth);
    const std::int64_t across = (b.columns + kTaskColumns - 1) / kTaskColumns;
    const std::int64_t down = (a.rows + kTaskRows - 1) / kTaskRows;
    parallelFor(static_cast<std::size_t>(across * down), context, [&](std::size_t index) {
        const std::int64_t row = static_cast<std::int64_t>(index) / across * kTaskRows;
        const std::int64_t column = static_cast<std::int64_t>(index) % across * kTaskColumns;
        const std::int64_t rows = std::min(kTaskRows, a.rows - row);
        const std::int64_t columns = std::min(kTaskColumns, b.columns - column);
        if (wanted == Part::Upper && column + columns <= row)
            return;
        HWY_DYNAMIC_DISPATCH(runProduct)
        ({sign, part(a, row, rows, 0, a.columns), part(b, 0, b.rows, column, columns),
          c + row * stride + column, stride});
    });
}

double sumOfForms(const Tensor& rows, const Tensor& matrix, const RunContext& context) {
    Tensor product(rows.shape);
    const std::int64_t width = rows.columns();
    for (std::int64_t k = 0; k < width; k += kProductDepth) {
        const std::int64_t depth = std::min(kProductDepth, width - k);
        addProduct(1, {rows.values.data() + k, rows.rows(), depth, width},
                   {matrix.values.data() + k * width, depth, width, width}, product.values.data(),
                   width, Part::All, context);
    }
    return std::inner_product(rows.values.begin(), rows.values.end(), product.values.begin(), 0.0);
}

} // namespace fracbit::quantizer
#endif
