// Weights as fp16, and a plain product with them: the way for more vectors than multiplyPacked()
// takes, where reading decoded weights costs less than decoding them again and again.
#pragma once

#include "kernels/product.h"

namespace fracbit_cuda {

enum class WeightOrder {
    Fragments, // unscaled, as the A operand: tile by tile, lane by lane, four words each
    RowMajor,  // rows x columns, row scales applied
};

struct DequantizeArguments {
    DeviceWeights weights;
    std::uint32_t rowTiles;
    std::uint32_t tiles;
    std::uint32_t rowWords;
    std::uint32_t tableWords;
    int copyBits;
    std::uint32_t firstRowTile; // row tiles before it are left out
    WeightOrder order;
    void* out; // Words4 for fragments, fp16 otherwise
};

// What a warp does with decoded tiles in place of adding up products. The order is a parameter of
// the type: a branch in the innermost loop costs a barrier more than sm_120 holds without a spill.
template <WeightOrder kOrder>
class FragmentSink {
public:
    FRACBIT_DEVICE FragmentSink(const DequantizeArguments& arguments, std::uint32_t rowTile)
        : arguments_(arguments), rowTile_(rowTile) {}

    FRACBIT_DEVICE void store(const Fragment& fragment, int panel, int panels) const {
        if constexpr (kOrder == WeightOrder::Fragments)
            storeFragment(fragment, panel, panels);
        else
            storeRows(fragment, panel);
    }

private:
    FRACBIT_DEVICE void storeFragment(const Fragment& fragment, int panel, int panels) const {
        const std::size_t tile =
            std::size_t{rowTile_ - arguments_.firstRowTile} * static_cast<std::size_t>(panels) +
            static_cast<std::size_t>(panel);
        static_cast<Words4*>(
            arguments_.out)[tile * kWarp + static_cast<std::size_t>(machine::lane())] = {
            fragment.words[0], fragment.words[1], fragment.words[2], fragment.words[3]};
    }

    FRACBIT_DEVICE void storeRows(const Fragment& fragment, int panel) const {
        for (int reg = 0; reg < 4; ++reg) {
            const int row = static_cast<int>(rowTile_) * kTile + fragmentRow(machine::lane(), reg);
            const int column = panel * kTile + fragmentColumn(machine::lane(), reg);
            const float scale = arguments_.weights.rowScales[row];
            const std::uint32_t pair = fragment.words[reg];
            const std::uint32_t scaled = machine::packHalves(scale * machine::lowHalf(pair),
                                                             scale * machine::highHalf(pair));
            storeNumber(row, column, static_cast<std::uint16_t>(scaled));
            storeNumber(row, column + 1, static_cast<std::uint16_t>(scaled >> 16));
        }
    }

    FRACBIT_DEVICE void storeNumber(int row, int column, std::uint16_t number) const {
        const WeightFormat& format = arguments_.weights.format;
        const int firstRow = static_cast<int>(arguments_.firstRowTile) * kTile;
        if ((row < format.rows) & (column < format.columns))
            static_cast<std::uint16_t*>(
                arguments_.out)[static_cast<std::size_t>(row - firstRow) *
                                    static_cast<std::size_t>(format.columns) +
                                static_cast<std::size_t>(column)] = number;
    }

