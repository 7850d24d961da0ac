// NUQ, and the uniform baseline.
#include "quantizer/bit_stream.h"
#include "quantizer/distortion_table.h"
#include "quantizer/gaussian_codebook.h"
#include "quantizer/scalar/scalar_families.h"
#include "quantizer/scalar/sorted_levels.h"
#include "quantizer/tile_order.h"
#include "tensor/dtype.h"

namespace fracbit::quantizer {

namespace {

class ScalarQuantizer final : public Quantizer {
public:
    ScalarQuantizer(Scheme scheme, const ScalarIndices& code, Codebook codebook)
        : Quantizer(scheme), codebook_(std::move(codebook)),
          levels_(scalarLevels(code, bitsOf(scheme), codebook_)), bits_(bitsOf(scheme)) {}

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
    ScalarDecoder(Scheme scheme, const ScalarIndices& code, const Codebook& codebook)
        : levels_(scalarLevels(code, bitsOf(scheme), codebook)), bits_(bitsOf(scheme)) {}

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

constexpr ScalarIndices kNuqCode;
constexpr ScalarIndices kUniformCode{.levels = ScalarIndices::Levels::Uniform};
constexpr Rates kScalarRates{2 * 256, 8 * 256, 256, 0, 2 * 256, 256};

std::unique_ptr<Quantizer> makeNuqQuantizer(Scheme scheme) {
    Codebook codebook;
    for (const double level : lloydMax(1 << bitsOf(scheme)))
        codebook.table.push_back(floatToHalf(static_cast<float>(level)));
    return std::make_unique<ScalarQuantizer>(scheme, kNuqCode, std::move(codebook));
}

std::unique_ptr<Quantizer> makeUniformQuantizer(Scheme scheme) {
    const auto step = static_cast<float>(uniformStep(bitsOf(scheme)));
    return std::make_unique<ScalarQuantizer>(scheme, kUniformCode,
                                             Codebook{{floatToHalf(step)}, 1});
}

template <const ScalarIndices& kCode>
std::unique_ptr<Decoder> makeScalarDecoder(Scheme scheme, const Codebook& codebook) {
    return std::make_unique<ScalarDecoder>(scheme, kCode, codebook);
}

const DistortionTable& nuqDistortions() {
    static const DistortionTable table{{{512, {0.11751, 6e-05}},
                                        {768, {0.034565, 2.2e-05}},
                                        {1024, {0.009501, 7.6e-06}},
                                        {1280, {0.0025043, 2.6e-06}},
                                        {1536, {0.00064358, 8.4e-07}},
                                        {1792, {0.00016337, 2.6e-07}},
                                        {2048, {4.1185e-05, 6.4e-08}}},
                                       1 << 24,
                                       kOwnSeed};
    return table;
}

const DistortionTable& uniformDistortions() {
    static const DistortionTable table{{{512, {0.11887, 6.1e-05}},
                                        {768, {0.037445, 2.5e-05}},
                                        {1024, {0.011546, 1.1e-05}},
                                        {1280, {0.0034943, 5e-06}},
                                        {1536, {0.0010389, 2.3e-06}},
                                        {1792, {0.00030375, 1.1e-06}},
                                        {2048, {8.747e-05, 5e-07}}},
                                       1 << 24,
                                       kOwnSeed};
    return table;
}

} // namespace

SchemeFamily nuqFamily() {
    return {.name = "nuq",
            .description = "non-uniform scalar (Lloyd-Max)",
            .kind = FamilyKind::Scalar,
            .rates = kScalarRates,
            .makeQuantizer = makeNuqQuantizer,
            .makeDecoder = makeScalarDecoder<kNuqCode>,
            .distortion = [](Scheme s) { return tabulatedDistortion(nuqDistortions(), s); },
            .code = kNuqCode,
            .decodeRates = {.processor = 26, .tensor = 1, .simt = 1}};
}

SchemeFamily uniformFamily() {
    return {.name = "uniform",
            .description = "uniform scalar",
            .kind = FamilyKind::Scalar,
            .rates = kScalarRates,
            .onRequest = true,
            .makeQuantizer = makeUniformQuantizer,
            .makeDecoder = makeScalarDecoder<kUniformCode>,
            .distortion = [](Scheme s) { return tabulatedDistortion(uniformDistortions(), s); },
            .code = kUniformCode,
            .decodeRates = {}};
}

} // namespace fracbit::quantizer
