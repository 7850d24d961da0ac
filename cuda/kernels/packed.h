// What kernels that read packed codes have in common: their arguments, the block's shared memory
// with the look-up table in it, and a warp's way through its tiles.
#pragma once

#include "kernels/code_stream.h"
#include "kernels/codes.h"

namespace fracbit_cuda {

inline constexpr int kTileResults = 4 * kWarp; // 16 rows x 8 vectors

struct PackedArguments {
    DeviceWeights weights;
    std::uint32_t rowTiles;
    std::uint32_t tiles; // of a row tile
    std::uint32_t rowWords;
    std::uint32_t tableWords;
    int copyBits; // the table is kept 2^copyBits times
};

// The block's shared memory.
struct PackedMemory {
    std::uint32_t* table;
    std::uint32_t* rings;    // a ring for each warp
    float* results;          // kTileResults for each warp
    std::uint32_t* arrivals; // one word

    FRACBIT_DEVICE PackedMemory(char* base, std::uint32_t tableWords, int copyBits, int warps)
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

// Others see the table after a barrier.
FRACBIT_DEVICE SharedTable fillTable(std::uint32_t* shared, const std::uint32_t* table,
                                     std::uint32_t words, int copyBits) {
    const auto threads = static_cast<std::uint32_t>(machine::threadCount());
    for (auto i = static_cast<std::uint32_t>(machine::threadIndex()); i < words << copyBits;
         i += threads)
        shared[i] = table[i >> copyBits];
    return {shared, copyBits, machine::lane() & ((1 << copyBits) - 1)};
}

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

// A block of whole warps, with its table filled.
class PackedBlock {
public:
    FRACBIT_DEVICE explicit PackedBlock(const PackedArguments& arguments)
        : memory_(machine::sharedMemory(), arguments.tableWords, arguments.copyBits,
                  machine::threadCount() / kWarp),
          table_(fillTable(memory_.table, arguments.weights.table, arguments.tableWords,
                           arguments.copyBits)) {
        machine::syncThreads();
    }

    FRACBIT_DEVICE const PackedMemory& memory() const { return memory_; }

    // The warp's way through the tiles of `range`: visitor.begin(part) for what of it lies in each
    // segment, then visitor.visit(tile, decode) for each tile, where decode(panel) is the lane's
    // fragment of one of the tile's Decoder::kPanels panels.
    template <class Decoder, class Visitor>
    FRACBIT_DEVICE void walk(const PackedArguments& arguments, std::uint32_t rowTile,
                             TileRange range, Visitor& visitor) const {
        const WeightFormat& format = arguments.weights.format;
        CodeStream<Decoder::kTailStages> stream(
            memory_.rings + static_cast<std::uint32_t>(machine::warp()) * kRingWords,
            arguments.weights.codes + std::size_t{rowTile} * arguments.rowWords,
            arguments.rowWords);
        for (int i = 0; i < format.segmentCount; ++i) {
            const TileRange part = intersection(range, format.segments[i]);
            if (part.begin < part.end)
                walkSegment<Decoder>(format, format.segments[i], part, stream, visitor);
        }
    }

private:
    template <class Decoder, class Visitor>
    FRACBIT_DEVICE void walkSegment(const WeightFormat& format, const Segment& segment,
                                    TileRange part, CodeStream<Decoder::kTailStages>& stream,
                                    Visitor& visitor) const {
        const Decoder decoder(format, segment, machine::lane());
        std::uint32_t bit = segment.firstBit + (part.begin - segment.firstTile) * segment.tileBits;
        stream.start(bit, bit + (part.end - part.begin) * segment.tileBits);
        visitor.begin(part);
        for (std::uint32_t tile = part.begin; tile < part.end; ++tile, bit += segment.tileBits) {
            stream.require(bit + segment.tileBits);
            visitor.visit(
                tile, [&](int panel) { return decoder.decode(stream.bits(), bit, panel, table_); });
        }
    }

    PackedMemory memory_;
    SharedTable table_;
};

} // namespace fracbit_cuda
