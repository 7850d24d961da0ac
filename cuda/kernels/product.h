// y = W x for one to eight vectors x, W decoded on the fly.
//
// A unit of work is a row tile (16 rows) and one of `splits` equal parts of its columns; blocks
// take units in turn. Within a unit every warp streams its own part of the codes, decodes tile by
// tile and multiplies; the warps' sums are added in shared memory, in the order of the warps. With
// more than one split the block that arrives last adds the parts, in their order: results do not
// depend on timing.
#pragma once

#include "kernels/code_stream.h"
#include "kernels/codes.h"
#include "kernels/fragments.h"

namespace fracbit_cuda {

inline constexpr int kMaxProductBatch = 8;
inline constexpr int kTileResults = 4 * kWarp; // 16 rows x 8 vectors

struct ProductArguments {
    DeviceWeights weights;
    std::uint32_t rowTiles;
    std::uint32_t tiles; // of a row tile
    std::uint32_t rowWords;
    std::uint32_t tableWords;
    const Words2* inputs; // fp16, see inputIndex()
    int batch;            // 1 ... 8
    float* outputs;       // vector n at n * outputStride
    std::size_t outputStride;
    std::uint32_t splits;
    int copyBits;            // the table is kept 2^copyBits times
    float* partials;         // rowTiles x splits x kTileResults; unused with one split
    std::uint32_t* counters; // rowTiles, zero before and after; unused with one split
};

// The block's shared memory.
struct ProductMemory {
    std::uint32_t* table;
    std::uint32_t* rings;    // a ring for each warp
    float* results;          // kTileResults for each warp
    std::uint32_t* arrivals; // one word

    FRACBIT_DEVICE ProductMemory(char* base, std::uint32_t tableWords, int copyBits, int warps)
        : table(reinterpret_cast<std::uint32_t*>(base)),
          rings(table + tableSpace(tableWords, copyBits)),
          results(reinterpret_cast<float*>(rings + kRingWords * static_cast<unsigned>(warps))),
          arrivals(reinterpret_cast<std::uint32_t*>(results + kTileResults * warps)) {}

    FRACBIT_HOST_DEVICE static constexpr std::size_t bytes(std::uint32_t tableWords, int copyBits,
                                                           int warps) {
        return 4 * (tableSpace(tableWords, copyBits) +
                    static_cast<std::size_t>(warps) * (kRingWords + kTileResults) + 4);
    }

private:
    // In words; what follows is aligned to 16 bytes.
    FRACBIT_HOST_DEVICE static constexpr std::size_t tableSpace(std::uint32_t tableWords,
                                                                int copyBits) {
        return ((std::size_t{tableWords} << copyBits) + 3) / 4 * 4;
    }
};

FRACBIT_DEVICE SharedTable fillTable(std::uint32_t* shared, const std::uint32_t* table,
                                     std::uint32_t words, int copyBits) {
    const auto threads = static_cast<std::uint32_t>(machine::threadCount());
    for (auto i = static_cast<std::uint32_t>(machine::threadIndex()); i < words << copyBits;
         i += threads)
        shared[i] = table[i >> copyBits];
    return {shared, copyBits, machine::lane() & ((1 << copyBits) - 1)};
}

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

struct TileRange {
    std::uint32_t begin;
    std::uint32_t end;
};
// The share of worker `index` of `count` in `tiles`.
FRACBIT_HOST_DEVICE constexpr TileRange shareOf(std::uint32_t tiles, std::uint32_t index,
                                                std::uint32_t count) {
    return {tiles * index / count, tiles * (index + 1) / count};
}
FRACBIT_HOST_DEVICE constexpr TileRange intersection(TileRange range, const Segment& segment) {
    const std::uint32_t end = segment.firstTile + segment.tiles;
    return {range.begin > segment.firstTile ? range.begin : segment.firstTile,
            range.end < end ? range.end : end};
}

// Decodes the tiles of `range` within a segment and adds their products. The inputs of a panel are
// loaded while the one before is decoded.
template <class Decoder, class Sum>
FRACBIT_DEVICE void addSegment(const ProductArguments& arguments, const Segment& segment,
                               TileRange range, CodeStream<Decoder::kTailStages>& stream,
                               const SharedTable& table, Sum& sum) {
    const Decoder decoder(arguments.weights.format, segment, machine::lane());
    std::uint32_t bit = segment.firstBit + (range.begin - segment.firstTile) * segment.tileBits;
    stream.start(bit, bit + (range.end - range.begin) * segment.tileBits);
    const int lastPanel = static_cast<int>(range.end) * Decoder::kPanels - 1;
    int panel = static_cast<int>(range.begin) * Decoder::kPanels;
    Words2 inputs = Sum::load(arguments, panel);
    for (std::uint32_t tile = range.begin; tile < range.end; ++tile) {
        stream.require(bit + segment.tileBits);
        FRACBIT_UNROLL
        for (int within = 0; within < Decoder::kPanels; ++within, ++panel) {
            const Words2 next = Sum::load(arguments, panel < lastPanel ? panel + 1 : panel);
            sum.add(decoder.decode(stream.bits(), bit, within, table), inputs);
            inputs = next;
        }
        bit += segment.tileBits;
    }
}

template <class Decoder, class Sum>
FRACBIT_DEVICE Sum sumOfWarp(const ProductArguments& arguments, std::uint32_t rowTile,
                             TileRange range, std::uint32_t* ring, const SharedTable& table) {
    Sum sum;
    CodeStream<Decoder::kTailStages> stream(
        ring, arguments.weights.codes + std::size_t{rowTile} * arguments.rowWords,
        arguments.rowWords);
    for (int i = 0; i < arguments.weights.format.segmentCount; ++i) {
        const Segment& segment = arguments.weights.format.segments[i];
        const TileRange part = intersection(range, segment);
        if (part.begin < part.end)
            addSegment<Decoder>(arguments, segment, part, stream, table, sum);
    }
    sum.finish();
    return sum;
}

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
                                 const ProductMemory& memory, const SharedTable& table) {
    const auto warps = static_cast<std::uint32_t>(machine::threadCount() / kWarp);
    const auto warp = static_cast<std::uint32_t>(machine::warp());
    const std::uint32_t rowTile = unit / arguments.splits;
    const std::uint32_t split = unit % arguments.splits;
    const TileRange range =
        shareOf(arguments.tiles, split * warps + warp, arguments.splits * warps);
    const Sum sum =
        sumOfWarp<Decoder, Sum>(arguments, rowTile, range, memory.rings + warp * kRingWords, table);
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

// Blocks of whole warps, at least four; shared memory as ProductMemory has it. ScalarSum: batch 1.
template <class Decoder, class Sum>
FRACBIT_DEVICE void multiplyPacked(const ProductArguments& arguments) {
    const ProductMemory memory(machine::sharedMemory(), arguments.tableWords, arguments.copyBits,
                               machine::threadCount() / kWarp);
    const SharedTable table =
        fillTable(memory.table, arguments.weights.table, arguments.tableWords, arguments.copyBits);
    machine::syncThreads();
    const std::uint32_t units = arguments.rowTiles * arguments.splits;
    for (auto unit = static_cast<std::uint32_t>(machine::blockIndex()); unit < units;
         unit += static_cast<std::uint32_t>(machine::blockCount()))
        multiplyUnit<Decoder, Sum>(arguments, unit, memory, table);
}

} // namespace fracbit_cuda
