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

// Makes a piece's values on all threads, and uses them on this one, in order.
template <class Make, class Use>
void forBatches(const Pieces& pieces, const RunContext& context, const Make& make, const Use& use) {
    for (std::int64_t first = 0; first < pieces.count(); first += context.threads) {
        std::vector<std::vector<std::uint16_t>> batch(static_cast<std::size_t>(
            std::min<std::int64_t>(context.threads, pieces.count() - first)));
        parallelFor(batch.size(), context,
                    [&](std::size_t i) { batch[i] = make(first + static_cast<std::int64_t>(i)); });
        for (std::size_t i = 0; i < batch.size(); ++i)
            use(first + static_cast<std::int64_t>(i), batch[i]);
    }
}

DType carriedType(const checkpoint::CarriedTensor& tensor) {
    return blockElements(tensor.dtype) == 1 ? tensor.dtype : DType::BF16;
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
                     const checkpoint::StoredPlace& place, checkpoint::SafetensorsWriter& writer,
                     const RunContext& context) {
    const DType type = writer.layout().tensor(place.name).dtype;
    const Pieces pieces(tensor.shape);
    const std::int64_t width = elementCount(tensor.shape) / tensor.shape[0];
    forBatches(
        pieces, context,
        [&](std::int64_t piece) {
            return rounded(readPiece(source, tensor.name, pieces, piece), type, tensor.name);
        },
        [&](std::int64_t piece, const std::vector<std::uint16_t>& values) {
            const std::int64_t begin = pieces.begin(piece);
            checkpoint::forRuns(
                place, begin, pieces.end(piece), [&](std::int64_t row, const auto& run) {
                    const std::int64_t together = run.step == 1 ? run.count : 1;
                    for (std::int64_t i = 0; i < run.count; i += together) {
                        const auto some = std::span(values).subspan(
                            static_cast<std::size_t>((row - begin + i) * width),
                            static_cast<std::size_t>(together * width));
                        const std::int64_t first = place.firstRow + run.first + i * run.step;
                        writer.write(place.name, std::as_bytes(some),
                                     static_cast<std::uint64_t>(first * width) * sizeof values[0]);
                    }
                });
        });
}

void TransposedMatrices::begin(const std::string& name, std::int64_t matrix) {
    if (name == name_ && matrix == matrix_)
        return;
    flush();
    name_ = name;
    matrix_ = matrix;
    const Shape& shape = writer_.layout().tensor(name).shape; // [matrices, in, rows]
    rows_ = shape[2];
    values_.assign(static_cast<std::size_t>(shape[1] * shape[2]), 0);
}

void TransposedMatrices::add(const checkpoint::WeightSource& source,
                             const checkpoint::ModelTensor& tensor,
                             const checkpoint::StoredPlace& place, const RunContext& context) {
    const checkpoint::PlannedTensor& planned = writer_.layout().tensor(place.name);
    begin(place.name, place.firstRow / planned.shape[2]);
    const std::int64_t base = place.firstRow % rows_;
    const Pieces pieces(tensor.shape);
    const std::int64_t inputs = tensor.shape[1];
    parallelFor(static_cast<std::size_t>(pieces.count()), context, [&](std::size_t i) {
        const auto piece = static_cast<std::int64_t>(i);
        const std::vector<std::uint16_t> values =
            rounded(readPiece(source, tensor.name, pieces, piece), planned.dtype, tensor.name);
        const std::int64_t first = pieces.begin(piece);
        checkpoint::forRuns(
            place, first, pieces.end(piece), [&](std::int64_t row, const auto& run) {
                for (std::int64_t j = 0; j < run.count; ++j)
                    for (std::int64_t column = 0; column < inputs; ++column)
                        values_[static_cast<std::size_t>(column * rows_ + base + run.first +
                                                         j * run.step)] =
                            values[static_cast<std::size_t>((row - first + j) * inputs + column)];
            });
    });
}

void TransposedMatrices::flush() {
    if (!name_.empty())
        writer_.write(name_, std::as_bytes(std::span(values_)),
                      static_cast<std::uint64_t>(matrix_) * values_.size() * sizeof values_[0]);
    name_.clear();
}

std::vector<checkpoint::PlannedTensor> plannedCarried(const checkpoint::WeightSource& source) {
    std::vector<checkpoint::PlannedTensor> tensors;
    for (const checkpoint::CarriedTensor& tensor : source.spec().carried) {
        if (!tensor.refusal.empty())
            throw Error(ErrorCode::Unsupported, tensor.name,
                        "stands beside the text model and cannot be carried along: it " +
                            tensor.refusal);
        tensors.push_back({tensor.name, carriedType(tensor), tensor.shape});
    }
    return tensors;
}

void writeCarried(const checkpoint::WeightSource& source, const checkpoint::CarriedTensor& tensor,
                  checkpoint::SafetensorsWriter& writer, const RunContext& context) {
    const checkpoint::StoredTensor& stored = source.carried(tensor);
    if (carriedType(tensor) == tensor.dtype) {
        constexpr std::size_t kPieceBytes = std::size_t{1} << 24;
        for (std::size_t at = 0; at < stored.bytes.size(); at += kPieceBytes) {
            context.throwIfCancelled();
            writer.write(tensor.name,
                         stored.bytes.subspan(at, std::min(kPieceBytes, stored.bytes.size() - at)),
                         at);
        }
        return;
    }
    if (stored.bytes.empty())
        return;
    const std::int64_t width = stored.shape.back();
    Tensor row({1, width});
    for (std::int64_t i = 0; i < elementCount(stored.shape) / width; ++i) {
        context.throwIfCancelled();
        checkpoint::readRows(stored, i, i + 1, row.values);
        const auto values = rounded(row, DType::BF16, tensor.name);
        writer.write(tensor.name, std::as_bytes(std::span(values)),
                     static_cast<std::uint64_t>(i * width) * sizeof values[0]);
    }
}

bool carriesSame(const checkpoint::WeightSource& source, const checkpoint::WeightSource& written,
                 const checkpoint::CarriedTensor& tensor) {
    const auto& all = written.spec().carried;
    const auto found = std::ranges::find(all, tensor.name, &checkpoint::CarriedTensor::name);
    if (found == all.end() || found->shape != tensor.shape)
        return false;
    const checkpoint::StoredTensor& original = source.carried(tensor);
    return found->dtype != tensor.dtype ||
           std::ranges::equal(original.bytes, written.carried(*found).bytes);
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
