// The kernels. Every function enqueues its work on a stream and returns at once; all pointers are
// device memory that must live until the work is done. They return what the launch returned;
// errors of the work itself appear at the next synchronisation. Safe to call from any thread with a
// current device, and while a stream is being captured.
#pragma once

#include "fracbit_cuda/buffers.h"
#include "fracbit_cuda/launch.h"

#include <cuda_runtime_api.h>

namespace fracbit_cuda {

// y = W x, decoding on the fly. cudaErrorInvalidValue when the code has no such variant or the
// batch is not 1 ... 8.
cudaError_t multiply(const DeviceWeights& weights, const ProductLaunch& launch,
                     const ProductBuffers& buffers, cudaStream_t stream);

// Rows [16 firstRowTile, 16 (firstRowTile + rowTiles)) of W as fp16, row-major, row scales applied;
// rows beyond the last are not written.
cudaError_t dequantizeRows(const DeviceWeights& weights, const DequantizeLaunch& launch,
                           int firstRowTile, int rowTiles, void* out, cudaStream_t stream);

// y = W x for any batch: decodes W into `scratch` (denseBytes()), then multiplies with tensor
// cores. `partials` and `counters` are not used.
cudaError_t multiplyLarge(const DeviceWeights& weights, const DequantizeLaunch& launch,
                          void* scratch, const ProductBuffers& buffers, cudaStream_t stream);

// Rotates `batch` inputs (fp32, vector n at n * size) into fp16 in the order that products read.
cudaError_t rotate(const DeviceRotation& rotation, const RotationLaunch& launch, const float* in,
                   int batch, void* out, cudaStream_t stream);

} // namespace fracbit_cuda
