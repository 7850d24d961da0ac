#include "quantizer/trellis/trellis.h"

#include "base/error.h"

#include <bit>
#include <numeric>

namespace fracbit::quantizer {

int Trellis::tileBits() const {
    return std::accumulate(shifts.begin(), shifts.end(), 0);
}

Trellis evenTrellis(int dimensions, int tileBits, int stateBits) {
    const int steps = 256 / dimensions;
    Trellis trellis{dimensions, {}, stateBits};
    for (int t = 0; t < steps; ++t)
        trellis.shifts.push_back(
            static_cast<std::uint8_t>((t + 1) * tileBits / steps - t * tileBits / steps));
    return trellis;
}

TrellisCode hybridCode(std::span<const float> table) {
    if (table.size() % 2 || !std::has_single_bit(table.size() / 2) || table.size() / 2 > 1u << 15)
        throw Error(ErrorCode::InvalidFile, "trellis table has a wrong size");
    const int indexBits = std::countr_zero(table.size() / 2);
    constexpr std::uint32_t kStates = 1u << 16;
    TrellisCode code{2, std::vector<float>(2 * kStates)};
    for (std::uint32_t state = 0; state < kStates; ++state) {
        const std::uint32_t x = (state * (state + 1)) & 0xFFFFu;
        const std::uint32_t index = (x >> (15 - indexBits)) & ((1u << indexBits) - 1);
        code.points[2 * state] = x & 0x8000u ? -table[2 * index] : table[2 * index];
        code.points[2 * state + 1] = table[2 * index + 1];
    }
    return code;
}

TrellisCode computedCode(int stateBits) {
    constexpr std::uint32_t kMultiplier = 0x83DCD12Du;
    constexpr int kMean = 510;           // of the sum of four bytes
    constexpr float kDeviation = 147.7f; // 147.8 exactly if the bytes were independent
    TrellisCode code{1, std::vector<float>(std::size_t{1} << stateBits)};
    for (std::uint32_t state = 0; state < code.points.size(); ++state) {
        const std::uint32_t product = state * kMultiplier;
        const int sum = static_cast<int>((product & 0xFF) + ((product >> 8) & 0xFF) +
                                         ((product >> 16) & 0xFF) + (product >> 24));
        code.points[state] = static_cast<float>(sum - kMean) / kDeviation;
    }
    return code;
}

TrellisCode polynomialCode(std::span<const float> coefficients, int stateBits) {
    TrellisCode code = computedCode(stateBits);
    for (float& point : code.points) {
        float factor = 0;
        for (std::size_t i = coefficients.size(); i-- > 0;)
            factor = factor * point * point + coefficients[i];
        point *= factor;
    }
    return code;
}

} // namespace fracbit::quantizer
