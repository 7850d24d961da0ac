// What kernels read and write besides weights. Plain C++; all pointers are device memory and
// borrowed.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fracbit_cuda {

struct ProductBuffers {
    const void* inputs = nullptr; // fp16 in the order of rotate(), inputHalves() numbers
    int batch = 1;
    float* outputs = nullptr; // entry `row` of vector n at n * outputStride + row
    std::size_t outputStride = 0;
    float* partials = nullptr;         // ProductLaunch::partialFloats(), or null
    std::uint32_t* counters = nullptr; // ProductLaunch::counters(), zero, or null
};

// A rotation in device memory; see rotation/hadamard.h of the engine for the transform.
struct DeviceRotation {
    int size = 0;
    int order = 1;                       // K
    int blockSize = 0;                   // K 2^p; size, unless the transform is block-diagonal
    const std::int8_t* matrix = nullptr; // H_K, row-major, +1 and -1
    const std::uint8_t* signs = nullptr; // least significant bit first, a set bit is -1
    float scale = 1;                     // applied to the result: 1 / sqrt(blockSize)
};

} // namespace fracbit_cuda
