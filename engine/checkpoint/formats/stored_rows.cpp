#include "checkpoint/formats/stored_rows.h"

#include "checkpoint/formats/ggml_blocks.h"

#include <algorithm>

namespace fracbit::checkpoint {

namespace {

std::size_t index(std::int64_t value) {
    return static_cast<std::size_t>(value);
}

void readNumbers(const StoredMatrix& stored, const StoredPlace& place, std::int64_t begin,
                 std::int64_t end, Tensor& result) {
    const Tensor all = readTensor(stored.values);
    forRuns(place, begin, end, [&](std::int64_t row, const RowRun& run) {
        for (std::int64_t i = 0; i < run.count; ++i)
            result.values[index(row - begin + i)] =
                all.values[index(place.firstRow + run.first + i * run.step)];
    });
}

void readMxfp4(const StoredMatrix& stored, std::int64_t first, std::int64_t last,
               std::int64_t width, std::span<float> out) {
    const auto part = [&](std::span<const std::byte> bytes, std::int64_t elements) {
        const std::int64_t rowBytes = width / elements;
        return bytes.subspan(index(first * rowBytes), index((last - first) * rowBytes));
    };
    dequantizeMxfp4(part(stored.values.bytes, 2), part(stored.scales->bytes, 32), out);
}

// Multiplies a row by the scales of its blocks.
void scaleRow(const StoredMatrix& stored, const StoredScales& form, std::int64_t row,
              std::span<float> values) {
    const Shape& shape = stored.values.shape;
    const std::int64_t perMatrix = shape.size() > 1 ? shape[shape.size() - 2] : 1;
    const std::int64_t blockRows = (perMatrix + form.blockRows - 1) / form.blockRows;
    const auto width = static_cast<std::int64_t>(values.size());
    const std::int64_t blocks = (width + form.blockColumns - 1) / form.blockColumns;
    const std::int64_t first =
        (row / perMatrix * blockRows + row % perMatrix / form.blockRows) * blocks;
    StoredTensor flat = *stored.scales;
    flat.shape = {elementCount(flat.shape), 1};
    std::vector<float> scales(index(blocks));
    readRows(flat, first, first + blocks, scales);
    for (std::int64_t i = 0; i < width; ++i)
        values[index(i)] *= scales[index(i / form.blockColumns)];
}

void readStoredRows(const StoredMatrix& stored, const StoredScales& form, std::int64_t first,
                    std::int64_t last, std::int64_t width, std::span<float> out) {
    if (form.form == ScaledForm::Mxfp4)
        return readMxfp4(stored, first, last, width, out);
    readRows(stored.values, first, last, out);
    for (std::int64_t row = first; form.form == ScaledForm::Blocks && row < last; ++row)
        scaleRow(stored, form, row, out.subspan(index((row - first) * width), index(width)));
}

void readMatrixRows(const StoredMatrix& stored, const StoredPlace& place, std::int64_t begin,
                    std::int64_t end, Tensor& result) {
    const std::int64_t width = result.columns();
    forRuns(place, begin, end, [&](std::int64_t row, const RowRun& run) {
        const std::int64_t together = run.step == 1 ? run.count : 1;
        for (std::int64_t i = 0; i < run.count; i += together) {
            const std::int64_t first = place.firstRow + run.first + i * run.step;
            readStoredRows(stored, place.scales, first, first + together, width,
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

void orderColumns(const std::vector<RowRun>& columns, Tensor& rows) {
    std::vector<float> stored;
    for (std::int64_t row = 0; row < rows.rows(); ++row) {
        const std::span<float> values = rows.row(row);
        stored.assign(values.begin(), values.end());
        auto at = values.begin();
        for (const RowRun& run : columns)
            for (std::int64_t i = 0; i < run.count; ++i)
                *at++ = stored[index(run.first + i * run.step)];
    }
}

} // namespace

void readPlace(const StoredMatrix& stored, const StoredPlace& place, std::int64_t begin,
               std::int64_t end, Tensor& result) {
    if (result.shape.size() == 1)
        readNumbers(stored, place, begin, end, result);
    else if (place.transposed)
        readColumns(stored.values, place, begin, end, result);
    else
        readMatrixRows(stored, place, begin, end, result);
    if (!place.columns.empty())
        orderColumns(place.columns, result);
    if (place.conversion)
        std::ranges::transform(result.values, result.values.begin(), place.conversion);
}

} // namespace fracbit::checkpoint
