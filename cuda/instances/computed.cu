#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels computedKernels() {
    return tensorCoreKernels<ComputedDecoder<1>>();
}

} // namespace fracbit_cuda
