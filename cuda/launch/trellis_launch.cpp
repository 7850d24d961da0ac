#include "fracbit_cuda/trellis.h"
#include "kernels/viterbi.h"
#include "launch/limits.h"

#include <algorithm>
#include <array>

namespace fracbit_cuda {

namespace {

// Two copies of the table: tables have up to 2^11 pairs, and costs need the room.
constexpr int kTableCopyBits = 1;

struct SearchShape {
    int pairs;
    int residentBlocks;
    int threads;
    bool sharedCosts;
};

std::size_t sharedBytes(const TrellisProblem& problem, const SearchShape& shape) {
    const std::uint32_t entries =
        shape.sharedCosts ? entriesOfStep(problem, problem.lowestShift()) : 0;
    const std::uint32_t tableWords = problem.code == Code::Trellis ? 1u << problem.indexBits : 0u;
    const int warps = shape.threads / kWarp;
    return shape.pairs == 2 ? ViterbiMemory<2>::bytes(entries, tableWords, kTableCopyBits, warps)
                            : ViterbiMemory<1>::bytes(entries, tableWords, kTableCopyBits, warps);
}

// In order of preference; costs in global memory always fit.
constexpr std::array kShapes{SearchShape{2, 2, 512, true}, SearchShape{2, 1, 1024, true},
                             SearchShape{1, 1, 1024, true}, SearchShape{1, 2, 512, false}};

SearchShape chooseShape(const TrellisProblem& problem, const DeviceInfo& device) {
    for (const SearchShape& shape : kShapes) {
        const std::size_t perBlock =
            device.sharedBytesPerMultiprocessor / static_cast<std::size_t>(shape.residentBlocks);
        const std::size_t needed = sharedBytes(problem, shape);
        if (needed + kReservedShared <= perBlock && needed <= device.sharedBytesPerBlock)
            return shape;
    }
    return kShapes.back();
}

} // namespace

int TrellisProblem::seamSteps() const {
    constexpr int kSeamStates = 32;
    return std::min(steps() / 2, kSeamStates * stateBits / lowestShift());
}

TrellisUnits trellisUnits(const TrellisProblem& problem, float largestPoint) {
    // An outlier that is clipped too early is traded away against its neighbour in the same step
    // (as engine/quantizer/trellis/viterbi.cpp has it).
    constexpr float kHeadroom = 1.4f;
    constexpr float kTableUnits = 4; // see TableSearch
    return {isComputed(problem.code) ? 1 / problem.value.unit : kTableUnits,
            kHeadroom * largestPoint};
}

TrellisLaunch planTrellis(const TrellisProblem& problem, int tiles, std::size_t memoryBytes,
                          const DeviceInfo& device) {
    const SearchShape shape = chooseShape(problem, device);
    const std::size_t traceBytes = static_cast<std::size_t>(problem.steps() + 1) *
                                   entriesOfStep(problem, problem.lowestShift()) *
                                   static_cast<std::size_t>(4 * shape.pairs);
    const int groups = (tiles + 2 * shape.pairs - 1) / (2 * shape.pairs);
    const int slots = std::max(1, device.multiprocessors * shape.residentBlocks);
    const auto affordable = static_cast<int>(
        std::clamp<std::size_t>(memoryBytes / traceBytes, 1, static_cast<std::size_t>(slots)));
    TrellisLaunch launch;
    launch.pairs = shape.pairs;
    launch.blocks = std::max(1, std::min(groups, affordable));
    launch.threads = shape.threads;
    launch.copyBits = problem.code == Code::Trellis ? kTableCopyBits : 0;
    launch.sharedCosts = shape.sharedCosts;
    launch.sharedBytes = sharedBytes(problem, shape);
    launch.traceBytes = traceBytes * static_cast<std::size_t>(launch.blocks);
    return launch;
}

std::string describe(const TrellisLaunch& launch) {
    return std::to_string(launch.blocks) + " blocks of " + std::to_string(launch.threads) +
           " threads, " + std::to_string(2 * launch.pairs) + " tiles each, costs in " +
           (launch.sharedCosts ? "shared" : "global") + " memory, " +
           std::to_string(launch.sharedBytes) + " bytes of shared memory, " +
           std::to_string(launch.traceBytes >> 20) + " MiB of traces";
}

} // namespace fracbit_cuda
