#include "profiling/estimators/rotated_moments.h"

#include "base/parallel.h"

#include <algorithm>

namespace fracbit::profiling {

namespace {

void rotateRows(Tensor& matrix, const rotation::Rotation& rotation, const RunContext& context) {
    parallelFor(static_cast<std::size_t>(matrix.rows()), context, [&](std::size_t row) {
        rotation.rotate(matrix.row(static_cast<std::int64_t>(row)));
    });
}

void swapTiles(Tensor& matrix, std::int64_t row, std::int64_t column, std::int64_t tile) {
    const std::int64_t width = matrix.rows();
    for (std::int64_t i = row; i < std::min(row + tile, width); ++i)
        for (std::int64_t j = std::max(column, i + 1); j < std::min(column + tile, width); ++j)
            std::swap(matrix.values[static_cast<std::size_t>(i * width + j)],
                      matrix.values[static_cast<std::size_t>(j * width + i)]);
}

void transpose(Tensor& matrix, const RunContext& context) {
    constexpr std::int64_t kTile = 64; // two tiles of floats fit into a first-level cache
    const std::int64_t tiles = (matrix.rows() + kTile - 1) / kTile;
    parallelFor(static_cast<std::size_t>(tiles), context, [&](std::size_t n) {
        const std::int64_t row = static_cast<std::int64_t>(n) * kTile;
        for (std::int64_t column = row; column < matrix.rows(); column += kTile)
            swapTiles(matrix, row, column, kTile);
    });
}

} // namespace

void rotateMoments(Tensor& moments, const rotation::Rotation& rotation, const RunContext& context) {
    if (moments.rows() != rotation.size() || moments.columns() != rotation.size())
        throw Error(ErrorCode::Internal, "moments of another width than the rotation");
    rotateRows(moments, rotation, context);
    transpose(moments, context);
    rotateRows(moments, rotation, context);
}

} // namespace fracbit::profiling
