#include "fracbit_cuda/launch.h"
#include "kernels/machine.h"

#include <algorithm>

namespace fracbit_cuda {

namespace {

constexpr int kLargestChunkBits = 10; // a thread an entry, 1024 threads a block
constexpr int kSmallestChunkBits = 5; // a warp

int log2OfPower(int value) {
    int bits = 0;
    while (value >> (bits + 1))
        ++bits;
    return bits;
}

} // namespace

// A block reads its whole diagonal block for every chunk: splitting further than the
// multiprocessors need only adds reading and mixing.
RotationLaunch planRotation(int size, int order, int blockSize, const DeviceInfo& device) {
    const int bits = log2OfPower(blockSize / order);
    const int enoughBlocks = std::max(1, device.multiprocessors / 4);
    RotationLaunch launch;
    launch.chunkBits = std::min(bits, kLargestChunkBits);
    while (launch.chunkBits > kSmallestChunkBits && size >> launch.chunkBits < enoughBlocks)
        --launch.chunkBits;
    launch.mixedBits = bits - launch.chunkBits;
    launch.blocks = size >> launch.chunkBits;
    launch.threads = std::max(kWarp, 1 << launch.chunkBits);
    launch.sharedBytes = static_cast<std::size_t>(launch.threads) * sizeof(float);
    return launch;
}

std::string describe(const RotationLaunch& launch) {
    return std::to_string(launch.blocks) + " blocks of " + std::to_string(launch.threads) +
           " threads, chunks of 2^" + std::to_string(launch.chunkBits) + ", 2^" +
           std::to_string(launch.mixedBits) + " of them mixed by sign";
}

} // namespace fracbit_cuda
