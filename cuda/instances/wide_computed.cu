#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels wideComputedKernels() {
    return tensorCoreKernels<ComputedDecoder<2, ByteSum>>();
}

} // namespace fracbit_cuda
