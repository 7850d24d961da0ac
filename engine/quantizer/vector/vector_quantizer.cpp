#include "quantizer/vector/vector_quantizer.h"

#include "quantizer/bit_stream.h"
#include "quantizer/distortion_table.h"
#include "quantizer/point_grid.h"
#include "quantizer/tables/planar_tables.h"
#include "quantizer/tile_order.h"
#include "tensor/dtype.h"

namespace fracbit::quantizer {

namespace {

using Point = PointGrid::Point;

int bitsOf(Scheme scheme) {
    return scheme.rate256 / 128;
}

Codebook makeCodebook(Scheme scheme) {
    const auto table = vectorTable(bitsOf(scheme));
    return {{table.begin(), table.end()}, 1};
}

std::vector<Point> pointsOf(const Codebook& codebook) {
    std::vector<Point> points(codebook.table.size() / 2);
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = {halfToFloat(codebook.table[2 * i]), halfToFloat(codebook.table[2 * i + 1])};
    return points;
}

class VectorQuantizer final : public Quantizer {
public:
    explicit VectorQuantizer(Scheme scheme)
        : Quantizer(scheme), codebook_(makeCodebook(scheme)), points_(pointsOf(codebook_)),
          grid_(points_), bits_(bitsOf(scheme)) {}

    const Codebook& codebook() const override { return codebook_; }

protected:
    std::size_t tileBits(LayerShape, std::int64_t) const override {
        return static_cast<std::size_t>(kTileWeights / 2 * bits_);
    }

    void encodeTiles(LayerShape, std::int64_t, const TileSpan& tiles) const override {
        for (std::int64_t tile = 0; tile < tiles.count; ++tile) {
            std::size_t bit = tiles.firstBit + static_cast<std::size_t>(tile) * tiles.stride;
            for (int i = 0; i < kTileWeights; i += 2, bit += static_cast<std::size_t>(bits_)) {
                const auto at =
                    static_cast<std::size_t>((tile * kTile + tileRow(i)) * kTile + tileColumn(i));
                const std::size_t index = grid_.nearest({tiles.targets[at], tiles.targets[at + 1]});
                tiles.decoded[at] = points_[index][0];
                tiles.decoded[at + 1] = points_[index][1];
                putBits(tiles.codes, bit, static_cast<std::uint32_t>(index), bits_);
            }
        }
    }

private:
    Codebook codebook_;
    std::vector<Point> points_;
    PointGrid grid_;
    int bits_;
};

class VectorDecoder final : public Decoder {
public:
    VectorDecoder(Scheme scheme, const Codebook& codebook)
        : points_(pointsOf(codebook)), bits_(bitsOf(scheme)) {}

    void decodeRowTile(LayerShape shape, std::span<const std::byte> codes,
                       std::span<float> out) const override {
        const std::int64_t panels = (shape.columns + kTile - 1) / kTile;
        std::size_t bit = 0;
        for (std::int64_t panel = 0; panel < panels; ++panel)
            for (int i = 0; i < kTileWeights; i += 2, bit += static_cast<std::size_t>(bits_)) {
                const Point& point = points_[getBits(codes, bit, bits_)];
                const auto at =
                    static_cast<std::size_t>((tileRow(i) * panels + panel) * kTile + tileColumn(i));
                out[at] = point[0];
                out[at + 1] = point[1];
            }
    }

private:
    std::vector<Point> points_;
    int bits_;
};

const DistortionTable& vectorDistortions() {
    static const DistortionTable table{{{384, {0.20119, 8.9e-05}},
                                        {512, {0.1076, 5.2e-05}},
                                        {640, {0.056955, 2.9e-05}},
                                        {768, {0.029704, 1.7e-05}},
                                        {896, {0.01525, 9.2e-06}},
                                        {1024, {0.0077665, 4.9e-06}},
                                        {1152, {0.003926, 2.6e-06}},
                                        {1280, {0.0019769, 1.4e-06}},
                                        {1408, {0.00099561, 7.2e-07}},
                                        {1536, {0.00049964, 3.8e-07}}},
                                       1 << 24,
                                       kPaperSeed};
    return table;
}

} // namespace

SchemeFamily vqFamily() {
    return {.name = "vq",
            .description = "two-dimensional vector (k-means)",
            .kind = FamilyKind::Vector,
            .rates = {384, 6 * 256, 128, 0, 384, 128},
            .makeQuantizer = makeQuantizerOf<VectorQuantizer>,
            .makeDecoder = makeDecoderOf<VectorDecoder>,
            .distortion = [](Scheme s) { return tabulatedDistortion(vectorDistortions(), s); },
            .code = PairIndices{},
            .decodeRates = {.processor = 11, .tensor = 1, .simt = 1}};
}

} // namespace fracbit::quantizer
