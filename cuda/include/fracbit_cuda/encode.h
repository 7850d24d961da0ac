// Encoders: the trellis search, and nearest levels and points. As in kernels.h, functions enqueue
// work on a stream, and pointers are device memory.
#pragma once

#include "fracbit_cuda/trellis.h"

#include <cuda_runtime_api.h>

namespace fracbit_cuda {

// Tail-biting paths of least squared error, up to the rounding of costs to fp16 (tests hold
// the distortion within 2% of the processor's search on a few tiles): a first pass settles the
// seam, a second one is constrained to it, as in engine/quantizer/trellis. The result does not
// depend on the launch.
cudaError_t searchTrellis(const TrellisProblem& problem, const TrellisLaunch& launch,
                          const TrellisBuffers& buffers, cudaStream_t stream);

// The index of the cell of each value: the number of `thresholds` (ascending) not above it.
cudaError_t searchLevels(const float* values, std::size_t count, const float* thresholds,
                         int thresholdCount, std::uint16_t* indices, cudaStream_t stream);

// The nearest of `pointCount` (at most 4096) points for each of `count` pairs of values; of equally
// near ones the first. Distances are rounded as the engine rounds them, so indices are the same.
cudaError_t searchPoints(const float* pairs, std::size_t count, const float* points, int pointCount,
                         std::uint16_t* indices, cudaStream_t stream);

} // namespace fracbit_cuda
