#include "checkpoint/formats/stored_rows.h"

#include <algorithm>

namespace fracbit::checkpoint {

namespace {

std::size_t index(std::int64_t value) {
    return static_cast<std::size_t>(value);
}

void readNumbers(const StoredTensor& stored, const StoredPlace& place, std::int64_t begin,
                 std::int64_t end, Tensor& result) {
    const Tensor all = readTensor(stored);
    forRuns(place, begin, end, [&](std::int64_t row, const RowRun& run) {
        for (std::int64_t i = 0; i < run.count; ++i)
            result.values[index(row - begin + i)] =
                all.values[index(place.firstRow + run.first + i * run.step)];
    });
}

void readMatrixRows(const StoredTensor& stored, const StoredPlace& place, std::int64_t begin,
                    std::int64_t end, Tensor& result) {
    const std::int64_t width = result.columns();
    forRuns(place, begin, end, [&](std::int64_t row, const RowRun& run) {
        const std::int64_t together = run.step == 1 ? run.count : 1;
        for (std::int64_t i = 0; i < run.count; i += together) {
            const std::int64_t first = place.firstRow + run.first + i * run.step;
            readRows(stored, first, first + together,
                     std::span(result.values)
                         .subspan(index((row - begin + i) * width), index(together * width)));
        }
    });
}

// Part of a stored row, of a type whose elements stand alone.
StoredTensor partOfRow(const StoredTensor& stored, std::int64_t row, std::int64_t begin,
                       std::int64_t count) {
    const std::size_t size = blockBytes(stored.dtype);
    const std::int64_t first = row * stored.shape.back() + begin;
    return {stored.name,
            stored.dtype,
            {1, count},
            stored.bytes.subspan(index(first) * size, index(count) * size)};
}

void readColumns(const StoredTensor& stored, const StoredPlace& place, std::int64_t begin,
                 std::int64_t end, Tensor& result) {
    const std::int64_t perMatrix = stored.shape.back(); // rows of the tensors in a stored matrix
    const std::int64_t inputs = result.columns();
    const std::int64_t matrix = place.firstRow / perMatrix;
    const std::int64_t base = place.firstRow % perMatrix;
    std::vector<float> part;
    forRuns(place, begin, end, [&](std::int64_t row, const RowRun& run) {
        const std::int64_t reach = (run.count - 1) * run.step + 1;
        part.resize(index(reach));
        for (std::int64_t column = 0; column < inputs; ++column) {
            readRows(partOfRow(stored, matrix * inputs + column, base + run.first, reach), 0, 1,
                     part);
            for (std::int64_t i = 0; i < run.count; ++i)
                result.row(row - begin + i)[index(column)] = part[index(i * run.step)];
        }
    });
}

} // namespace

void readPlace(const StoredTensor& stored, const StoredPlace& place, std::int64_t begin,
               std::int64_t end, Tensor& result) {
    if (result.shape.size() == 1)
        readNumbers(stored, place, begin, end, result);
    else if (place.transposed)
        readColumns(stored, place, begin, end, result);
    else
        readMatrixRows(stored, place, begin, end, result);
    if (place.conversion)
        std::ranges::transform(result.values, result.values.begin(), place.conversion);
}

} // namespace fracbit::checkpoint
