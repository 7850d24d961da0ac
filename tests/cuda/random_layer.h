// Layers with random codes: every bit string is a valid code, so this reaches every state and
// index without searching.
#pragma once

#include "base/random.h"
#include "quantizer/packed_layer.h"
#include "quantizer/palette.h"
#include "tensor/dtype.h"

namespace fracbit::test {

// NormalFloat's codes hold fp16 scales, which must be finite: their signs and exponents are set to
// those of numbers in [1, 2).
inline void makeScalesFinite(quantizer::PackedLayer& layer) {
    constexpr std::size_t kScaleBytes = 2 * quantizer::kTile;
    const auto bits = static_cast<std::size_t>(layer.scheme.rate256 / 256);
    const std::size_t tileBytes = kScaleBytes + 128 * bits;
    for (std::size_t tile = 0; tile < layer.codes.size(); tile += tileBytes)
        for (std::size_t i = 0; i < kScaleBytes; i += 2)
            layer.codes[tile + i] = static_cast<std::byte>(
                0x3C | (std::to_integer<unsigned>(layer.codes[tile + i]) & 3));
}

inline quantizer::PackedLayer randomLayer(quantizer::Scheme scheme, quantizer::LayerShape shape,
                                          std::uint64_t seed) {
    const quantizer::Quantizer& chosen = quantizer::quantizer(scheme);
    quantizer::PackedLayer layer{scheme, shape, chosen.codebook(), {}, {}};
    Random random(seed);
    layer.codes.resize(chosen.codesBytes(shape));
    for (std::byte& code : layer.codes)
        code = static_cast<std::byte>(random.next());
    if (familyName(scheme.family) == "nf")
        makeScalesFinite(layer);
    for (std::int64_t row = 0; row < shape.rows; ++row)
        layer.rowScales.push_back(floatToHalf(static_cast<float>(0.5 + random.uniform())));
    return layer;
}

inline std::vector<float> weightsOf(const quantizer::PackedLayer& layer) {
    std::vector<float> weights(static_cast<std::size_t>(layer.shape.rows * layer.shape.columns));
    quantizer::LayerReader(quantizer::PackedLayerView(layer))
        .readRows(0, layer.shape.rows, weights);
    return weights;
}

} // namespace fracbit::test
