#include "backend/cpu/plain_matrix.h"

#include "backend/cpu/plain_kernel.h"
#include "backend/cpu/vector_kernels.h"
#include "base/error.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace fracbit::backend {

PlainMatrix::PlainMatrix(DType type, std::int64_t rows, std::int64_t columns,
                         std::span<const std::byte> stored, std::vector<float> rowScales)
    : type_(type), rows_(rows), columns_(columns), values_(stored.size()),
      rowScales_(std::move(rowScales)) {
    const bool known = type == DType::F16 || type == DType::BF16 || type == DType::I8;
    if (!known || stored.size() != static_cast<std::size_t>(rows * columns) * blockBytes(type) ||
        (!rowScales_.empty() && std::ssize(rowScales_) != rows))
        throw Error(ErrorCode::Internal, "a plain matrix has a wrong type or size");
    std::ranges::copy(stored, values_.data());
}

const std::byte* PlainMatrix::rowData(std::int64_t row) const {
    return values_.data() + static_cast<std::size_t>(row * columns_) * blockBytes(type_);
}

void PlainMatrix::row(std::int64_t index, std::span<float> out) const {
    const std::byte* at = rowData(index);
    const float scale = rowScales_.empty() ? 1.0f : rowScales_[static_cast<std::size_t>(index)];
    for (float& value : out) {
        std::uint16_t bits = 0;
        if (type_ != DType::I8)
            std::memcpy(&bits, at, sizeof bits);
        value = type_ == DType::F16    ? halfToFloat(bits)
                : type_ == DType::BF16 ? bfloatToFloat(bits)
                                       : scale * static_cast<float>(static_cast<std::int8_t>(*at));
        at += blockBytes(type_);
    }
}

void PlainMatrix::multiplyRows(std::int64_t begin, std::int64_t end, std::span<const float> x,
                               std::int64_t count, std::span<float> out) const {
    multiplyPlainRows({type_, rowData(begin), end - begin, columns_}, x.data(), count,
                      out.data() + begin, rows_);
    if (rowScales_.empty())
        return;
    for (std::int64_t i = 0; i < count; ++i)
        for (std::int64_t row = begin; row < end; ++row)
            out[static_cast<std::size_t>(i * rows_ + row)] *=
                rowScales_[static_cast<std::size_t>(row)];
}

void PlainMatrix::multiply(std::span<const float> x, std::int64_t count, std::span<float> out,
                           ThreadTeam& team) const {
    assert(std::ssize(x) == count * columns_ && std::ssize(out) == count * rows_);
    constexpr std::int64_t kRows = 128; // a work item: some hundred KiB of weights
    constexpr std::int64_t kBatch = 64; // vectors that stay in the cache meanwhile
    const std::int64_t items = (rows_ + kRows - 1) / kRows;
    team.run(static_cast<std::size_t>(items), [&](std::size_t item) {
        const std::int64_t begin = static_cast<std::int64_t>(item) * kRows;
        const std::int64_t end = std::min(begin + kRows, rows_);
        for (std::int64_t i = 0; i < count; i += kBatch) {
            const std::int64_t size = std::min(kBatch, count - i);
            multiplyRows(begin, end, x.subspan(static_cast<std::size_t>(i * columns_)), size,
                         out.subspan(static_cast<std::size_t>(i * rows_)));
        }
    });
}

} // namespace fracbit::backend