    const DequantizeArguments& arguments_;
    std::uint32_t rowTile_;
};

template <class Decoder, class Sink>
FRACBIT_DEVICE void dequantizeSegment(const DequantizeArguments& arguments, const Segment& segment,
                                      TileRange range, CodeStream<Decoder::kTailStages>& stream,
                                      const SharedTable& table, const Sink& sink) {
    const Decoder decoder(arguments.weights.format, segment, machine::lane());
    std::uint32_t bit = segment.firstBit + (range.begin - segment.firstTile) * segment.tileBits;
    stream.start(bit, bit + (range.end - range.begin) * segment.tileBits);
    const int panels = static_cast<int>(arguments.tiles) * Decoder::kPanels;
    for (std::uint32_t tile = range.begin; tile < range.end; ++tile, bit += segment.tileBits) {
        stream.require(bit + segment.tileBits);
        FRACBIT_NO_UNROLL
        for (int within = 0; within < Decoder::kPanels; ++within)
            sink.store(decoder.decode(stream.bits(), bit, within, table),
                       static_cast<int>(tile) * Decoder::kPanels + within, panels);
    }
}

// The warp's share of the columns of a row tile.
template <class Decoder, WeightOrder kOrder>
FRACBIT_DEVICE void dequantizeRowTile(const DequantizeArguments& arguments,
                                      const ProductMemory& memory, const SharedTable& table) {
    const auto warps = static_cast<std::uint32_t>(machine::threadCount() / kWarp);
    const auto warp = static_cast<std::uint32_t>(machine::warp());
    const std::uint32_t rowTile =
        arguments.firstRowTile + static_cast<std::uint32_t>(machine::blockIndex());
    CodeStream<Decoder::kTailStages> stream(
        memory.rings + warp * kRingWords,
        arguments.weights.codes + std::size_t{rowTile} * arguments.rowWords, arguments.rowWords);
    const FragmentSink<kOrder> sink(arguments, rowTile);
    for (int i = 0; i < arguments.weights.format.segmentCount; ++i) {
        const Segment& segment = arguments.weights.format.segments[i];
        const TileRange part = intersection(shareOf(arguments.tiles, warp, warps), segment);
        if (part.begin < part.end)
            dequantizeSegment<Decoder>(arguments, segment, part, stream, table, sink);
    }
}

// A block a row tile, from firstRowTile on; the warps share its columns. Shared memory as for
// multiplyPacked().
template <class Decoder>
FRACBIT_DEVICE void dequantizePacked(const DequantizeArguments& arguments) {
    const ProductMemory memory(machine::sharedMemory(), arguments.tableWords, arguments.copyBits,
                               machine::threadCount() / kWarp);
    const SharedTable table =
        fillTable(memory.table, arguments.weights.table, arguments.tableWords, arguments.copyBits);
    machine::syncThreads();
    if (arguments.order == WeightOrder::Fragments)
        dequantizeRowTile<Decoder, WeightOrder::Fragments>(arguments, memory, table);
    else
        dequantizeRowTile<Decoder, WeightOrder::RowMajor>(arguments, memory, table);
}

inline constexpr int kDenseVectors = 64; // of a block: eight columns tiles of eight
inline constexpr int kDenseColumnTiles = kDenseVectors / 8;

struct DenseArguments {
    const Words4* weights; // WeightOrder::Fragments
    int rowTiles;
    int rows;
    int panels;
    const float* rowScales;
    const Words2* inputs; // see inputIndex()
    int batch;
    float* outputs; // vector n at n * outputStride
    std::size_t outputStride;
};

// A warp a row tile and 64 vectors; blockIndexY() counts the vectors.
FRACBIT_DEVICE void multiplyDense(const DenseArguments& arguments) {
    const int lane = machine::lane();
    const int rowTile = machine::blockIndex() * (machine::threadCount() / kWarp) + machine::warp();
    if (rowTile >= arguments.rowTiles)
        return;
    const int firstVector = machine::blockIndexY() * kDenseVectors;
    float sums[kDenseColumnTiles][4] = {};
    for (int panel = 0; panel < arguments.panels; ++panel) {
        const std::size_t tile =
            static_cast<std::size_t>(rowTile) * static_cast<std::size_t>(arguments.panels) +
            static_cast<std::size_t>(panel);
        const Words4 words = arguments.weights[tile * kWarp + static_cast<std::size_t>(lane)];
        const std::uint32_t weights[4] = {words.x, words.y, words.z, words.w};
        FRACBIT_UNROLL
        for (int i = 0; i < kDenseColumnTiles; ++i) {
            const int vector = firstVector + 8 * i + lane / 4;
            Words2 inputs{0, 0};
            if (vector < arguments.batch)
                inputs = arguments.inputs[inputPair(panel, vector, lane % 4, arguments.batch)];
            machine::multiplyTiles(sums[i], weights, inputs);
        }
    }
    FRACBIT_UNROLL
    for (int i = 0; i < kDenseColumnTiles; ++i)
        for (int reg = 0; reg < 4; ++reg) {
            const int vector = firstVector + 8 * i + resultVector(lane, reg);
            const int row = rowTile * kTile + resultRow(lane, reg);
            if (vector < arguments.batch && row < arguments.rows)
                arguments.outputs[static_cast<std::size_t>(vector) * arguments.outputStride +
                                  static_cast<std::size_t>(row)] =
                    arguments.rowScales[row] * sums[i][reg];
        }
}

} // namespace fracbit_cuda
