// Owning float32 tensors and borrowed views of stored ones.
#pragma once

#include "tensor/dtype.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace fracbit {

// Sizes, outermost first: a weight matrix is {d_out, d_in}, row-major.
using Shape = std::vector<std::int64_t>;

// Product of the sizes. Shapes that come from files are checked for overflow where they are read.
std::int64_t elementCount(const Shape& shape);
std::string shapeText(const Shape& shape); // "576x1536"

// A row-major float32 tensor. A value type: copies are deep, moves are cheap.
struct Tensor {
    Shape shape;
    std::vector<float> values;

    Tensor() = default;
    explicit Tensor(Shape sizes)
        : shape(std::move(sizes)), values(static_cast<std::size_t>(elementCount(shape))) {}
    std::int64_t rows() const { return shape.empty() ? 1 : shape.front(); }
    std::int64_t columns() const { return rows() ? elementCount(shape) / rows() : 0; }
    std::span<float> row(std::int64_t index) {
        return std::span(values).subspan(static_cast<std::size_t>(index * columns()),
                                         static_cast<std::size_t>(columns()));
    }
    std::span<const float> row(std::int64_t index) const {
        return std::span(values).subspan(static_cast<std::size_t>(index * columns()),
                                         static_cast<std::size_t>(columns()));
    }
};

} // namespace fracbit
