#include "quantizer/scalar/scalar_quantizer.h"

#include "quantizer/bit_stream.h"
#include "quantizer/gaussian_codebook.h"
#include "quantizer/scalar/sorted_levels.h"
#include "quantizer/tile_order.h"
#include "tensor/dtype.h"

namespace fracbit::quantizer {

namespace {

Codebook scalarCodebook(Scheme scheme) {
    Codebook codebook;
    if (scheme.family == Family::Uniform)
        codebook.table = {floatToHalf(static_cast<float>(uniformStep(bitsOf(scheme))))};
    else
        for (const double level : lloydMax(1 << bitsOf(scheme)))
            codebook.table.push_back(floatToHalf(static_cast<float>(level)));
    return codebook;
}

std::vector<float> scalarLevels(Scheme scheme, const Codebook& codebook) {
    std::vector<float> levels;
    if (scheme.family == Family::Uniform) {
        const float step = halfToFloat(codebook.table.at(0));
        const int count = 1 << bitsOf(scheme);
        for (int i = 0; i < count; ++i)
            levels.push_back((static_cast<float>(i) - 0.5f * static_cast<float>(count - 1)) * step);
    } else {
        for (const std::uint16_t level : codebook.table)
            levels.push_back(halfToFloat(level));
    }
    return levels;
}

class ScalarQuantizer final : public Quantizer {
public:
    explicit ScalarQuantizer(Scheme scheme)
        : Quantizer(scheme), codebook_(scalarCodebook(scheme)),
          levels_(scalarLevels(scheme, codebook_)), bits_(bitsOf(scheme)) {}

    const Codebook& codebook() const override { return codebook_; }
    bool isScalar() const override { return true; }
    float nearest(float target) const override { return levels_[levels_.nearest(target)]; }

protected:
    std::size_t tileBits(LayerShape, std::int64_t) const override {
        return static_cast<std::size_t>(kTileWeights * bits_);
    }

    void encodeTiles(LayerShape, std::int64_t, const TileSpan& tiles) const override {
        for (std::int64_t tile = 0; tile < tiles.count; ++tile) {
            std::size_t bit = tiles.firstBit + static_cast<std::size_t>(tile) * tiles.stride;
            for (int i = 0; i < kTileWeights; ++i, bit += static_cast<std::size_t>(bits_)) {
                const auto at =
                    static_cast<std::size_t>((tile * kTile + tileRow(i)) * kTile + tileColumn(i));
                const std::uint32_t index = levels_.nearest(tiles.targets[at]);
                tiles.decoded[at] = levels_[index];
                putBits(tiles.codes, bit, index, bits_);
            }
        }
    }

private:
    Codebook codebook_;
    SortedLevels levels_;
    int bits_;
};

class ScalarDecoder final : public Decoder {
public:
    ScalarDecoder(Scheme scheme, const Codebook& codebook)
        : levels_(scalarLevels(scheme, codebook)), bits_(bitsOf(scheme)) {}

    void decodeRowTile(LayerShape shape, std::span<const std::byte> codes,
                       std::span<float> out) const override {
        const std::int64_t panels = (shape.columns + kTile - 1) / kTile;
        std::size_t bit = 0;
        for (std::int64_t panel = 0; panel < panels; ++panel)
            for (int i = 0; i < kTileWeights; ++i, bit += static_cast<std::size_t>(bits_))
                out[static_cast<std::size_t>(tileRow(i) * panels * kTile + panel * kTile +
                                             tileColumn(i))] = levels_[getBits(codes, bit, bits_)];
    }

private:
    std::vector<float> levels_;
    int bits_;
};

} // namespace

std::unique_ptr<Quantizer> makeScalarQuantizer(Scheme scheme) {
    return std::make_unique<ScalarQuantizer>(scheme);
}

std::unique_ptr<Decoder> makeScalarDecoder(Scheme scheme, const Codebook& codebook) {
    return std::make_unique<ScalarDecoder>(scheme, codebook);
}

} // namespace fracbit::quantizer
