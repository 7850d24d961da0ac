// The codes of a scheme without kernels, decoded where a product needs them. Internal to
// backend/cpu.
#pragma once

#include "backend/cpu/aligned_buffer.h"
#include "quantizer/packed_layer.h"

#include <memory>
#include <vector>

namespace fracbit::backend {

// Owns a copy of the codes. Immutable; safe to use from any thread.
class DecodedRows {
public:
    // Throws as makeDecoder(). The layer's codes have the right size.
    explicit DecodedRows(const quantizer::PackedLayerView& layer);

    std::size_t bytes() const { return codes_.size(); }
    // All blocks of 64 columns of the 64 rows of a row of blocks, without row scales: kBlockWeights
    // numbers each, as decodeBlock() has them (block_kernels.h); zeros beyond the layer.
    AlignedBuffer<float> blocks(std::int64_t rowBlock) const;

private:
    quantizer::LayerShape shape_;
    std::vector<std::byte> codes_;
    std::shared_ptr<const quantizer::Decoder> decoder_;
    std::size_t rowTileBytes_;
    std::int64_t paddedColumns_;
};

} // namespace fracbit::backend
