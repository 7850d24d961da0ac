#include "fracbit_cuda/launch.h"
#include "kernels/dequantize.h"
#include "kernels/product.h"
#include "launch/limits.h"

#include <algorithm>

namespace fracbit_cuda {

namespace {

// Blocks of a multiprocessor: while one adds up its sums, the other one streams.
constexpr int kResidentBlocks = 2;
// A warp with fewer tiles than this spends its time on starting and adding up.
constexpr int kLeastTiles = 4;
constexpr int kMostSplits = 8;

std::size_t sharedBytes(const WeightFormat& format, int copyBits, int warps) {
    return PackedMemory::bytes(static_cast<std::uint32_t>(format.tableWords()), copyBits, warps);
}

std::size_t sharedBudget(const DeviceInfo& device, int residentBlocks) {
    return std::min(device.sharedBytesPerMultiprocessor / static_cast<std::size_t>(residentBlocks) -
                        kReservedShared,
                    device.sharedBytesPerBlock);
}

// The most copies of the table (at most one a bank) that fit; -1 when not even one does.
int mostCopyBits(const WeightFormat& format, int warps, std::size_t budget) {
    int copyBits = format.tableWords() ? 5 : 0;
    while (copyBits >= 0 && sharedBytes(format, copyBits, warps) > budget)
        --copyBits;
    return copyBits;
}

struct ProductShape {
    int warps;
    int residentBlocks;
    int copyBits;
};

// The most warps whose streams and table fit with two blocks a multiprocessor; large tables end up
// with fewer warps and, last, with one block.
ProductShape chooseBlock(const WeightFormat& format, const DeviceInfo& device) {
    for (const int resident : {kResidentBlocks, 1})
        for (const int warps : {16, 8, 4}) {
            const int copyBits = mostCopyBits(format, warps, sharedBudget(device, resident));
            if (copyBits >= (format.tableWords() > 64 ? 1 : 0))
                return {warps, resident, copyBits};
        }
    return {4, 1, 0};
}

// The share of the device's time in which blocks work, if each unit takes equally long; every
// split costs some time for adding up.
double efficiency(int units, int slots, int splits) {
    constexpr double kSplitCost = 0.02;
    const int waves = (units + slots - 1) / slots;
    return static_cast<double>(units) / (static_cast<double>(waves) * slots) -
           kSplitCost * (splits - 1);
}

int chooseSplits(const WeightFormat& format, int warps, int slots) {
    const int most = std::clamp(format.tiles() / (warps * kLeastTiles), 1, kMostSplits);
    int best = 1;
    for (int splits = 2; splits <= most; ++splits)
        if (efficiency(format.rowTiles() * splits, slots, splits) >
            efficiency(format.rowTiles() * best, slots, best))
            best = splits;
    return best;
}

} // namespace

const char* variantName(Variant variant) {
    return variant == Variant::TensorCore ? "tensor-core" : "scalar";
}

bool hasVariant(Code code, Variant variant, int batch) {
    if (batch < 1 || batch > kMaxProductBatch)
        return false;
    return variant == Variant::TensorCore ||
           (batch == 1 && (code == Code::Pair || code == Code::Scalar));
}

std::size_t ProductLaunch::partialFloats(const WeightFormat& format) const {
    return splits > 1 ? static_cast<std::size_t>(format.rowTiles() * splits) * kTileResults : 0;
}

std::size_t ProductLaunch::counters(const WeightFormat& format) const {
    return splits > 1 ? static_cast<std::size_t>(format.rowTiles()) : 0;
}

ProductLaunch planProduct(const WeightFormat& format, Variant variant, const DeviceInfo& device) {
    const ProductShape block = chooseBlock(format, device);
    const int slots = std::max(1, device.multiprocessors * block.residentBlocks);
    ProductLaunch launch;
    launch.variant = variant;
    launch.threads = block.warps * kWarp;
    launch.copyBits = block.copyBits;
    launch.splits = chooseSplits(format, block.warps, slots);
    launch.blocks = std::min(slots, format.rowTiles() * launch.splits);
    launch.sharedBytes = sharedBytes(format, launch.copyBits, block.warps);
    return launch;
}

DequantizeLaunch planDequantize(const WeightFormat& format, const DeviceInfo& device) {
    constexpr int kWarps = 8; // a block is a row tile; there are many
    const int copyBits =
        std::max(0, mostCopyBits(format, kWarps, sharedBudget(device, kResidentBlocks)));
    return {kWarps * kWarp, copyBits, sharedBytes(format, copyBits, kWarps)};
}

std::size_t denseBytes(const WeightFormat& format) {
    return static_cast<std::size_t>(format.rowTiles() * kTile) *
           static_cast<std::size_t>(format.tiles() * format.tileColumns()) * 2;
}

DenseLaunch planDense(const WeightFormat& format, int batch) {
    constexpr int kWarps =
        8; // row tiles of a block; they share the inputs in the first-level cache
    return {(format.rowTiles() + kWarps - 1) / kWarps, (batch + kDenseVectors - 1) / kDenseVectors,
            kWarps * kWarp};
}

std::string describe(const ProductLaunch& launch) {
    return std::string(variantName(launch.variant)) + ", " + std::to_string(launch.blocks) +
           " blocks of " + std::to_string(launch.threads) + " threads, " +
           std::to_string(launch.splits) + " splits, " + std::to_string(1 << launch.copyBits) +
           " copies of the table, " + std::to_string(launch.sharedBytes) +
           " bytes of shared memory";
}

} // namespace fracbit_cuda
