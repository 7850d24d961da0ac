#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels scalarKernels() {
    return allKernels<ScalarDecoder>();
}

} // namespace fracbit_cuda
