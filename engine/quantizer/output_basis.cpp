#include "quantizer/output_basis.h"

namespace fracbit::quantizer {

PackedLayer emptyLayer(const LayerEncoding& encoding, const Tensor& rows) {
    const Quantizer& chosen = encoding.encoder.quantizer();
    PackedLayer layer{chosen.scheme(),
                      {rotation::codedSize(encoding.basis, rows.rows()), rows.columns()},
                      chosen.codebook(),
                      {},
                      {}};
    layer.codes.resize(chosen.codesBytes(layer.shape));
    return layer;
}

double squaredNorm(std::span<const float> row) {
    double sum = 0;
    for (const float value : row)
        sum += static_cast<double>(value) * static_cast<double>(value);
    return sum;
}

} // namespace fracbit::quantizer
