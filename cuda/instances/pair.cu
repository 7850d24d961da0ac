#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels pairKernels() {
    return allKernels<PairDecoder>();
}

} // namespace fracbit_cuda
