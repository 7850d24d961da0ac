// y = W x for one to eight vectors x, W decoded on the fly.
//
// A unit of work is a row tile (16 rows) and one of `splits` equal parts of its columns; blocks
// take units in turn. Within a unit every warp streams its own part of the codes, decodes tile by
// tile and multiplies; the warps' sums are added in shared memory, in the order of the warps. With
// more than one split the block that arrives last adds the parts, in their order: results do not
// depend on timing.
#pragma once

#include "kernels/fragments.h"
#include "kernels/packed.h"

namespace fracbit_cuda {

inline constexpr int kMaxProductBatch = 8;

struct ProductArguments : PackedArguments {
    const Words2* inputs; // fp16, see inputIndex()
    int batch;            // 1 ... 8
    float* outputs;       // vector n at n * outputStride
    std::size_t outputStride;
    std::uint32_t splits;
    float* partials;         // rowTiles x splits x kTileResults; unused with one split
    std::uint32_t* counters; // rowTiles, zero before and after; unused with one split
};

// Sums of a warp by the tensor cores.
struct TensorCoreSum {
    float values[4] = {};

    // What a lane multiplies with in a panel: its share of up to eight vectors.
    FRACBIT_DEVICE static Words2 load(const ProductArguments& arguments, int panel) {
        const int vector = machine::lane() / 4;
        if (vector >= arguments.batch)
            return {0, 0};
        return arguments.inputs[inputPair(panel, vector, machine::lane() % 4, arguments.batch)];
    }
    FRACBIT_DEVICE void add(const Fragment& weights, Words2 inputs) {
        machine::multiplyTiles(values, weights.words, inputs);
    }
    FRACBIT_DEVICE void finish() {}
};

// Sums of a warp by ordinary arithmetic, for one vector: every lane adds up its own weights.
struct ScalarSum {
    float values[4] = {}; // as the tensor cores': of row lane / 4 in [0], of that + 8 in [2]

    FRACBIT_DEVICE static Words2 load(const ProductArguments& arguments, int panel) {
        return arguments.inputs[inputPair(panel, 0, machine::lane() % 4, 1)];
    }
    FRACBIT_DEVICE void add(const Fragment& weights, Words2 inputs) {
        addPair(values[0], weights.words[0], inputs.x);
        addPair(values[2], weights.words[1], inputs.x);
        addPair(values[0], weights.words[2], inputs.y);
        addPair(values[2], weights.words[3], inputs.y);
    }
    // The four lanes of a row have its sum; the first of them holds vector 0.
    FRACBIT_DEVICE void finish() {
        for (int mask = 1; mask < 4; mask *= 2) {
            values[0] += machine::shuffleXor(values[0], mask);
            values[2] += machine::shuffleXor(values[2], mask);
        }
    }

private:
    FRACBIT_DEVICE static void addPair(float& sum, std::uint32_t weights, std::uint32_t inputs) {
        sum = machine::fuse(machine::lowHalf(weights), machine::lowHalf(inputs), sum);
        sum = machine::fuse(machine::highHalf(weights), machine::highHalf(inputs), sum);
    }
};

// Adds the products of decoded tiles to a sum. The inputs of a panel are loaded while the one
// before is decoded.
template <class Sum, int kPanels>
class ProductVisitor {
public:
    FRACBIT_DEVICE explicit ProductVisitor(const ProductArguments& arguments)
        : arguments_(arguments) {}

    FRACBIT_DEVICE void begin(TileRange part) {
        panel_ = static_cast<int>(part.begin) * kPanels;
        lastPanel_ = static_cast<int>(part.end) * kPanels - 1;
        inputs_ = Sum::load(arguments_, panel_);
    }

    template <class Decode>
    FRACBIT_DEVICE void visit(std::uint32_t, const Decode& decode) {
        FRACBIT_UNROLL
        for (int within = 0; within < kPanels; ++within, ++panel_) {
            const Words2 next = Sum::load(arguments_, panel_ < lastPanel_ ? panel_ + 1 : panel_);
            sum_.add(decode(within), inputs_);
            inputs_ = next;
        }
    }

