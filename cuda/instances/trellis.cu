#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels trellisKernels() {
    return tensorCoreKernels<TrellisDecoder>();
}

} // namespace fracbit_cuda
