// From public values to what kernels are given. Internal to cuda/; tests use it to run kernels on
// the processor.
#pragma once

#include "fracbit_cuda/buffers.h"
#include "fracbit_cuda/launch.h"
#include "kernels/dequantize.h"
#include "kernels/product.h"
#include "kernels/rotate.h"
#include "kernels/viterbi.h"

namespace fracbit_cuda {

ProductArguments productArguments(const DeviceWeights& weights, const ProductLaunch& launch,
                                  const ProductBuffers& buffers);
DequantizeArguments dequantizeArguments(const DeviceWeights& weights,
                                        const DequantizeLaunch& launch, int firstRowTile,
                                        WeightOrder order, void* out);
DenseArguments denseArguments(const DeviceWeights& weights, const void* decoded,
                              const ProductBuffers& buffers);
RotateArguments rotateArguments(const DeviceRotation& rotation, const RotationLaunch& launch,
                                const float* in, int batch, void* out);
ViterbiArguments viterbiArguments(const TrellisProblem& problem, const TrellisLaunch& launch,
                                  const TrellisBuffers& buffers);

} // namespace fracbit_cuda
