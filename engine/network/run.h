// Opens a model for running: the one place that chooses what multiplies its weights.
#pragma once

#include "backend/linear_backend.h"
#include "network/network.h"

namespace fracbit::network {

// What multiplies the weights. Packed: the device's kernels, straight from the codes of a quantized
// folder, without libtorch. Torch: libtorch, on weights in full, de-quantized where they
// were quantized. Automatic: packed where it can be, that is in float32, of a quantized folder of
// which all layers have kernels.
enum class Executor { Automatic, Packed, Torch };

struct RunRequest {
    Compute compute = Compute::Float32;
    Executor executor = Executor::Automatic;
    backend::DeviceChoice device{}; // libtorch works on the processor
};

// The network does not need the source any more. Notes when de-quantized weights must do for a
// quantized folder. Throws Error(InvalidArgument) when packed weights, or another device than the
// processor, are asked for and the model has no packed weights, or is to be computed in another
// type than float32; and what openBackend() and loading throw.
std::unique_ptr<Network> openForRunning(const checkpoint::WeightSource& source,
                                        const RunRequest& request, const RunContext& context);

} // namespace fracbit::network
