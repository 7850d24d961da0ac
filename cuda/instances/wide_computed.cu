#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels wideComputedKernels() {
    return tensorCoreKernels<ComputedDecoder<2>>();
}

} // namespace fracbit_cuda
