// The compiled kernels, as the runtime's launch function takes them.
#pragma once

#include "fracbit_cuda/weights.h"

namespace fracbit_cuda {

struct PackedKernels {
    const void* tensorCore; // multiplyPacked()
    const void* scalar;     // likewise; null where there is none
    const void* dequantize; // dequantizePacked()
};

PackedKernels pairKernels();
PackedKernels scalarKernels();
PackedKernels groupedKernels();
PackedKernels trellisKernels();
PackedKernels computedKernels();     // up to 6 bits a weight
PackedKernels wideComputedKernels(); // up to 8
PackedKernels polynomialKernels();   // likewise
PackedKernels widePolynomialKernels();

const void* denseKernel();  // multiplyDense()
const void* rotateKernel(); // rotateInput()

const void* viterbiKernel(Code code, int pairs); // searchTiles(); of a trellis code, 1 or 2
const void* levelsKernel();                      // findLevels()
const void* pointsKernel();                      // findPoints()

} // namespace fracbit_cuda
