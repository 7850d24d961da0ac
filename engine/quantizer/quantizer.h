// The interface of every quantizer of the palette.
//
// A layer is quantized in *panels* of 16 input columns: a panel holds all rows of those columns.
// Panels are encoded one after another in any order the caller likes, so that feedback from the
// errors of earlier panels (LDLQ) can correct the targets of later ones without the encoder
// knowing. Within a panel, a tile is 16 rows by 16 columns. Layers whose size is not a multiple of
// 16 are padded; the padding is counted in the storage.
#pragma once

#include "base/progress.h"
#include "quantizer/scheme.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace fracbit::quantizer {

inline constexpr std::int64_t kTile = 16;

// d_out x d_in of the layer.
struct LayerShape {
    std::int64_t rows = 0;
    std::int64_t columns = 0;

    std::int64_t panels() const { return (columns + kTile - 1) / kTile; }
    std::int64_t rowTiles() const { return (rows + kTile - 1) / kTile; }
    std::int64_t paddedRows() const { return rowTiles() * kTile; }
};

// Immutable; safe to use from any thread.
class Quantizer {
public:
    virtual ~Quantizer() = default;

    virtual Scheme scheme() const = 0;

    // Bytes of the packed codes of one panel / of a whole layer (group scales included).
    virtual std::size_t panelBytes(LayerShape shape, std::int64_t panel) const = 0;
    std::size_t codesBytes(LayerShape shape) const;
    // Where the panel's codes begin within the layer's codes: panels follow one another.
    std::size_t panelOffset(LayerShape shape, std::int64_t panel) const;

    // Look-up table stored with each layer, fp16 (empty for computed codes). Decoding uses the
    // stored table, not this one, so that a file is decoded as it was written.
    virtual std::span<const std::uint16_t> table() const = 0;
    std::size_t tableBytes() const { return table().size_bytes(); }

    // Encodes one panel. `targets` holds paddedRows x 16 floats of about unit variance (the
    // padding is encoded like the rest); `codes` has panelBytes(); `decoded`, of the size of
    // targets, receives the values that decodePanel will give, bit for bit.
    // Deterministic for any number of threads.
    virtual void encodePanel(LayerShape shape, std::int64_t panel, std::span<const float> targets,
                             std::span<std::byte> codes, std::span<float> decoded,
                             const RunContext& context) const = 0;

    // Decodes rows [rowTileBegin, rowTileEnd) * 16 of a panel into rows x 16 floats.
    virtual void decodePanel(LayerShape shape, std::int64_t panel,
                             std::span<const std::byte> codes, std::span<const std::uint16_t> table,
                             std::int64_t rowTileBegin, std::int64_t rowTileEnd,
                             std::span<float> out) const = 0;
};

} // namespace fracbit::quantizer
