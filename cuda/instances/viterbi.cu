#include "instances/instances.h"
#include "kernels/viterbi.h"

namespace fracbit_cuda {

namespace {

template <class Search, int kPairs>
__global__ void __launch_bounds__(1024, 1)
    searchTilesKernel(const __grid_constant__ ViterbiArguments arguments) {
    searchTiles<Search, kPairs>(arguments);
}

template <class Search>
const void* kernelOf(int pairs) {
    return pairs == 2 ? reinterpret_cast<const void*>(&searchTilesKernel<Search, 2>)
                      : reinterpret_cast<const void*>(&searchTilesKernel<Search, 1>);
}

} // namespace

const void* viterbiKernel(Code code, int pairs) {
    if (code == Code::Polynomial)
        return kernelOf<ComputedSearch<ByteSumPolynomial>>(pairs);
    return code == Code::Computed ? kernelOf<ComputedSearch<ByteSum>>(pairs)
                                  : kernelOf<TableSearch>(pairs);
}

} // namespace fracbit_cuda
