// Products with rows of stored numbers. Internal to backend/cpu.
#pragma once

#include "tensor/dtype.h"

#include <cstddef>
#include <cstdint>

namespace fracbit::backend {

struct PlainRows {
    DType type;              // F16, BF16 or I8
    const std::byte* values; // of the first row
    std::int64_t rows;
    std::int64_t columns;
};

// out[i * outStride + r] := row r times x[i], x[i] = x + i * columns.
void multiplyPlainRows(const PlainRows& rows, const float* x, std::int64_t count, float* out,
                       std::int64_t outStride);

} // namespace fracbit::backend
