// Launching a compiled kernel with its one argument, a structure.
#pragma once

#include <cuda_runtime_api.h>

namespace fracbit_cuda {

template <class Arguments>
cudaError_t enqueue(const void* kernel, dim3 blocks, int threads, std::size_t sharedBytes,
                    const Arguments& arguments, cudaStream_t stream) {
    if (const cudaError_t error = cudaFuncSetAttribute(
            kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(sharedBytes));
        error != cudaSuccess)
        return error;
    void* pointers[] = {const_cast<Arguments*>(&arguments)};
    return cudaLaunchKernel(kernel, blocks, dim3(static_cast<unsigned>(threads)), pointers,
                            sharedBytes, stream);
}

} // namespace fracbit_cuda
