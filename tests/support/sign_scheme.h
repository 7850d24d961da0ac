// A family of schemes that the palette does not have: signs, one bit a weight. What the README says
// a new quantizer needs, and nothing else; the run-time has no kernel for it.
#pragma once

#include "quantizer/bit_stream.h"
#include "quantizer/palette.h"
#include "tensor/dtype.h"

#include <cmath>
#include <numbers>

namespace fracbit::tests {

// The best level: the mean of |x| on N(0,1). The error is 1 - level^2.
inline const float kSignLevel = static_cast<float>(std::sqrt(2 / std::numbers::pi));

// A tile's bits are its weights row by row; set: negative.
class SignQuantizer final : public quantizer::Quantizer {
public:
    explicit SignQuantizer(quantizer::Scheme scheme)
        : Quantizer(scheme), codebook_{{floatToHalf(kSignLevel)}, 1} {}
    const quantizer::Codebook& codebook() const override { return codebook_; }

protected:
    std::size_t tileBits(quantizer::LayerShape, std::int64_t) const override {
        return quantizer::kTileWeights;
    }
    void encodeTiles(quantizer::LayerShape, std::int64_t, const TileSpan& tiles) const override {
        const float level = halfToFloat(codebook_.table[0]);
        for (std::size_t i = 0; i < tiles.targets.size(); ++i) {
            const bool negative = tiles.targets[i] < 0;
            tiles.decoded[i] = negative ? -level : level;
            quantizer::putBits(tiles.codes,
                               tiles.firstBit + i / kWeights * tiles.stride + i % kWeights,
                               negative ? 1 : 0, 1);
        }
    }

private:
    static constexpr std::size_t kWeights = quantizer::kTileWeights;
    quantizer::Codebook codebook_;
};

class SignDecoder final : public quantizer::Decoder {
public:
    SignDecoder(quantizer::Scheme, const quantizer::Codebook& codebook)
        : level_(halfToFloat(codebook.table.at(0))) {}
    void decodeRowTile(quantizer::LayerShape shape, std::span<const std::byte> codes,
                       std::span<float> out) const override {
        constexpr std::size_t kSide = quantizer::kTile;
        const std::size_t width = (static_cast<std::size_t>(shape.columns) + kSide - 1) / kSide;
        for (std::size_t i = 0; i < out.size(); ++i) {
            const std::size_t row = i / (width * kSide);
            const std::size_t column = i % (width * kSide);
            const std::size_t bit = (column / kSide * kSide + row) * kSide + column % kSide;
            out[i] = quantizer::getBits(codes, bit, 1) ? -level_ : level_;
        }
    }

private:
    float level_;
};

inline quantizer::SchemeFamily signFamily() {
    return {.name = "sign",
            .description = "signs, for a test",
            .kind = quantizer::FamilyKind::Scalar,
            .rates = {256, 256, 256, 0, 256, 256},
            .makeQuantizer = quantizer::makeQuantizerOf<SignQuantizer>,
            .makeDecoder = quantizer::makeDecoderOf<SignDecoder>,
            .distortion =
                [](quantizer::Scheme) {
                    return quantizer::StoredDistortion{{1 - 2 / std::numbers::pi, 0}, 0, 0};
                },
            .code = quantizer::DecodedOnly{},
            .decodeRates = {.processor = 1}};
}

} // namespace fracbit::tests
