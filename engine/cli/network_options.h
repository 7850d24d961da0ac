// --dtype and --backend, as the commands that run a network take them.
#pragma once

#include "checkpoint/weight_source.h"
#include "cli/options.h"
#include "network/network.h"

#include <memory>

namespace fracbit::cli {

// What multiplies the weights. Packed: the processor's kernels, straight from the codes of a
// quantized folder. Torch: libtorch, on de-quantized weights. Automatic: packed where it can be.
enum class NetworkBackend { Automatic, Packed, Torch };

struct NetworkOptions {
    network::Compute compute = network::Compute::Float32;
    NetworkBackend backend = NetworkBackend::Automatic;
};

void addNetworkOptions(const Options& options, NetworkOptions& chosen);

// Throws Error(InvalidArgument) when packed weights are asked for and the model has none, or is to
// be computed in another type than float32.
std::unique_ptr<network::Network> loadNetwork(const checkpoint::WeightSource& source,
                                              const NetworkOptions& options,
                                              const RunContext& context);

} // namespace fracbit::cli
