#include "instances/instances.h"
#include "kernels/dequantize.h"
#include "kernels/rotate.h"

namespace fracbit_cuda {

namespace {

__global__ void __launch_bounds__(256)
    multiplyDenseKernel(const __grid_constant__ DenseArguments arguments) {
    multiplyDense(arguments);
}

__global__ void __launch_bounds__(1024)
    rotateInputKernel(const __grid_constant__ RotateArguments arguments) {
    rotateInput(arguments);
}

} // namespace

const void* denseKernel() {
    return reinterpret_cast<const void*>(&multiplyDenseKernel);
}

const void* rotateKernel() {
    return reinterpret_cast<const void*>(&rotateInputKernel);
}

} // namespace fracbit_cuda
