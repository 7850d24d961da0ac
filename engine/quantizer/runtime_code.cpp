#include "quantizer/runtime_code.h"

#include "tensor/dtype.h"

namespace fracbit::quantizer {

namespace {

std::vector<float> uniformLevels(float step, int count) {
    std::vector<float> levels;
    for (int i = 0; i < count; ++i)
        levels.push_back((static_cast<float>(i) - 0.5f * static_cast<float>(count - 1)) * step);
    return levels;
}

} // namespace

std::vector<float> scalarLevels(const ScalarIndices& code, int bits, const Codebook& codebook) {
    if (code.levels == ScalarIndices::Levels::Uniform)
        return uniformLevels(halfToFloat(codebook.table.at(0)), 1 << bits);
    std::vector<float> levels;
    for (const std::uint16_t level : codebook.table)
        levels.push_back(halfToFloat(level));
    return levels;
}

} // namespace fracbit::quantizer
