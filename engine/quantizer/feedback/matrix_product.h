// Products of float32 matrices for the feedback of errors: small, and the same bits whatever the
// number of threads, which a BLAS does not promise.
#pragma once

#include "base/progress.h"
#include "tensor/tensor.h"

#include <cstdint>

namespace fracbit::quantizer {

// Any layout: element (i, j) lies at values[i * rowStride + j * columnStride].
struct MatrixView {
    const float* values = nullptr;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t rowStride = 0;
    std::int64_t columnStride = 1;

    MatrixView transposed() const { return {values, columns, rows, columnStride, rowStride}; }
};

// Which elements are wanted. Upper leaves out tiles that lie below the diagonal; what is below it
// in other tiles is written all the same.
enum class Part { All, Upper };

// C := C + sign A B, rows of C `stride` apart. Every element is one chain of fused multiply-adds in
// the order of A's columns, starting from C: the same bits for any number of threads, and on every
// instruction set that has them (AVX2, AVX-512, NEON). Meant for products of at most kProductDepth
// columns of A. C must not overlap what A and B read.
inline constexpr std::int64_t kProductDepth = 128;
void addProduct(float sign, MatrixView a, MatrixView b, float* c, std::int64_t stride, Part part,
                const RunContext& context);

// Sum of x M x^T over the rows x; M is of their width, square.
double sumOfForms(const Tensor& rows, const Tensor& matrix, const RunContext& context);

} // namespace fracbit::quantizer
