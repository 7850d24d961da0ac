#include "instances/instances.h"
#include "kernels/nearest.h"

namespace fracbit_cuda {

namespace {

__global__ void __launch_bounds__(256)
    findLevelsKernel(const __grid_constant__ NearestArguments arguments) {
    findLevels(arguments);
}

__global__ void __launch_bounds__(256)
    findPointsKernel(const __grid_constant__ NearestArguments arguments) {
    findPoints(arguments);
}

} // namespace

const void* levelsKernel() {
    return reinterpret_cast<const void*>(&findLevelsKernel);
}

const void* pointsKernel() {
    return reinterpret_cast<const void*>(&findPointsKernel);
}

} // namespace fracbit_cuda
