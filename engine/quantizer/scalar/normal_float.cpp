// The NormalFloat baseline: groups of 64 consecutive input weights of a row, each with an fp16
// scale (its largest magnitude) and 2^b fixed levels.
#include "quantizer/bit_stream.h"
#include "quantizer/distortion_table.h"
#include "quantizer/gaussian_codebook.h"
#include "quantizer/scalar/scalar_families.h"
#include "quantizer/scalar/sorted_levels.h"
#include "tensor/dtype.h"

#include <cmath>

namespace fracbit::quantizer {

namespace {

constexpr std::int64_t kNormalFloatGroup = 64;

// A tile is 16 rows of one group: the 16 scales, then the codes row by row.
constexpr int kScaleBits = 16;

std::size_t bitsOfTile(int bits) {
    return static_cast<std::size_t>(kTile * (kScaleBits + kNormalFloatGroup * bits));
}

Codebook normalFloatCodebook(Scheme scheme) {
    Codebook codebook;
    for (const double level : normalFloat(bitsOf(scheme)))
        codebook.table.push_back(floatToHalf(static_cast<float>(level)));
    return codebook;
}

std::vector<float> normalFloatLevels(const Codebook& codebook) {
    std::vector<float> levels;
    for (const std::uint16_t level : codebook.table)
        levels.push_back(halfToFloat(level));
    return levels;
}

std::uint16_t groupScale(std::span<const float> group) {
    float largest = 0;
    for (const float value : group)
        largest = std::max(largest, std::abs(value));
    return floatToHalf(std::min(largest, 65504.0f));
}

class NormalFloatQuantizer final : public Quantizer {
public:
    explicit NormalFloatQuantizer(Scheme scheme)
        : Quantizer(scheme), codebook_(normalFloatCodebook(scheme)),
          levels_(normalFloatLevels(codebook_)), bits_(bitsOf(scheme)) {}

    const Codebook& codebook() const override { return codebook_; }
    std::int64_t panelColumns() const override { return kNormalFloatGroup; }

protected:
    std::size_t tileBits(LayerShape, std::int64_t) const override { return bitsOfTile(bits_); }

    void encodeTiles(LayerShape, std::int64_t, const TileSpan& tiles) const override {
        for (std::int64_t row = 0; row < tiles.count * kTile; ++row) {
            const std::size_t tileBit =
                tiles.firstBit + static_cast<std::size_t>(row / kTile) * tiles.stride;
            const auto offset = static_cast<std::size_t>(row * kNormalFloatGroup);
            encodeGroup(tiles.targets.subspan(offset, kNormalFloatGroup),
                        tiles.decoded.subspan(offset, kNormalFloatGroup), tiles.codes, tileBit,
                        static_cast<int>(row % kTile));
        }
    }

private:
    void encodeGroup(std::span<const float> targets, std::span<float> decoded,
                     std::span<std::byte> codes, std::size_t tileBit, int row) const {
        const std::uint16_t scaleBits = groupScale(targets);
        const float scale = halfToFloat(scaleBits);
        putBits(codes, tileBit + static_cast<std::size_t>(row * kScaleBits), scaleBits, kScaleBits);
        std::size_t bit = tileBit + static_cast<std::size_t>(kTile * kScaleBits +
                                                             row * kNormalFloatGroup * bits_);
        for (std::size_t i = 0; i < targets.size(); ++i, bit += static_cast<std::size_t>(bits_)) {
            const std::uint32_t index = levels_.nearest(scale > 0 ? targets[i] / scale : 0.0f);
            decoded[i] = scale * levels_[index];
            putBits(codes, bit, index, bits_);
        }
    }

    Codebook codebook_;
    SortedLevels levels_;
    int bits_;
};

class NormalFloatDecoder final : public Decoder {
public:
    NormalFloatDecoder(Scheme scheme, const Codebook& codebook)
        : levels_(normalFloatLevels(codebook)), bits_(bitsOf(scheme)) {}

    void decodeRowTile(LayerShape shape, std::span<const std::byte> codes,
                       std::span<float> out) const override {
        const std::int64_t groups = (shape.columns + kNormalFloatGroup - 1) / kNormalFloatGroup;
        for (std::int64_t group = 0; group < groups; ++group) {
            const std::size_t tileBit = static_cast<std::size_t>(group) * bitsOfTile(bits_);
            for (int row = 0; row < kTile; ++row)
                decodeGroup(codes, tileBit, row,
                            out.subspan(static_cast<std::size_t>((row * groups + group) *
                                                                 kNormalFloatGroup),
                                        kNormalFloatGroup));
        }
    }

private:
    void decodeGroup(std::span<const std::byte> codes, std::size_t tileBit, int row,
                     std::span<float> out) const {
        const float scale = halfToFloat(static_cast<std::uint16_t>(
            getBits(codes, tileBit + static_cast<std::size_t>(row * kScaleBits), kScaleBits)));
        std::size_t bit = tileBit + static_cast<std::size_t>(kTile * kScaleBits +
                                                             row * kNormalFloatGroup * bits_);
        for (std::size_t i = 0; i < out.size(); ++i, bit += static_cast<std::size_t>(bits_))
            out[i] = scale * levels_[getBits(codes, bit, bits_)];
    }

    std::vector<float> levels_;
    int bits_;
};

const DistortionTable& normalFloatDistortions() {
    static const DistortionTable table{{{512, {0.31804, 0.00018}},
                                        {768, {0.038962, 2.1e-05}},
                                        {1024, {0.0084611, 4.2e-06}},
                                        {1280, {0.0024329, 1.6e-06}},
                                        {1536, {0.00088018, 8.7e-07}},
                                        {1792, {0.00038775, 5.4e-07}},
                                        {2048, {0.00020159, 3.5e-07}}},
                                       1 << 24,
                                       kOwnSeed};
    return table;
}

} // namespace

SchemeFamily nfFamily() {
    return {.name = "nf",
            .description = "NormalFloat in groups of 64",
            .kind = FamilyKind::Scalar,
            .rates = {2 * 256, 8 * 256, 256, 0, 2 * 256, 256},
            .onRequest = true,
            .makeQuantizer = makeQuantizerOf<NormalFloatQuantizer>,
            .makeDecoder = makeDecoderOf<NormalFloatDecoder>,
            .distortion = [](Scheme s) { return tabulatedDistortion(normalFloatDistortions(), s); },
            .code = ScalarIndices{.levels = ScalarIndices::Levels::Table, .rowGroupScales = true},
            .decodeRates = {}};
}

} // namespace fracbit::quantizer
