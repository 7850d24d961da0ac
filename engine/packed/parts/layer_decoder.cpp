#include "packed/parts/layer_decoder.h"

#include "rotation/basis.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace fracbit::packed {

namespace {

constexpr std::uint16_t kHalfOne = 0x3C00; // 1 as fp16

std::vector<float> floats(const checkpoint::StoredTensor& tensor) {
    return checkpoint::readTensor(tensor).values;
}

// Two's complement of `bits` bits, 8 at most, that begins at `bit` of a string, least significant
// bit first.
int signedBits(std::span<const std::byte> string, std::size_t bit, int bits) {
    const std::size_t shift = bit % 8;
    unsigned window = std::to_integer<unsigned>(string[bit / 8]);
    if (shift + static_cast<std::size_t>(bits) > 8)
        window |= std::to_integer<unsigned>(string[bit / 8 + 1]) << 8;
    const unsigned sign = 1u << (bits - 1);
    const unsigned value = window >> shift & ((sign << 1) - 1);
    return static_cast<int>(value ^ sign) - static_cast<int>(sign);
}

Tensor cut(const Tensor& rows, std::int64_t begin, std::int64_t end, std::int64_t columns) {
    Tensor result({end - begin, columns});
    for (std::int64_t i = begin; i < end; ++i)
        std::ranges::copy(rows.row(i).first(static_cast<std::size_t>(columns)),
                          result.row(i - begin).begin());
    return result;
}

} // namespace

quantizer::PackedLayerView LayerDecoder::segment(std::size_t index) const {
    const PackedSegment& part = layer_.segments[index];
    quantizer::PackedLayerView view;
    view.scheme = part.scheme;
    view.shape = part.shape();
    view.codebook.scale = part.scale;
    if (const auto* table = file_.find(tableName(layer_, index))) {
        view.codebook.table.resize(table->bytes.size() / 2);
        std::memcpy(view.codebook.table.data(), table->bytes.data(), table->bytes.size());
    }
    view.codes = file_.at(codesName(layer_, index)).bytes;
    if (layer_.basis != Basis::BothSides)
        view.rowScales = file_.at(layer_.rowScale)
                             .bytes.subspan(2 * static_cast<std::size_t>(part.rows.begin),
                                            2 * static_cast<std::size_t>(part.rows.size()));
    return view;
}

// The rows of one segment that lie in `rows`; `out` begins with the first of these.
void LayerDecoder::readSegment(std::size_t index, const PackedRange& rows, Tensor& out) const {
    const PackedSegment& part = layer_.segments[index];
    const PackedRange common{std::max(rows.begin, part.rows.begin),
                             std::min(rows.end, part.rows.end)};
    if (common.begin >= common.end)
        return;
    quantizer::PackedLayerView view = segment(index);
    std::vector<std::uint16_t> ones;
    if (layer_.basis == Basis::BothSides) { // rows are scaled behind the rotation
        ones.assign(static_cast<std::size_t>(part.rows.size()), kHalfOne);
        view.rowScales = std::as_bytes(std::span(ones));
    }
    Tensor values({common.size(), part.columns.size()});
    quantizer::LayerReader(view).readRows(common.begin - part.rows.begin,
                                          common.end - part.rows.begin, values.values);
    for (std::int64_t i = 0; i < values.rows(); ++i)
        std::ranges::copy(values.row(i),
                          out.row(common.begin - rows.begin + i).begin() + part.columns.begin);
}

Tensor LayerDecoder::readRows(std::int64_t begin, std::int64_t end) const {
    if (layer_.integers)
        return readIntegers(begin, end);
    const quantizer::LayerShape coded = layer_.codedShape();
    PackedRange rows{begin, end};
    if (layer_.basis == Basis::BothSides)
        rows = {begin / rotation::kBasisBlock * rotation::kBasisBlock,
                rotation::codedSize(layer_.basis, end)};
    Tensor values({rows.size(), coded.columns});
    for (std::size_t i = 0; i < layer_.segments.size(); ++i)
        readSegment(i, rows, values);
    rotateBack(values);
    if (layer_.basis == Basis::BothSides) {
        values = cut(values, begin - rows.begin, end - rows.begin, layer_.shape.columns);
        scaleRows(begin, values);
    }
    scaleInputs(values);
    return values;
}

void LayerDecoder::rotateBack(Tensor& rows) const {
    if (layer_.basis == Basis::None)
        return;
    const bool blocks = layer_.basis == Basis::BothSides;
    const rotation::Hadamard transform =
        blocks ? rotation::Hadamard::inBlocks(rows.columns(), rotation::kBasisBlock)
               : rotation::Hadamard(rows.columns());
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        transform.applyTransposed(rows.row(i));
    if (blocks)
        rotation::rotateOutputs(rows, RunContext{});
}

void LayerDecoder::scaleRows(std::int64_t begin, Tensor& rows) const {
    const std::vector<float> scales = floats(file_.at(layer_.rowScale));
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        for (float& value : rows.row(i))
            value *= scales[static_cast<std::size_t>(begin + i)];
}

void LayerDecoder::scaleInputs(Tensor& rows) const {
    std::vector<float> vector(static_cast<std::size_t>(rows.columns()), 1.0f);
    if (layer_.inputVector == InputVector::Scales) {
        vector = floats(file_.at(layer_.inputScale));
    } else if (layer_.inputVector == InputVector::Signs) {
        const auto signs = file_.at(layer_.inputSigns).bytes;
        for (std::size_t j = 0; j < vector.size(); ++j)
            vector[j] = signedBits(signs, j, 1) < 0 ? -1.0f : 1.0f;
    }
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        std::ranges::transform(rows.row(i), vector, rows.row(i).begin(), std::multiplies<>());
}

Tensor LayerDecoder::readIntegers(std::int64_t begin, std::int64_t end) const {
    const int bits = layer_.integers->bits;
    const std::int64_t columns = layer_.shape.columns;
    const std::int64_t group = layer_.integers->group > 0 ? layer_.integers->group : columns;
    const auto& codes = file_.at(layer_.codes);
    const std::size_t rowBytes =
        codes.bytes.size() / static_cast<std::size_t>(std::max<std::int64_t>(1, layer_.shape.rows));
    const std::size_t groups = static_cast<std::size_t>(columns / group);
    const auto& stored = file_.at(layer_.rowScale);
    std::vector<float> scales(groups);
    Tensor rows({end - begin, columns});
    for (std::int64_t i = begin; i < end; ++i) {
        const auto row = static_cast<std::size_t>(i);
        checkpoint::StoredTensor part{stored.name,
                                      stored.dtype,
                                      {columns / group},
                                      stored.bytes.subspan(2 * row * groups, 2 * groups)};
        checkpoint::readRows(part, 0, 1, scales);
        const auto string = codes.bytes.subspan(row * rowBytes, rowBytes);
        for (std::int64_t j = 0; j < columns; ++j)
            rows.row(i - begin)[j] =
                scales[static_cast<std::size_t>(j / group)] *
                static_cast<float>(signedBits(string, static_cast<std::size_t>(j * bits), bits));
    }
    return rows;
}

} // namespace fracbit::packed
