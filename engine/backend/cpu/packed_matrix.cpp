#include "backend/cpu/packed_matrix.h"

#include "backend/cpu/block_kernels.h"
#include "backend/cpu/block_layout.h"
#include "backend/cpu/decoded_rows.h"
#include "backend/cpu/integer_input.h"
#include "base/parallel.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <cstring>

namespace fracbit::backend {

using quantizer::kTile;
using quantizer::LayerShape;
using quantizer::PackedLayerView;

namespace {

// Inputs at a time: 32 KiB of sums beside 16 KiB of weights.
constexpr std::int64_t kInputsAtOnce = 32;

std::int64_t blocksOf(std::int64_t columns) {
    return (columns + kBlockSide - 1) / kBlockSide;
}

// Columns in front of the split, padded to blocks.
std::int64_t leftBlocks(std::int64_t split) {
    return blocksOf(split);
}

// 64 columns, [panel][column] to [column][panel].
void interleave(std::span<const float> columns, float* out) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        out[i % kTileSide * kBlockTiles + i / kTileSide] = columns[i];
}

} // namespace

struct MatrixInput::Storage {
    AlignedBuffer<float> numbers;
    AlignedBuffer<IntegerInput> integers;
};

MatrixInput::MatrixInput(std::int64_t columns, InputLayout layout, std::int64_t count)
    : columns_(columns), layout_(layout), count_(count),
      blocks_(leftBlocks(layout.split) + blocksOf(columns - layout.split)),
      storage_(std::make_unique<Storage>()) {
    const auto size = static_cast<std::size_t>(blocks_ * count);
    if (layout.integers)
        storage_->integers = AlignedBuffer<IntegerInput>(size);
    else
        storage_->numbers = AlignedBuffer<float>(size * kBlockSide);
}

MatrixInput::~MatrixInput() = default;
MatrixInput::MatrixInput(MatrixInput&&) noexcept = default;
MatrixInput& MatrixInput::operator=(MatrixInput&&) noexcept = default;

const float* MatrixInput::numbers() const {
    return storage_->numbers.data();
}

const IntegerInput* MatrixInput::integers() const {
    return storage_->integers.data();
}

void MatrixInput::set(std::int64_t index, std::span<const float> vector) {
    auto block = static_cast<std::size_t>(index * blocks_);
    const auto part = [&](std::span<const float> columns) {
        for (std::size_t at = 0; at < columns.size(); at += kBlockSide, ++block) {
            const auto some =
                columns.subspan(at, std::min<std::size_t>(kBlockSide, columns.size() - at));
            if (layout_.integers)
                toIntegers(some, storage_->integers[block]);
            else
                interleave(some, storage_->numbers.data() + block * kBlockSide);
        }
    };
    part(vector.first(static_cast<std::size_t>(layout_.split)));
    part(vector.subspan(static_cast<std::size_t>(layout_.split)));
}

struct PackedMatrix::Impl {
    quantizer::Scheme scheme;
    LayerShape shape;
    std::vector<Segment> segments;         // none: see `decoded`
    std::vector<std::size_t> segmentWords; // of a row of blocks
    std::size_t rowWords = 0;              // likewise, of all segments
    AlignedBuffer<std::uint32_t> words;
    std::optional<DecodedRows> decoded; // of schemes without kernels
    std::vector<float> rowScales;

    void readRowScales(std::span<const std::byte> stored) {
        for (std::size_t i = 0; i + 1 < stored.size(); i += 2) {
            std::uint16_t bits;
            std::memcpy(&bits, stored.data() + i, sizeof bits);
            rowScales.push_back(halfToFloat(bits));
        }
    }
    void pack(const PackedLayerView& layer, std::size_t rowTileBytes, const RunContext& context);
    void packRow(const PackedLayerView& layer, std::size_t rowTileBytes, std::size_t block) {
        std::span<std::uint32_t> row = words.span().subspan(block * rowWords, rowWords);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            packBlocks(layer, rowTileBytes, segments[i], static_cast<std::int64_t>(block),
                       row.first(segmentWords[i]));
            row = row.subspan(segmentWords[i]);
        }
    }
    // Calls job(segment, its words, its first block of the input).
    template <class Job>
    void forEachSegment(std::int64_t block, const Job& job) const {
        const std::uint32_t* at = words.data() + static_cast<std::size_t>(block) * rowWords;
        std::int64_t firstBlock = 0;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            job(segments[i], at, firstBlock);
            at += segmentWords[i];
            firstBlock += segments[i].blocks();
        }
    }
    void multiplyOne(std::int64_t block, const float* input, float* out) const;
    void multiplyOne(std::int64_t block, const IntegerInput* input, float* out) const;
    void multiplySeveral(std::int64_t block, const float* input, std::int64_t stride,
                         std::int64_t count, float* out, std::int64_t outStride) const;
    void multiplyDecodedRows(std::int64_t block, const MatrixInput& input, float* out,
                             std::int64_t outStride) const;
    void addScaled(std::int64_t block, float factor, const float* sums, float* out) const;
};

