#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels groupedKernels() {
    return tensorCoreKernels<GroupedDecoder>();
}

} // namespace fracbit_cuda
