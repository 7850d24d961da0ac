#include "quantizer/row_scales.h"

#include "base/error.h"
#include "base/parallel.h"

#include <cmath>

namespace fracbit::quantizer {

namespace {

double rms(std::span<const float> row) {
    double squares = 0;
    for (const float value : row)
        squares += static_cast<double>(value) * value;
    return std::sqrt(squares / static_cast<double>(row.size()));
}

std::uint16_t rowScaleOf(std::span<const float> row, const std::string& name, double factor) {
    const double scale = factor * rms(row);
    if (!std::isfinite(scale))
        throw Error(ErrorCode::InvalidFile, name, "has weights that are not finite numbers");
    const std::uint16_t bits = floatToHalf(static_cast<float>(scale));
    if (std::isinf(halfToFloat(bits)))
        throw Error(ErrorCode::InvalidFile, name,
                    "has a row whose scale exceeds fp16; is the checkpoint damaged?");
    return bits;
}

} // namespace

std::vector<std::uint16_t> normaliseRows(Tensor& rotated, const std::string& name,
                                         const RunContext& context,
                                         const std::function<double(std::int64_t)>& factor) {
    constexpr std::size_t kRows = 32; // a work item
    std::vector<std::uint16_t> scales(static_cast<std::size_t>(rotated.rows()));
    parallelFor(scales.size(), kRows, context, [&](std::size_t i) {
        const std::span<float> row = rotated.row(static_cast<std::int64_t>(i));
        scales[i] = rowScaleOf(row, name, factor(static_cast<std::int64_t>(i)));
        const float scale = halfToFloat(scales[i]);
        for (float& value : row)
            value = scale > 0 ? value / scale : 0.0f;
    });
    return scales;
}

} // namespace fracbit::quantizer