PackedMatrix::PackedMatrix(const PackedLayerView& layer, const RunContext& context)
    : impl_(std::make_unique<Impl>()) {
    const quantizer::Quantizer& quantizer = quantizer::quantizer(layer.scheme);
    if (layer.codes.size() != quantizer.codesBytes(layer.shape) ||
        layer.rowScales.size() != static_cast<std::size_t>(layer.shape.rows) * 2)
        throw Error(ErrorCode::InvalidFile, "codes or row scales have a wrong size");
    impl_->scheme = layer.scheme;
    impl_->shape = layer.shape;
    impl_->readRowScales(layer.rowScales);
    impl_->segments = makeSegments(layer);
    if (impl_->segments.empty())
        impl_->decoded.emplace(layer);
    else
        impl_->pack(layer, quantizer.rowTileBytes(layer.shape), context);
}

void PackedMatrix::Impl::pack(const PackedLayerView& layer, std::size_t rowTileBytes,
                              const RunContext& context) {
    for (const Segment& segment : segments) {
        segmentWords.push_back(static_cast<std::size_t>(segment.blocks()) *
                               segment.code.blockWords());
        rowWords += segmentWords.back();
    }
    const auto blocks = static_cast<std::size_t>(blocksOf(shape.rows));
    words = AlignedBuffer<std::uint32_t>(blocks * rowWords);
    parallelFor(blocks, context, [&](std::size_t block) { packRow(layer, rowTileBytes, block); });
}

PackedMatrix::PackedMatrix(const PackedMatrix& other)
    : impl_(std::make_unique<Impl>(*other.impl_)) {}
PackedMatrix::PackedMatrix(PackedMatrix&&) noexcept = default;
PackedMatrix& PackedMatrix::operator=(PackedMatrix other) noexcept {
    impl_ = std::move(other.impl_);
    return *this;
}
PackedMatrix::~PackedMatrix() = default;

quantizer::Scheme PackedMatrix::scheme() const {
    return impl_->scheme;
}

LayerShape PackedMatrix::shape() const {
    return impl_->shape;
}

std::int64_t PackedMatrix::rowBlocks() const {
    return blocksOf(impl_->shape.rows);
}

std::size_t PackedMatrix::bytes() const {
    std::size_t bytes =
        impl_->words.size() * sizeof(std::uint32_t) + impl_->rowScales.size() * sizeof(float);
    for (const Segment& segment : impl_->segments)
        bytes += segment.code.table.size() * sizeof(float) +
                 segment.code.pairs.size() * sizeof(std::uint32_t) + segment.code.planes.size() +
                 segment.code.integers.size() * sizeof(std::int16_t) +
                 segment.code.integerPlanes.size() + segment.code.places.size() * sizeof(StepPlace);
    return impl_->decoded ? bytes + impl_->decoded->bytes() : bytes;
}

InputLayout PackedMatrix::inputLayout(std::int64_t count) const {
    if (impl_->decoded)
        return {};
    const std::int64_t split = impl_->segments.back().firstPanel * kTile;
    const bool integers =
        count == 1 && std::ranges::all_of(impl_->segments, multipliesIntegers, &Segment::code);
    return {split % kBlockSide == 0 ? 0 : split, integers};
}

// out[0 ... 63] (fewer in the last block) += row scale * factor * reduced sums.
void PackedMatrix::Impl::addScaled(std::int64_t block, float factor, const float* sums,
                                   float* out) const {
    alignas(64) float rows[kBlockSide];
    reduceSums(sums, rows);
    const std::int64_t first = block * kBlockSide;
    const std::int64_t count = std::min(kBlockSide, shape.rows - first);
    for (std::int64_t i = 0; i < count; ++i)
        out[first + i] += rowScales[static_cast<std::size_t>(first + i)] * factor * rows[i];
}

