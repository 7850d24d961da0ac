#include "exporter/plain_tensors.h"

#include "base/error.h"
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace fracbit::exporter {

namespace {

constexpr std::int64_t kPieceElements = 1 << 20;
constexpr std::int64_t kTileRows = 16; // that packed layers are decoded by

void requireFinite(const Tensor& rows, const std::string& name) {
    for (const float value : rows.values)
        if (!std::isfinite(value))
            throw Error(ErrorCode::InvalidFile, name, "has values that are not finite numbers");
}

// A tensor in pieces of consecutive rows.
struct Pieces {
    explicit Pieces(const Shape& shape) : rows(shape[0]) {
        const std::int64_t width = std::max<std::int64_t>(1, elementCount(shape) / rows);
        step = std::max(kTileRows, kPieceElements / width / kTileRows * kTileRows);
    }
    std::int64_t count() const { return (rows + step - 1) / step; }
    std::int64_t begin(std::int64_t piece) const { return piece * step; }
    std::int64_t end(std::int64_t piece) const { return std::min(begin(piece) + step, rows); }

    std::int64_t rows;
    std::int64_t step;
};

Tensor readPiece(const checkpoint::WeightSource& source, const std::string& name,
                 const Pieces& pieces, std::int64_t piece) {
    Tensor rows = source.readRows(name, pieces.begin(piece), pieces.end(piece));
    requireFinite(rows, name);
    return rows;
}

std::uint16_t roundTo(DType type, float value) {
    return type == DType::BF16 ? floatToBfloat(value) : floatToHalf(value);
}

bool isFinite(DType type, std::uint16_t bits) {
    return std::isfinite(type == DType::BF16 ? bfloatToFloat(bits) : halfToFloat(bits));
}

std::vector<std::uint16_t> rounded(const Tensor& rows, DType type, const std::string& name) {
    std::vector<std::uint16_t> values;
    values.reserve(rows.values.size());
    for (const float value : rows.values) {
        values.push_back(roundTo(type, value));
        if (!isFinite(type, values.back()))
            throw Error(ErrorCode::InvalidArgument, name,
                        "has values that are too large for " + std::string(dtypeName(type)) +
                            "; choose bfloat16");
    }
    return values;
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
                     const std::string& writtenName, checkpoint::SafetensorsWriter& writer,
                     const RunContext& context, std::int64_t firstRow) {
    const DType type = writer.layout().tensor(writtenName).dtype;
    const Pieces pieces(tensor.shape);
    const auto rowBytes = static_cast<std::uint64_t>(elementCount(tensor.shape) / tensor.shape[0]) *
                          sizeof(std::uint16_t);
    std::uint64_t offset = static_cast<std::uint64_t>(firstRow) * rowBytes;
    for (std::int64_t first = 0; first < pieces.count(); first += context.threads) {
        std::vector<std::vector<std::uint16_t>> batch(static_cast<std::size_t>(
            std::min<std::int64_t>(context.threads, pieces.count() - first)));
        parallelFor(batch.size(), context, [&](std::size_t i) {
            const auto piece = first + static_cast<std::int64_t>(i);
            batch[i] = rounded(readPiece(source, tensor.name, pieces, piece), type, tensor.name);
        });
        for (const auto& values : batch) {
            writer.write(writtenName, std::as_bytes(std::span(values)), offset);
            offset += values.size() * sizeof values[0];
        }
    }
}

bool holdsRounded(const checkpoint::WeightSource& source, const checkpoint::WeightSource& written,
                  const checkpoint::ModelTensor& tensor, const RunContext& context) {
    const checkpoint::ModelTensor* stored = written.spec().find(tensor.name);
    if (!stored || stored->shape != tensor.shape)
        return false;
    const Pieces pieces(tensor.shape);
    std::atomic<bool> same = true;
    parallelFor(static_cast<std::size_t>(pieces.count()), context, [&](std::size_t i) {
        const auto piece = static_cast<std::int64_t>(i);
        const auto bits = [&](const checkpoint::WeightSource& from) {
            return rounded(readPiece(from, tensor.name, pieces, piece), stored->dtype, tensor.name);
        };
        if (same && bits(source) != bits(written))
            same = false;
    });
    return same;
}

void writeEightBit(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
                   const packed::PackedLayerInfo& rows, checkpoint::SafetensorsWriter& writer,
                   const RunContext& context) {
    const Pieces pieces(tensor.shape);
    std::vector<std::int8_t> codes;
    std::vector<std::uint16_t> scales;
    std::uint64_t offset = 0;
    for (std::int64_t piece = 0; piece < pieces.count(); ++piece) {
        context.throwIfCancelled();
        const Tensor values = readPiece(source, tensor.name, pieces, piece);
        codes.clear();
        for (std::int64_t i = 0; i < values.rows(); ++i) {
            scales.push_back(rowScale(values.row(i)));
            const float scale = halfToFloat(scales.back());
            for (const float value : values.row(i))
                codes.push_back(static_cast<std::int8_t>(
                    scale > 0 ? std::clamp(std::nearbyint(value / scale), -127.0f, 127.0f) : 0));
        }
        writer.write(rows.codes, std::as_bytes(std::span(codes)), offset);
        offset += codes.size();
    }
    writer.write(rows.rowScale, std::as_bytes(std::span(scales)));
}

} // namespace fracbit::exporter
