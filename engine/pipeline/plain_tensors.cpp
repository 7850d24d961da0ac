#include "pipeline/plain_tensors.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace fracbit::pipeline {

namespace {

constexpr std::int64_t kPieceElements = 1 << 20;

void requireFinite(const Tensor& rows, const std::string& name) {
    for (const float value : rows.values)
        if (!std::isfinite(value))
            throw Error(ErrorCode::InvalidFile, name, "has values that are not finite numbers");
}

// Calls body(first row, rows) for consecutive pieces of a tensor.
template <typename Body>
void forPieces(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
               const RunContext& context, const Body& body) {
    const std::int64_t total = tensor.shape[0];
    const std::int64_t width = std::max<std::int64_t>(1, elementCount(tensor.shape) / total);
    const std::int64_t step = std::max<std::int64_t>(1, kPieceElements / width);
    for (std::int64_t row = 0; row < total; row += step) {
        context.throwIfCancelled();
        const Tensor rows = source.readRows(tensor.name, row, std::min(row + step, total));
        requireFinite(rows, tensor.name);
        body(row, rows);
    }
}

std::uint16_t roundTo(DType type, float value) {
    return type == DType::BF16 ? floatToBfloat(value) : floatToHalf(value);
}

// An fp16 scale that maps the row into [-127, 127]; 0 for a row of zeros.
std::uint16_t rowScale(std::span<const float> row) {
    float largest = 0;
    for (const float value : row)
        largest = std::max(largest, std::abs(value));
    return floatToHalf(largest / 127);
}

} // namespace

void writeSixteenBit(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
                     exporter::SafetensorsWriter& writer, const RunContext& context) {
    const DType type = writer.layout().tensor(tensor.name).dtype;
    std::vector<std::uint16_t> values;
    std::uint64_t offset = 0;
    forPieces(source, tensor, context, [&](std::int64_t, const Tensor& rows) {
        values.clear();
        for (const float value : rows.values)
            values.push_back(roundTo(type, value));
        writer.write(tensor.name, std::as_bytes(std::span(values)), offset);
        offset += values.size() * sizeof values[0];
    });
}

void writeEightBit(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
                   exporter::SafetensorsWriter& writer, const RunContext& context) {
    std::vector<std::int8_t> codes;
    std::vector<std::uint16_t> scales;
    std::uint64_t offset = 0;
    forPieces(source, tensor, context, [&](std::int64_t, const Tensor& rows) {
        codes.clear();
        for (std::int64_t i = 0; i < rows.rows(); ++i) {
            scales.push_back(rowScale(rows.row(i)));
            const float scale = halfToFloat(scales.back());
            for (const float value : rows.row(i))
                codes.push_back(static_cast<std::int8_t>(
                    scale > 0 ? std::clamp(std::nearbyint(value / scale), -127.0f, 127.0f) : 0));
        }
        writer.write(tensor.name, std::as_bytes(std::span(codes)), offset);
        offset += codes.size();
    });
    writer.write(exporter::rowScaleName(tensor.name), std::as_bytes(std::span(scales)));
}

} // namespace fracbit::pipeline
