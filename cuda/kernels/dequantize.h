// Weights as fp16, and a plain product with them: the way for more vectors than multiplyPacked()
// takes, where reading decoded weights costs less than decoding them again and again.
#pragma once

#include "kernels/fragments.h"
#include "kernels/packed.h"

namespace fracbit_cuda {

enum class WeightOrder {
    Fragments, // unscaled, as the A operand: tile by tile, lane by lane, four words each
    RowMajor,  // rows x columns, row scales applied
};

struct DequantizeArguments : PackedArguments {
    std::uint32_t firstRowTile; // row tiles before it are left out
    WeightOrder order;
    void* out; // Words4 for fragments, fp16 otherwise
};

// Stores decoded tiles. The order is a parameter of the type: a branch in the innermost loop costs
// a barrier more than sm_120 holds without a spill.
template <WeightOrder kOrder, int kPanels>
class FragmentSink {
public:
    FRACBIT_DEVICE FragmentSink(const DequantizeArguments& arguments, std::uint32_t rowTile)
        : arguments_(arguments), rowTile_(rowTile) {}

    FRACBIT_DEVICE void begin(TileRange) const {}

    template <class Decode>
    FRACBIT_DEVICE void visit(std::uint32_t tile, const Decode& decode) const {
        FRACBIT_NO_UNROLL
        for (int within = 0; within < kPanels; ++within)
            store(decode(within), static_cast<int>(tile) * kPanels + within);
    }

private:
    FRACBIT_DEVICE void store(const Fragment& fragment, int panel) const {
        if constexpr (kOrder == WeightOrder::Fragments)
            storeFragment(fragment, panel);
        else
            storeRows(fragment, panel);
    }

    FRACBIT_DEVICE void storeFragment(const Fragment& fragment, int panel) const {
        const std::size_t tile = std::size_t{rowTile_ - arguments_.firstRowTile} *
                                     (std::size_t{arguments_.tiles} * kPanels) +
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

// The warp's share of the columns of a row tile.
template <class Decoder, WeightOrder kOrder>
FRACBIT_DEVICE void dequantizeRowTile(const DequantizeArguments& arguments,
                                      const PackedBlock& block) {
    const auto warps = static_cast<std::uint32_t>(machine::threadCount() / kWarp);
    const std::uint32_t rowTile =
        arguments.firstRowTile + static_cast<std::uint32_t>(machine::blockIndex());
    const FragmentSink<kOrder, Decoder::kPanels> sink(arguments, rowTile);
    block.walk<Decoder>(
        arguments, rowTile,
        shareOf(arguments.tiles, static_cast<std::uint32_t>(machine::warp()), warps), sink);
}

// A block a row tile, from firstRowTile on; the warps share its columns. Shared memory as for
// multiplyPacked().
template <class Decoder>
FRACBIT_DEVICE void dequantizePacked(const DequantizeArguments& arguments) {
    const PackedBlock block(arguments);
    if (arguments.order == WeightOrder::Fragments)
        dequantizeRowTile<Decoder, WeightOrder::Fragments>(arguments, block);
    else
        dequantizeRowTile<Decoder, WeightOrder::RowMajor>(arguments, block);
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
