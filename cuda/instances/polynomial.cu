#include "instances/packed.cuh"

namespace fracbit_cuda {

PackedKernels polynomialKernels() {
    return tensorCoreKernels<ComputedDecoder<1, ByteSumPolynomial>>();
}

} // namespace fracbit_cuda
