#include "quantizer/trellis/trellis_quantizer.h"

#include "base/error.h"
#include "quantizer/bit_stream.h"
#include "quantizer/tile_order.h"
#include "quantizer/trellis/trellis_layout.h"
#include "quantizer/trellis/viterbi.h"

#include <array>

namespace fracbit::quantizer {

namespace {

// The points of all states for unit-variance targets.
std::vector<float> decodedPoints(const TrellisCode& code, float scale) {
    const float inverse = 1.0f / scale;
    std::vector<float> points;
    points.reserve(code.points.size());
    for (const float component : code.points)
        points.push_back(component * inverse);
    return points;
}

class TrellisQuantizer final : public Quantizer {
public:
    explicit TrellisQuantizer(Scheme scheme)
        : Quantizer(scheme), codebook_(trellisCodebook(scheme)), layout_(trellisLayout(scheme)) {
        const TrellisCode code = trellisCode(scheme, codebook_);
        points_ = decodedPoints(code, codebook_.scale);
        for (const Trellis& trellis : layout_.trellises)
            encoders_.push_back(
                std::make_unique<ViterbiEncoder>(trellis, code, trellis.tileBits() / 256.0));
    }

    const Codebook& codebook() const override { return codebook_; }

protected:
    std::size_t tileBits(LayerShape shape, std::int64_t panel) const override {
        return static_cast<std::size_t>(layout_.of(shape, panel).tileBits());
    }

    void encodeTiles(LayerShape shape, std::int64_t panel, const TileSpan& tiles) const override {
        const ViterbiEncoder& encoder = *encoders_[layout_.index(shape, panel)];
        ViterbiEncoder::Workspace workspace(encoder);
        for (std::int64_t tile = 0; tile < tiles.count; ++tile)
            encodeTile(encoder, tiles, tile, workspace);
    }

private:
    void encodeTile(const ViterbiEncoder& encoder, const TileSpan& tiles, std::int64_t tile,
                    ViterbiEncoder::Workspace& workspace) const {
        const Trellis& trellis = encoder.trellis();
        std::array<float, kTileWeights> targets;
        std::array<std::uint16_t, kTileWeights> states;
        for (int i = 0; i < kTileWeights; ++i)
            targets[static_cast<std::size_t>(i)] = codebook_.scale * tiles.targets[at(tile, i)];
        encoder.encode(targets, std::span(states).first(trellis.steps()), workspace);

        std::size_t bit = tiles.firstBit + static_cast<std::size_t>(tile) * tiles.stride;
        const auto dimensions = static_cast<std::size_t>(trellis.dimensions);
        for (std::size_t step = 0; step < trellis.steps(); ++step) {
            const int shift = trellis.shifts[step];
            putBits(tiles.codes, bit, static_cast<std::uint32_t>(states[step] >> (16 - shift)),
                    shift);
            bit += static_cast<std::size_t>(shift);
            for (std::size_t c = 0; c < dimensions; ++c)
                tiles.decoded[at(tile, static_cast<int>(step * dimensions + c))] =
                    points_[states[step] * dimensions + c];
        }
    }

    static std::size_t at(std::int64_t tile, int i) {
        return static_cast<std::size_t>((tile * kTile + tileRow(i)) * kTile + tileColumn(i));
    }

    Codebook codebook_;
    TrellisLayout layout_;
    std::vector<float> points_;
    std::vector<std::unique_ptr<ViterbiEncoder>> encoders_;
};

class TrellisDecoder final : public Decoder {
public:
    TrellisDecoder(Scheme scheme, const Codebook& codebook)
        : layout_(trellisLayout(scheme)),
          points_(decodedPoints(trellisCode(scheme, codebook), codebook.scale)) {}

    void decodeRowTile(LayerShape shape, std::span<const std::byte> codes,
                       std::span<float> out) const override {
        const std::int64_t panels = (shape.columns + kTile - 1) / kTile;
        std::size_t bit = 0;
        for (std::int64_t panel = 0; panel < panels; ++panel) {
            const Trellis& trellis = layout_.of(shape, panel);
            decodeTile(trellis, codes, bit, out.subspan(static_cast<std::size_t>(panel * kTile)),
                       panels * kTile);
            bit += static_cast<std::size_t>(trellis.tileBits());
        }
    }

private:
    // The state is a sliding window over the circular string: shift in the bits that follow it.
    void decodeTile(const Trellis& trellis, std::span<const std::byte> codes, std::size_t tileBit,
                    std::span<float> out, std::int64_t rowStride) const {
        const auto total = static_cast<std::size_t>(trellis.tileBits());
        const auto dimensions = static_cast<std::size_t>(trellis.dimensions);
        std::uint32_t state = getBits(codes, tileBit, kStateBits);
        std::size_t ahead = kStateBits; // the bit after the window
        for (std::size_t step = 0; step < trellis.steps(); ++step) {
            for (std::size_t c = 0; c < dimensions; ++c) {
                const int i = static_cast<int>(step * dimensions + c);
                out[static_cast<std::size_t>(tileRow(i) * rowStride + tileColumn(i))] =
                    points_[state * dimensions + c];
            }
            for (int k = 0; k < trellis.shifts[step]; ++k, ++ahead)
                state = ((state << 1) | getBits(codes, tileBit + ahead % total, 1)) & 0xFFFF;
        }
    }

    TrellisLayout layout_;
    std::vector<float> points_;
};

} // namespace

std::unique_ptr<Quantizer> makeTrellisQuantizer(Scheme scheme) {
    return std::make_unique<TrellisQuantizer>(scheme);
}

std::unique_ptr<Decoder> makeTrellisDecoder(Scheme scheme, const Codebook& codebook) {
    return std::make_unique<TrellisDecoder>(scheme, codebook);
}

} // namespace fracbit::quantizer
