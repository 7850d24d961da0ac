#include "backend/cpu/integer_tables.h"

#include "backend/cpu/integer_input.h"

#include <algorithm>
#include <cmath>

namespace fracbit::backend {

namespace {

float largestOf(const std::vector<std::vector<float>>& components) {
    float largest = 0;
    for (const auto& component : components)
        for (const float number : component)
            largest = std::max(largest, std::abs(number));
    return largest;
}

std::int16_t rounded(double number) {
    return static_cast<std::int16_t>(std::lround(number));
}

// Entries repeated to at least 32, as many as a register holds.
void setIntegers(BlockCode& code, const std::vector<std::vector<float>>& components, double unit) {
    constexpr std::size_t kRegister = 32;
    const std::size_t entries = components.front().size();
    const std::size_t size = std::max(entries, kRegister);
    code.integers = AlignedBuffer<std::int16_t>(components.size() * size);
    for (std::size_t i = 0; i < code.integers.size(); ++i)
        code.integers[i] = rounded(components[i / size][i % size % entries] / unit);
}

void setIntegerPlanes(BlockCode& code, const std::vector<std::vector<float>>& components,
                      double unit) {
    const std::size_t entries = components.front().size();
    code.integerPlanes = AlignedBuffer<std::uint8_t>(2 * components.size() * entries);
    std::uint8_t* plane = code.integerPlanes.data();
    for (const auto& component : components) {
        for (std::size_t i = 0; i < entries; ++i) {
            const auto bits = static_cast<std::uint16_t>(rounded(component[i] / unit));
            plane[i] = static_cast<std::uint8_t>(bits & 0xFF);
            plane[entries + i] = static_cast<std::uint8_t>(bits >> 8);
        }
        plane += 2 * entries;
    }
}

} // namespace

void addIntegerTable(BlockCode& code, const std::vector<std::vector<float>>& components,
                     float factor) {
    const float largest = largestOf(components);
    const double unit = largest > 0 ? static_cast<double>(largest) / kLargestInteger : 1;
    code.integerFactor = static_cast<float>(unit * static_cast<double>(factor));
    if (code.indexBits > kMostPermutedBits)
        setIntegerPlanes(code, components, unit);
    else
        setIntegers(code, components, unit);
}

// The kernels' variable is the distance from the mean over 512. All results of Horner's scheme are
// at most the sum of the coefficients, which becomes just less than a half: of a fraction in 16
// bits that is kLargestInteger.
void addIntegerPolynomial(BlockCode& code) {
    constexpr double kOne = 32768;
    double coefficients[3];
    double sum = 0;
    double unit = 512;
    for (std::size_t i = 0; i < 3; ++i, unit *= 512.0 * 512.0) {
        coefficients[i] = static_cast<double>(code.table[i]) * unit;
        sum += std::abs(coefficients[i]);
    }
    const double fraction = sum > 0 ? 0.4999 / sum : 0;
    code.integers = AlignedBuffer<std::int16_t>(3);
    for (std::size_t i = 0; i < 3; ++i)
        code.integers[i] = rounded(coefficients[i] * fraction * kOne);
    code.integerFactor =
        sum > 0 ? static_cast<float>(static_cast<double>(code.factor) / (fraction * kOne)) : 0;
}

} // namespace fracbit::backend
