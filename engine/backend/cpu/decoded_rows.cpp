#include "backend/cpu/decoded_rows.h"

#include "backend/cpu/block_code.h"
#include "quantizer/palette.h"

#include <algorithm>

namespace fracbit::backend {

using quantizer::kTile;

namespace {

// Where a weight of a row tile lies among the blocks of its rows: see block_code.h.
std::size_t placeOf(std::int64_t rowTile, std::int64_t row, std::int64_t column) {
    const std::int64_t lane = rowTile * kBlockTiles + column % kBlockSide / kTile;
    return static_cast<std::size_t>(column / kBlockSide) * kBlockWeights +
           static_cast<std::size_t>(row * kTile + column % kTile) * kLanes +
           static_cast<std::size_t>(lane);
}

} // namespace

DecodedRows::DecodedRows(const quantizer::PackedLayerView& layer)
    : shape_(layer.shape), codes_(layer.codes.begin(), layer.codes.end()),
      decoder_(makeDecoder(layer.scheme, layer.codebook)),
      rowTileBytes_(quantizer::quantizer(layer.scheme).rowTileBytes(layer.shape)),
      paddedColumns_(quantizer::quantizer(layer.scheme).paddedColumns(layer.shape)) {}

AlignedBuffer<float> DecodedRows::blocks(std::int64_t rowBlock) const {
    const std::int64_t columnBlocks = (shape_.columns + kBlockSide - 1) / kBlockSide;
    const std::int64_t firstTile = rowBlock * kBlockTiles;
    AlignedBuffer<float> weights(static_cast<std::size_t>(columnBlocks) * kBlockWeights);
    std::vector<float> tile(static_cast<std::size_t>(kTile * paddedColumns_));
    for (std::int64_t i = 0; i < std::min(kBlockTiles, shape_.rowTiles() - firstTile); ++i) {
        const auto first = static_cast<std::size_t>(firstTile + i) * rowTileBytes_;
        decoder_->decodeRowTile(shape_, std::span(codes_).subspan(first, rowTileBytes_), tile);
        for (std::int64_t row = 0; row < kTile; ++row)
            for (std::int64_t column = 0; column < shape_.columns; ++column)
                weights[placeOf(i, row, column)] =
                    tile[static_cast<std::size_t>(row * paddedColumns_ + column)];
    }
    return weights;
}

} // namespace fracbit::backend
