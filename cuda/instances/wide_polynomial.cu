#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels widePolynomialKernels() {
    return tensorCoreKernels<ComputedDecoder<2, ByteSumPolynomial>>();
}

} // namespace fracbit_cuda