    FRACBIT_DEVICE Sum finish() {
        sum_.finish();
        return sum_;
    }

private:
    const ProductArguments& arguments_;
    Sum sum_;
    Words2 inputs_{0, 0};
    int panel_ = 0;
    int lastPanel_ = 0;
};

FRACBIT_DEVICE void storeOutput(const ProductArguments& arguments, std::uint32_t rowTile, int index,
                                float sum) {
    const int lane = index / 4;
    const int vector = resultVector(lane, index % 4);
    const int row = static_cast<int>(rowTile) * kTile + resultRow(lane, index % 4);
    if (vector < arguments.batch && row < arguments.weights.format.rows)
        arguments.outputs[static_cast<std::size_t>(vector) * arguments.outputStride +
                          static_cast<std::size_t>(row)] = arguments.weights.rowScales[row] * sum;
}

// Stores this split's part of a unit; if it is the last one of its row tile, all parts' sum.
FRACBIT_DEVICE void storePartial(const ProductArguments& arguments, std::uint32_t rowTile,
                                 std::uint32_t split, float sum, std::uint32_t* arrivals) {
    const int index = machine::threadIndex();
    float* parts = arguments.partials + std::size_t{rowTile} * arguments.splits * kTileResults;
    if (index < kTileResults)
        parts[split * kTileResults + static_cast<std::uint32_t>(index)] = sum;
    machine::fenceDevice();
    machine::syncThreads();
    if (index == 0)
        *arrivals = machine::countArrival(arguments.counters + rowTile);
    machine::syncThreads();
    if (*arrivals + 1 < arguments.splits)
        return;
    machine::fenceDevice();
    if (index < kTileResults) {
        float total = 0;
        for (std::uint32_t part = 0; part < arguments.splits; ++part)
            total += static_cast<const volatile float*>(
                parts)[part * kTileResults + static_cast<std::uint32_t>(index)];
        storeOutput(arguments, rowTile, index, total);
    }
    if (index == 0)
        arguments.counters[rowTile] = 0;
}

template <class Decoder, class Sum>
FRACBIT_DEVICE void multiplyUnit(const ProductArguments& arguments, std::uint32_t unit,
                                 const PackedBlock& block) {
    const auto warps = static_cast<std::uint32_t>(machine::threadCount() / kWarp);
    const auto warp = static_cast<std::uint32_t>(machine::warp());
    const std::uint32_t rowTile = unit / arguments.splits;
    const std::uint32_t split = unit % arguments.splits;
    const TileRange range =
        shareOf(arguments.tiles, split * warps + warp, arguments.splits * warps);
    ProductVisitor<Sum, Decoder::kPanels> visitor(arguments);
    block.walk<Decoder>(arguments, rowTile, range, visitor);
    const Sum sum = visitor.finish();
    const PackedMemory& memory = block.memory();
    for (int reg = 0; reg < 4; ++reg)
        memory.results[machine::threadIndex() * 4 + reg] = sum.values[reg];
    machine::syncThreads();
    const int index = machine::threadIndex();
    float total = 0;
    if (index < kTileResults)
        for (std::uint32_t i = 0; i < warps; ++i)
            total += memory.results[i * kTileResults + static_cast<std::uint32_t>(index)];
    if (arguments.splits > 1)
        storePartial(arguments, rowTile, split, total, memory.arrivals);
    else if (index < kTileResults)
        storeOutput(arguments, rowTile, index, total);
    machine::syncThreads();
}

// Blocks of whole warps, at least four; shared memory as PackedMemory has it. ScalarSum: batch 1.
template <class Decoder, class Sum>
FRACBIT_DEVICE void multiplyPacked(const ProductArguments& arguments) {
    const PackedBlock block(arguments);
    const std::uint32_t units = arguments.rowTiles * arguments.splits;
    for (auto unit = static_cast<std::uint32_t>(machine::blockIndex()); unit < units;
         unit += static_cast<std::uint32_t>(machine::blockCount()))
        multiplyUnit<Decoder, Sum>(arguments, unit, block);
}

} // namespace fracbit_cuda
