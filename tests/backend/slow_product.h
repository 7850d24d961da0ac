// Products of packed layers as they ought to be, from the slow, readable decoder.
#pragma once

#include "backend/cpu/packed_matrix.h"

#include <algorithm>
#include <cmath>

namespace fracbit::tests {

struct Product {
    std::vector<double> exact;
    std::vector<double> magnitude; // sum of |weight x|: what rounding errors are relative to
};

inline Product slowProduct(const quantizer::PackedLayer& layer, std::span<const float> x) {
    const auto rows = layer.shape.rows;
    const auto columns = layer.shape.columns;
    std::vector<float> weights(static_cast<std::size_t>(rows * columns));
    quantizer::LayerReader(quantizer::PackedLayerView(layer)).readRows(0, rows, weights);
    Product product;
    for (std::int64_t i = 0; i < rows; ++i) {
        double sum = 0;
        double magnitude = 0;
        for (std::int64_t j = 0; j < columns; ++j) {
            const double term =
                static_cast<double>(weights[static_cast<std::size_t>(i * columns + j)]) *
                static_cast<double>(x[static_cast<std::size_t>(j)]);
            sum += term;
            magnitude += std::abs(term);
        }
        product.exact.push_back(sum);
        product.magnitude.push_back(magnitude);
    }
    return product;
}

// Largest error of all outputs, relative to the magnitude of their terms.
inline double worstError(const Product& expected, std::span<const float> got) {
    double worst = 0;
    for (std::size_t i = 0; i < expected.exact.size(); ++i) {
        const double error = std::abs(static_cast<double>(got[i]) - expected.exact[i]);
        worst = std::max(worst, error / (expected.magnitude[i] + 1e-30));
        if (!std::isfinite(got[i]))
            return INFINITY;
    }
    return worst;
}

// A float32 sum of n terms in a few chains: a handful of roundings of 2^-24 each; three times what
// was measured.
inline constexpr double kTolerance = 4.5e-7;
// Inputs and weights of 15 bits: half a unit of the largest ones of 16 inputs and of a table, whose
// typical numbers are a third of them.
inline constexpr double kIntegerTolerance = 1.5e-4;

inline double tolerance(const backend::PackedMatrix& matrix, std::int64_t count) {
    return matrix.inputLayout(count).integers ? kIntegerTolerance : kTolerance;
}

inline std::vector<float> multiplyAll(const backend::PackedMatrix& matrix, std::span<const float> x,
                                      std::int64_t count) {
    const auto shape = matrix.shape();
    backend::MatrixInput input(shape.columns, matrix.inputLayout(count), count);
    for (std::int64_t i = 0; i < count; ++i)
        input.set(i, x.subspan(static_cast<std::size_t>(i * shape.columns),
                               static_cast<std::size_t>(shape.columns)));
    std::vector<float> out(static_cast<std::size_t>(count * shape.rows), NAN);
    for (std::int64_t block = 0; block < matrix.rowBlocks(); ++block)
        matrix.multiply(block, input, out, shape.rows);
    return out;
}

} // namespace fracbit::tests