void PackedMatrix::Impl::multiplyOne(std::int64_t block, const float* input, float* out) const {
    forEachSegment(block,
                   [&](const Segment& segment, const std::uint32_t* at, std::int64_t firstBlock) {
                       alignas(64) float sums[kBlockSums] = {};
                       multiplyBlocks({&segment.code, at, segment.blocks(),
                                       input + firstBlock * kBlockSide, sums});
                       addScaled(block, segment.code.factor, sums, out);
                   });
}

void PackedMatrix::Impl::multiplyOne(std::int64_t block, const IntegerInput* input,
                                     float* out) const {
    forEachSegment(
        block, [&](const Segment& segment, const std::uint32_t* at, std::int64_t firstBlock) {
            alignas(64) float sums[kBlockSums] = {};
            multiplyIntegers({&segment.code, at, segment.blocks(), input + firstBlock, sums});
            addScaled(block, segment.code.integerFactor, sums, out);
        });
}

// Each block is decoded once for a batch of inputs whose partial sums stay in the cache.
void PackedMatrix::Impl::multiplySeveral(std::int64_t block, const float* input,
                                         std::int64_t stride, std::int64_t count, float* out,
                                         std::int64_t outStride) const {
    forEachSegment(block, [&](const Segment& segment, const std::uint32_t* at,
                              std::int64_t firstBlock) {
        const BlockCode& code = segment.code;
        alignas(64) float weights[kBlockWeights];
        alignas(64) float sums[kInputsAtOnce * kBlockSums];
        for (std::int64_t begin = 0; begin < count; begin += kInputsAtOnce) {
            const std::int64_t size = std::min(kInputsAtOnce, count - begin);
            std::fill_n(sums, static_cast<std::size_t>(size) * kBlockSums, 0.0f);
            for (std::int64_t i = 0; i < segment.blocks(); ++i) {
                decodeBlock(code, at + static_cast<std::size_t>(i) * code.blockWords(), weights);
                multiplyDecoded(weights, input + begin * stride + (firstBlock + i) * kBlockSide,
                                stride, size, sums);
            }
            for (std::int64_t i = 0; i < size; ++i)
                addScaled(block, code.factor, sums + static_cast<std::size_t>(i) * kBlockSums,
                          out + (begin + i) * outStride);
        }
    });
}

// The rows are decoded once for all inputs, whose partial sums are of as many as above.
void PackedMatrix::Impl::multiplyDecodedRows(std::int64_t block, const MatrixInput& input,
                                             float* out, std::int64_t outStride) const {
    const std::int64_t stride = input.blocks() * kBlockSide;
    const AlignedBuffer<float> weights = decoded->blocks(block);
    alignas(64) float sums[kInputsAtOnce * kBlockSums];
    for (std::int64_t begin = 0; begin < input.count(); begin += kInputsAtOnce) {
        const std::int64_t size = std::min(kInputsAtOnce, input.count() - begin);
        std::fill_n(sums, static_cast<std::size_t>(size) * kBlockSums, 0.0f);
        for (std::int64_t i = 0; i < input.blocks(); ++i)
            multiplyDecoded(weights.data() + static_cast<std::size_t>(i) * kBlockWeights,
                            input.numbers() + begin * stride + i * kBlockSide, stride, size, sums);
        for (std::int64_t i = 0; i < size; ++i)
            addScaled(block, 1, sums + static_cast<std::size_t>(i) * kBlockSums,
                      out + (begin + i) * outStride);
    }
}

void PackedMatrix::multiply(std::int64_t block, const MatrixInput& input, std::span<float> out,
                            std::int64_t outStride) const {
    const std::int64_t first = block * kBlockSide;
    const std::int64_t rows = std::min(kBlockSide, impl_->shape.rows - first);
    for (std::int64_t i = 0; i < input.count(); ++i)
        std::fill_n(out.data() + i * outStride + first, rows, 0.0f);
    if (impl_->decoded)
        impl_->multiplyDecodedRows(block, input, out.data(), outStride);
    else if (input.layout().integers)
        impl_->multiplyOne(block, input.integers(), out.data());
    else if (input.count() == 1)
        impl_->multiplyOne(block, input.numbers(), out.data());
    else
        impl_->multiplySeveral(block, input.numbers(), input.blocks() * kBlockSide, input.count(),
                               out.data(), outStride);
}

} // namespace fracbit::backend
