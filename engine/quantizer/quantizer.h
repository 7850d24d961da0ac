// The interface of every quantizer of the palette.
//
// A layer is cut into *row tiles* of 16 output rows and *panels* of 16 input columns (64 for
// quantizers whose scale groups are that wide); where they cross is a tile. Panels are encoded one
// after another, all rows of a panel at a time, so that the errors of earlier panels can correct
// the targets of later ones (LDLQ) without the encoder knowing. Layers whose size is not a multiple
// are padded; the padding is counted in the storage.
//
// Layout of the codes: the row tiles follow one another, each a bit string of its tiles in the
// order of the panels, padded to whole bytes. Row tiles are thus independent of each other.
#pragma once

#include "base/progress.h"
#include "quantizer/scheme.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fracbit::quantizer {

inline constexpr std::int64_t kTile = 16;
inline constexpr std::int64_t kTileWeights = kTile * kTile;

// d_out x d_in of a layer.
struct LayerShape {
    std::int64_t rows = 0;
    std::int64_t columns = 0;

    std::int64_t rowTiles() const { return (rows + kTile - 1) / kTile; }
    std::int64_t paddedRows() const { return rowTiles() * kTile; }
};

// What a decoder needs beside the codes. Both are stored with each layer, so that a file is decoded
// as it was written even if a later palette chooses better ones.
struct Codebook {
    std::vector<std::uint16_t> table; // fp16 bits; empty for computed codes
    float scale = 1; // the search sees targets times this; decoded values are divided by it
    bool operator==(const Codebook&) const = default;
};

// Turns codes into values. Immutable; safe to use from any thread.
class Decoder {
public:
    virtual ~Decoder() = default;
    // One row tile: `codes` are its bytes, `out` its 16 x paddedColumns values, row-major.
    virtual void decodeRowTile(LayerShape shape, std::span<const std::byte> codes,
                               std::span<float> out) const = 0;
};

// Immutable; safe to use from any thread.
class Quantizer {
public:
    explicit Quantizer(Scheme scheme) : scheme_(scheme) {}
    virtual ~Quantizer() = default;

    Scheme scheme() const { return scheme_; }
    virtual const Codebook& codebook() const = 0;
    virtual std::int64_t panelColumns() const { return kTile; }
    // Whether the value of every weight depends on its own target alone, and then that value:
    // such quantizers can take feedback column by column.
    virtual bool isScalar() const { return false; }
    virtual float nearest(float target) const { return target; }

    std::int64_t panels(LayerShape shape) const;
    std::int64_t paddedColumns(LayerShape shape) const;
    std::size_t rowTileBytes(LayerShape shape) const;
    std::size_t codesBytes(LayerShape shape) const; // group scales included
    std::size_t tableBytes() const { return codebook().table.size() * sizeof(std::uint16_t); }

    // Encodes one panel. `targets` holds paddedRows x panelColumns values of about unit variance
    // (padding is encoded like the rest); `codes` is the whole layer's codes (zero before the first
    // panel), of which only this panel's bits are written; `decoded`, of the size of targets,
    // receives the values that the decoder will give, bit for bit. Finite targets of any size are
    // accepted. Deterministic for any number of threads; throws Error(Cancelled).
    void encodePanel(LayerShape shape, std::int64_t panel, std::span<const float> targets,
                     std::span<std::byte> codes, std::span<float> decoded,
                     const RunContext& context) const;

    // Where the bits of a panel's tiles lie.
    struct PanelPlace {
        std::int64_t panel;
        std::size_t firstBit; // of the first row tile
        std::size_t stride;   // bits from one row tile to the next
    };
    std::vector<PanelPlace> places(LayerShape shape) const; // of all panels

    // Row tiles are encoded a few at a time. encodePanel() of one such batch on this thread, where
    // `targets` and `decoded` are those of its rows only. Batches may be encoded side by side.
    static constexpr std::int64_t kBatchRows = 2 * kTile;
    std::int64_t batches(LayerShape shape) const;
    void encodeBatch(LayerShape shape, const PanelPlace& place, std::int64_t batch,
                     std::span<const float> targets, std::span<std::byte> codes,
                     std::span<float> decoded) const;

protected:
    // Bits of a tile of this panel; the same for every row tile.
    virtual std::size_t tileBits(LayerShape shape, std::int64_t panel) const = 0;
    // Encodes `count` consecutive row tiles of a panel, in whatever batches suit the method.
    // `bits` yields the bit string position of each tile.
    struct TileSpan {
        std::span<const float> targets; // count x 16 x panelColumns
        std::span<float> decoded;
        std::span<std::byte> codes; // of the whole layer
        std::size_t firstBit;       // of the first tile, within `codes`
        std::size_t stride;         // bits from one row tile to the next
        std::int64_t count;
    };
    virtual void encodeTiles(LayerShape shape, std::int64_t panel, const TileSpan& tiles) const = 0;

private:
    Scheme scheme_;
};

} // namespace fracbit::quantizer
