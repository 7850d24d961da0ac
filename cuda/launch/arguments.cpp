#include "launch/arguments.h"

namespace fracbit_cuda {

namespace {

PackedArguments packedArguments(const DeviceWeights& weights, int copyBits) {
    const WeightFormat& format = weights.format;
    return {weights,
            static_cast<std::uint32_t>(format.rowTiles()),
            static_cast<std::uint32_t>(format.tiles()),
            static_cast<std::uint32_t>(format.rowWords()),
            static_cast<std::uint32_t>(format.tableWords()),
            copyBits};
}

} // namespace

ProductArguments productArguments(const DeviceWeights& weights, const ProductLaunch& launch,
                                  const ProductBuffers& buffers) {
    return {packedArguments(weights, launch.copyBits),
            static_cast<const Words2*>(buffers.inputs),
            buffers.batch,
            buffers.outputs,
            buffers.outputStride,
            static_cast<std::uint32_t>(launch.splits),
            buffers.partials,
            buffers.counters};
}

DequantizeArguments dequantizeArguments(const DeviceWeights& weights,
                                        const DequantizeLaunch& launch, int firstRowTile,
                                        WeightOrder order, void* out) {
    return {packedArguments(weights, launch.copyBits), static_cast<std::uint32_t>(firstRowTile),
            order, out};
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
