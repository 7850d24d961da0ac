#include "fracbit_cuda/encode.h"

#include "instances/instances.h"
#include "kernels/nearest.h"
#include "launch/arguments.h"
#include "runtime/enqueue.h"

#include <algorithm>

namespace fracbit_cuda {

namespace {

constexpr int kNearestThreads = 256;

unsigned nearestBlocks(std::size_t count) {
    constexpr std::size_t kMostBlocks = 4096; // threads of a larger launch would only queue
    return static_cast<unsigned>(
        std::clamp<std::size_t>((count + kNearestThreads - 1) / kNearestThreads, 1, kMostBlocks));
}

} // namespace

cudaError_t searchTrellis(const TrellisProblem& problem, const TrellisLaunch& launch,
                          const TrellisBuffers& buffers, cudaStream_t stream) {
    return enqueue(viterbiKernel(problem.code, launch.pairs),
                   dim3(static_cast<unsigned>(launch.blocks)), launch.threads, launch.sharedBytes,
                   viterbiArguments(problem, launch, buffers), stream);
}

cudaError_t searchLevels(const float* values, std::size_t count, const float* thresholds,
                         int thresholdCount, std::uint16_t* indices, cudaStream_t stream) {
    return enqueue(levelsKernel(), dim3(nearestBlocks(count)), kNearestThreads,
                   static_cast<std::size_t>(thresholdCount) * sizeof(float),
                   NearestArguments{values, count, thresholds, thresholdCount, indices}, stream);
}

cudaError_t searchPoints(const float* pairs, std::size_t count, const float* points, int pointCount,
                         std::uint16_t* indices, cudaStream_t stream) {
    return enqueue(pointsKernel(), dim3(nearestBlocks(count)), kNearestThreads,
                   static_cast<std::size_t>(2 * pointCount) * sizeof(float),
                   NearestArguments{pairs, count, points, pointCount, indices}, stream);
}

} // namespace fracbit_cuda
