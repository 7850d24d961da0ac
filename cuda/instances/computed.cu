#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels computedKernels() {
    return tensorCoreKernels<ComputedDecoder<1, ByteSum>>();
}

} // namespace fracbit_cuda
