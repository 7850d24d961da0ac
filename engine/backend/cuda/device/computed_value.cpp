#include "backend/cuda/device/computed_value.h"

#include "base/error.h"
#include "quantizer/palette.h"
#include "tensor/dtype.h"

#include <cmath>

namespace fracbit::backend::cuda {

namespace {

using fracbit_cuda::ComputedValue;
using quantizer::BitshiftTrellis;
using quantizer::Codebook;
using quantizer::Scheme;

std::uint32_t inBothHalves(double number) {
    return floatToHalf(static_cast<float>(number)) * 0x10001u;
}

// c0 x + c1 x^3 + c2 x^5 = c0 u (y + (c1 / c0) u^2 y^3 + (c2 / c0) u^4 y^5) with x = u y.
ComputedValue polynomialValue(Scheme scheme, const Codebook& codebook) {
    const double unit = fracbit_cuda::kPolynomialUnit / fracbit_cuda::kByteSumDeviation;
    const double first = halfToFloat(codebook.table.at(0));
    const double third = halfToFloat(codebook.table.at(1)) / first * std::pow(unit, 2);
    const double fifth = halfToFloat(codebook.table.at(2)) / first * std::pow(unit, 4);
    // Below it no value exceeds fp16's range: |y| < 8. The palette's are below 0.01.
    constexpr double kLargest = 1;
    if (!(std::abs(third) <= kLargest && std::abs(fifth) <= kLargest))
        throw Error(ErrorCode::InvalidFile, quantizer::schemeName(scheme) +
                                                ": the polynomial of the code book has too small "
                                                "a linear part for the CUDA kernels");
    return {static_cast<float>(first * unit), inBothHalves(third), inBothHalves(fifth)};
}

} // namespace

ComputedValue computedValue(Scheme scheme, const Codebook& codebook) {
    const auto* trellis = std::get_if<BitshiftTrellis>(&familyInfo(scheme.family).code);
    if (!trellis || trellis->values == BitshiftTrellis::Values::Table)
        return {};
    if (trellis->values == BitshiftTrellis::Values::Polynomial)
        return polynomialValue(scheme, codebook);
    return {fracbit_cuda::kByteSumUnit / fracbit_cuda::kByteSumDeviation, 0, 0};
}

} // namespace fracbit::backend::cuda
