#include "launch/arguments.h"

namespace fracbit_cuda {

ProductArguments productArguments(const DeviceWeights& weights, const ProductLaunch& launch,
                                  const ProductBuffers& buffers) {
    const WeightFormat& format = weights.format;
    ProductArguments arguments{};
    arguments.weights = weights;
    arguments.rowTiles = static_cast<std::uint32_t>(format.rowTiles());
    arguments.tiles = static_cast<std::uint32_t>(format.tiles());
    arguments.rowWords = static_cast<std::uint32_t>(format.rowWords());
    arguments.tableWords = static_cast<std::uint32_t>(format.tableWords());
    arguments.inputs = static_cast<const Words2*>(buffers.inputs);
    arguments.batch = buffers.batch;
    arguments.outputs = buffers.outputs;
    arguments.outputStride = buffers.outputStride;
    arguments.splits = static_cast<std::uint32_t>(launch.splits);
    arguments.copyBits = launch.copyBits;
    arguments.partials = buffers.partials;
    arguments.counters = buffers.counters;
    return arguments;
}

DequantizeArguments dequantizeArguments(const DeviceWeights& weights,
                                        const DequantizeLaunch& launch, int firstRowTile,
                                        WeightOrder order, void* out) {
    const WeightFormat& format = weights.format;
    DequantizeArguments arguments{};
    arguments.weights = weights;
    arguments.rowTiles = static_cast<std::uint32_t>(format.rowTiles());
    arguments.tiles = static_cast<std::uint32_t>(format.tiles());
    arguments.rowWords = static_cast<std::uint32_t>(format.rowWords());
    arguments.tableWords = static_cast<std::uint32_t>(format.tableWords());
    arguments.copyBits = launch.copyBits;
    arguments.firstRowTile = static_cast<std::uint32_t>(firstRowTile);
    arguments.order = order;
    arguments.out = out;
    return arguments;
}

DenseArguments denseArguments(const DeviceWeights& weights, const void* decoded,
                              const ProductBuffers& buffers) {
    const WeightFormat& format = weights.format;
    DenseArguments arguments{};
    arguments.weights = static_cast<const Words4*>(decoded);
    arguments.rowTiles = format.rowTiles();
    arguments.rows = format.rows;
    arguments.panels = format.tiles() * (format.tileColumns() / kTile);
    arguments.rowScales = weights.rowScales;
    arguments.inputs = static_cast<const Words2*>(buffers.inputs);
    arguments.batch = buffers.batch;
    arguments.outputs = buffers.outputs;
    arguments.outputStride = buffers.outputStride;
    return arguments;
}

RotateArguments rotateArguments(const DeviceRotation& rotation, const RotationLaunch& launch,
                                const float* in, int batch, void* out) {
    RotateArguments arguments{};
    arguments.in = in;
    arguments.out = static_cast<std::uint16_t*>(out);
    arguments.size = rotation.size;
    arguments.padded = paddedColumns(rotation.size);
    arguments.batch = batch;
    arguments.signs = rotation.signs;
    arguments.matrix = rotation.matrix;
    arguments.order = rotation.order;
    arguments.mixedBits = launch.mixedBits;
    arguments.chunkBits = launch.chunkBits;
    arguments.scale = rotation.scale;
    return arguments;
}

ViterbiArguments viterbiArguments(const TrellisProblem& problem, const TrellisLaunch& launch,
                                  const TrellisBuffers& buffers) {
    return {problem,
            buffers,
            problem.steps(),
            problem.lowestShift(),
            problem.seamSteps(),
            launch.copyBits,
            launch.sharedCosts};
}

} // namespace fracbit_cuda
