#include "cli/network_options.h"

#include "network/packed_network.h"
#include "packed/packed_checkpoint.h"

namespace fracbit::cli {

void addNetworkOptions(const Options& options, NetworkOptions& chosen) {
    options.choice(
        "--dtype", chosen.compute,
        {{"float32", network::Compute::Float32}, {"bfloat16", network::Compute::BFloat16}},
        "Type to compute in (default float32)");
    options.choice("--backend", chosen.backend,
                   {{"auto", NetworkBackend::Automatic},
                    {"packed", NetworkBackend::Packed},
                    {"torch", NetworkBackend::Torch}},
                   "packed: straight from a quantized folder's codes (default for these); torch: "
                   "on de-quantized weights");
}

std::unique_ptr<network::Network> loadNetwork(const checkpoint::WeightSource& source,
                                              const NetworkOptions& options,
                                              const RunContext& context) {
    const auto* packed = dynamic_cast<const packed::PackedCheckpoint*>(&source);
    const bool possible = packed && options.compute == network::Compute::Float32;
    if (options.backend == NetworkBackend::Packed && !possible)
        throw Error(ErrorCode::InvalidArgument, source.path().string(),
                    packed ? "packed weights are computed in float32 only: leave --dtype out"
                           : "is no quantized folder: it has no packed weights");
    const std::string absence = packed ? packed->absenceOfKernels() : std::string();
    if (possible && options.backend == NetworkBackend::Automatic && !absence.empty())
        context.note(absence + ": computes with de-quantized weights");
    const bool wanted = options.backend == NetworkBackend::Packed ||
                        (options.backend == NetworkBackend::Automatic && absence.empty());
    if (possible && wanted)
        return network::loadPackedNetwork(*packed, context);
    return network::Network::load(source, options.compute, context);
}

} // namespace fracbit::cli
