// The kernels of one code, found by its kind and bits. Internal to backend/cpu.
#pragma once

#include "backend/cpu/block_code.h"

namespace fracbit::backend {

struct CodeKernel {
    void (*multiply)(const BlockRun& run) = nullptr;
    void (*decode)(const BlockCode& code, const std::uint32_t* words, float* weights) = nullptr;
};

// Both functions are null when there is no such code. The choice is of the instruction set that is
// in use when they are called.
CodeKernel findScalarKernel(int bits, bool hasPlanes);
CodeKernel findPlanarKernel(int bits);
CodeKernel findComputedTrellisKernel(int stepBits); // 0: steps differ
CodeKernel findShortTrellisKernel();
CodeKernel findPolynomialTrellisKernel();
CodeKernel findTableTrellisKernel(int stepBits, int indexBits);
CodeKernel findKernel(const BlockCode& code);

// Products of a single vector in integers (integer_walk-inl.h); null where this instruction set has
// none, or none that is faster.
using IntegerKernel = void (*)(const IntegerRun& run);
IntegerKernel findIntegerScalarKernel(int bits);
IntegerKernel findIntegerPlanarKernel(int bits);
IntegerKernel findIntegerComputedTrellisKernel(int stepBits);
IntegerKernel findIntegerShortTrellisKernel(int stepBits);
IntegerKernel findIntegerPolynomialTrellisKernel(int stepBits);
IntegerKernel findIntegerTableTrellisKernel(int stepBits, int indexBits);
IntegerKernel findIntegerKernel(const BlockCode& code);

} // namespace fracbit::backend
