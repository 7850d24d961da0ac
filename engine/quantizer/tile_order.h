// The order of the 256 weights of a 16 x 16 tile within its codes.
//
// It is the order in which the tensor-core instruction mma.m16n8k16 wants the A operand (PTX ISA,
// "Matrix fragments for mma.m16n8k16"): lane l of a warp owns weights 8l ... 8l+7, in the order of
// its four registers, two neighbouring columns each. A lane's codes are thus contiguous, and the
// two weights of a 2-D vector are neighbours in a row.
#pragma once

namespace fracbit::quantizer {

constexpr int tileRow(int index) {
    const int lane = index / 8;
    const int reg = index % 8 / 2;
    return lane / 4 + 8 * (reg & 1);
}

constexpr int tileColumn(int index) {
    const int lane = index / 8;
    const int reg = index % 8 / 2;
    return 2 * (lane % 4) + 8 * (reg >> 1) + index % 2;
}

} // namespace fracbit::quantizer
