#include "fracbit_cuda/kernels.h"

#include "instances/instances.h"
#include "launch/arguments.h"
#include "runtime/enqueue.h"

namespace fracbit_cuda {

namespace {

// Six bits a weight: what the narrow decoder of computed codes can do.
constexpr std::uint32_t kNarrowTileBits = 6 * kTile * kTile;

PackedKernels kernelsOf(const WeightFormat& format) {
    const bool isNarrow = format.segments[0].tileBits <= kNarrowTileBits;
    switch (format.code) {
    case Code::Pair:
        return pairKernels();
    case Code::Scalar:
        return scalarKernels();
    case Code::Grouped:
        return groupedKernels();
    case Code::Trellis:
        return trellisKernels();
    case Code::Computed:
        return isNarrow ? computedKernels() : wideComputedKernels();
    case Code::Polynomial:
        break;
    }
    return isNarrow ? polynomialKernels() : widePolynomialKernels();
}

cudaError_t dequantize(const DequantizeArguments& arguments, const DequantizeLaunch& launch,
                       int rowTiles, cudaStream_t stream) {
    return enqueue(kernelsOf(arguments.weights.format).dequantize,
                   dim3(static_cast<unsigned>(rowTiles)), launch.threads, launch.sharedBytes,
                   arguments, stream);
}

} // namespace

cudaError_t multiply(const DeviceWeights& weights, const ProductLaunch& launch,
                     const ProductBuffers& buffers, cudaStream_t stream) {
    if (!hasVariant(weights.format.code, launch.variant, buffers.batch))
        return cudaErrorInvalidValue;
    const PackedKernels kernels = kernelsOf(weights.format);
    return enqueue(launch.variant == Variant::TensorCore ? kernels.tensorCore : kernels.scalar,
                   dim3(static_cast<unsigned>(launch.blocks)), launch.threads, launch.sharedBytes,
                   productArguments(weights, launch, buffers), stream);
}

cudaError_t dequantizeRows(const DeviceWeights& weights, const DequantizeLaunch& launch,
                           int firstRowTile, int rowTiles, void* out, cudaStream_t stream) {
    return dequantize(
        dequantizeArguments(weights, launch, firstRowTile, WeightOrder::RowMajor, out), launch,
        rowTiles, stream);
}

cudaError_t multiplyLarge(const DeviceWeights& weights, const DequantizeLaunch& launch,
                          void* scratch, const ProductBuffers& buffers, cudaStream_t stream) {
    const WeightFormat& format = weights.format;
    if (const cudaError_t error =
            dequantize(dequantizeArguments(weights, launch, 0, WeightOrder::Fragments, scratch),
                       launch, format.rowTiles(), stream);
        error != cudaSuccess)
        return error;
    const DenseLaunch dense = planDense(format, buffers.batch);
    return enqueue(denseKernel(),
                   dim3(static_cast<unsigned>(dense.blocks), static_cast<unsigned>(dense.blocksY)),
                   dense.threads, 0, denseArguments(weights, scratch, buffers), stream);
}

cudaError_t rotate(const DeviceRotation& rotation, const RotationLaunch& launch, const float* in,
                   int batch, void* out, cudaStream_t stream) {
    return enqueue(rotateKernel(),
                   dim3(static_cast<unsigned>(launch.blocks), static_cast<unsigned>(batch)),
                   launch.threads, launch.sharedBytes,
                   rotateArguments(rotation, launch, in, batch, out), stream);
}

} // namespace fracbit_cuda
