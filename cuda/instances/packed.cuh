// The kernels of one decoder, for the file that instantiates them.
#pragma once

#include "instances/instances.h"
#include "kernels/dequantize.h"
#include "kernels/product.h"

namespace fracbit_cuda {

// Two blocks of 512 threads a multiprocessor: 64 registers a thread.
template <class Decoder, class Sum>
__global__ void __launch_bounds__(512, 2)
    multiplyPackedKernel(const __grid_constant__ ProductArguments arguments) {
    multiplyPacked<Decoder, Sum>(arguments);
}

// With one block asked for, the compiler spills a barrier on sm_120.
template <class Decoder>
__global__ void __launch_bounds__(256, 2)
    dequantizePackedKernel(const __grid_constant__ DequantizeArguments arguments) {
    dequantizePacked<Decoder>(arguments);
}

template <class Decoder>
PackedKernels tensorCoreKernels() {
    return {reinterpret_cast<const void*>(&multiplyPackedKernel<Decoder, TensorCoreSum>), nullptr,
            reinterpret_cast<const void*>(&dequantizePackedKernel<Decoder>)};
}

template <class Decoder>
PackedKernels allKernels() {
    PackedKernels kernels = tensorCoreKernels<Decoder>();
    kernels.scalar = reinterpret_cast<const void*>(&multiplyPackedKernel<Decoder, ScalarSum>);
    return kernels;
}

} // namespace fracbit_cuda
