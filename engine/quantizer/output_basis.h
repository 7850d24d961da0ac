// The outputs' side of a layer's basis while it is quantized.
#pragma once

#include "quantizer/packed_layer.h"

#include <cmath>

namespace fracbit::quantizer {

// Rows that have been divided by their scales, on the way to the encoder and back: padded to whole
// blocks and rotated where the basis has both sides, else as they are.
class OutputBasis {
public:
    OutputBasis(rotation::Basis basis, std::int64_t rows)
        : rows_(rows), coded_(rotation::codedSize(basis, rows)),
          rotated_(basis == rotation::Basis::BothSides) {}

    bool isRotated() const { return rotated_; }
    // The rms of rotated rows of a block where those of its own rows are one: less than one in the
    // last block, if it is padded with zeros. Rows are scaled by so much less.
    double spread(std::int64_t row) const {
        const std::int64_t inLast = rows_ % rotation::kBasisBlock;
        const bool padded = rotated_ && row >= rows_ - inLast;
        return padded ? std::sqrt(static_cast<double>(inLast) / rotation::kBasisBlock) : 1;
    }
    void enter(Tensor& rows, const RunContext& context) const {
        if (!rotated_)
            return;
        rows = rotation::withRows(std::move(rows), coded_);
        rotation::rotateOutputs(rows, context);
    }
    void leave(Tensor& rows, const RunContext& context) const {
        if (!rotated_)
            return;
        rotation::rotateOutputs(rows, context);
        rows = rotation::withRows(std::move(rows), rows_);
    }

private:
    std::int64_t rows_;
    std::int64_t coded_;
    bool rotated_;
};

// A layer of `rows` (in the basis of their inputs) without scales, its codes zero.
PackedLayer emptyLayer(const LayerEncoding& encoding, const Tensor& rows);
double squaredNorm(std::span<const float> row);

} // namespace fracbit::quantizer
