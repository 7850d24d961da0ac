#include "tensor/tensor.h"

#include <functional>
#include <numeric>

namespace fracbit {

std::int64_t elementCount(const Shape& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

std::string shapeText(const Shape& shape) {
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : "x") + std::to_string(size);
    return text.empty() ? "scalar" : text;
}

} // namespace fracbit
