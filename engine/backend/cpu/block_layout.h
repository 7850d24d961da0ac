// From the codes of a file to the blocks of the kernels. Internal to backend/cpu.
#pragma once

#include "backend/cpu/block_code.h"
#include "quantizer/packed_layer.h"

namespace fracbit::backend {

// Consecutive panels of 16 columns that have one code: all of them, or of codes with two rates
// those of one. Never empty.
struct Segment {
    BlockCode code;
    std::int64_t firstPanel = 0; // first and number: in panels of the layer
    std::int64_t panels = 0;
    std::size_t firstBit = 0; // within the string of a row tile
    std::size_t tileBits = 0;
    std::int64_t blocks() const { return (panels + kBlockTiles - 1) / kBlockTiles; }
    std::size_t endBit() const { return firstBit + static_cast<std::size_t>(panels) * tileBits; }
};

// How kernels decode the layer, in the order of its columns; none when there are no kernels for its
// scheme (see decoded_rows.h). Throws Error(InvalidFile)
// when table or scale do not fit the scheme.
std::vector<Segment> makeSegments(const quantizer::PackedLayerView& layer);

// Writes the words of one row of blocks of a segment: blocks() * code.blockWords(), which are zero
// before. `rowTileBytes` as in quantizer.h.
void packBlocks(const quantizer::PackedLayerView& layer, std::size_t rowTileBytes,
                const Segment& segment, std::int64_t rowBlock, std::span<std::uint32_t> words);

} // namespace fracbit::backend
