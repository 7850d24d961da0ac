// Which lane holds what of the operands of mma.m16n8k16 (PTX ISA, "Matrix fragments for
// mma.m16n8k16 with floating point type").
#pragma once

#include "fracbit_cuda/weights.h"
#include "kernels/machine.h"

namespace fracbit_cuda {

// A lane's part of a 16 x 16 tile of weights (operand A): words of two neighbouring columns.
struct Fragment {
    std::uint32_t words[4];
};
// Row and column, within a tile, of the first weight of a lane's word `reg`.
FRACBIT_HOST_DEVICE constexpr int fragmentRow(int lane, int reg) {
    return lane / 4 + 8 * (reg & 1);
}
FRACBIT_HOST_DEVICE constexpr int fragmentColumn(int lane, int reg) {
    return 2 * (lane % 4) + 8 * (reg >> 1);
}

// Row of the tile and vector of the batch of a lane's result `reg` (operand C).
FRACBIT_HOST_DEVICE constexpr int resultRow(int lane, int reg) {
    return lane / 4 + 8 * (reg >> 1);
}
FRACBIT_HOST_DEVICE constexpr int resultVector(int lane, int reg) {
    return 2 * (lane % 4) + (reg & 1);
}
// Where, of the 32 x 4 results of a tile, the one of a row and a vector is.
FRACBIT_HOST_DEVICE constexpr int resultIndex(int row, int vector) {
    return 4 * (4 * (row % 8) + vector / 2) + 2 * (row / 8) + vector % 2;
}

// Inputs (operand B) are kept so that a lane loads both of its words at once: index, in pairs of
// words, of what lane `lane` takes of the vectors 8 t ... 8 t + 7 is that of vector 8 t + lane / 4,
// quarter lane % 4.
FRACBIT_HOST_DEVICE constexpr std::size_t inputPair(int panel, int vector, int quarter, int batch) {
    return (static_cast<std::size_t>(panel) * static_cast<std::size_t>(batch) +
            static_cast<std::size_t>(vector)) *
               4 +
           static_cast<std::size_t>(quarter);
}
// Index of the fp16 number of a column and vector.
FRACBIT_HOST_DEVICE constexpr std::size_t inputIndex(int column, int vector, int batch) {
    const int within = column % kTile;
    return 4 * inputPair(column / kTile, vector, within % 8 / 2, batch) +
           static_cast<std::size_t>(2 * (within / 8) + within % 2);
}

} // namespace fracbit_cuda
