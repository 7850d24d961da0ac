// Matrices that are not rotated or packed: embedding and head, multiplied as they are stored.
#pragma once

#include "backend/cpu/aligned_buffer.h"
#include "base/thread_team.h"
#include "tensor/dtype.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fracbit::backend {

// Row-major F16 or BF16, or I8 with a scale for each row. Owns a copy of the stored bytes.
// Immutable; safe to use from any thread.
class PlainMatrix {
public:
    // `rowScales`: empty, or one for each row. Throws Error(Internal) for other types or sizes.
    PlainMatrix(DType type, std::int64_t rows, std::int64_t columns,
                std::span<const std::byte> stored, std::vector<float> rowScales);

    std::int64_t rows() const { return rows_; }
    std::int64_t columns() const { return columns_; }
    std::size_t bytes() const { return values_.size() + rowScales_.size() * sizeof(float); }

    // One row as float32: an embedding.
    void row(std::int64_t index, std::span<float> out) const;
    // out[i] := matrix x[i] for `count` vectors, rows() numbers each.
    void multiply(std::span<const float> x, std::int64_t count, std::span<float> out,
                  ThreadTeam& team) const;

private:
    const std::byte* rowData(std::int64_t row) const;
    void multiplyRows(std::int64_t begin, std::int64_t end, std::span<const float> x,
                      std::int64_t count, std::span<float> out) const;

    DType type_;
    std::int64_t rows_;
    std::int64_t columns_;
    AlignedBuffer<std::byte> values_;
    std::vector<float> rowScales_;
};

} // namespace fracbit::backend
