#include "network/run.h"

#include "network/packed_network.h"
#include "packed/packed_checkpoint.h"

namespace fracbit::network {

namespace {

using packed::PackedCheckpoint;

void requirePacked(const checkpoint::WeightSource& source, const PackedCheckpoint* packed,
                   Compute compute) {
    if (!packed)
        throw Error(ErrorCode::InvalidArgument, source.path().string(),
                    "is no quantized folder: it has no packed weights");
    if (compute != Compute::Float32)
        throw Error(ErrorCode::InvalidArgument, source.path().string(),
                    "packed weights are computed in float32 only: leave --dtype out");
}

bool hasKernels(const PackedCheckpoint& packed, const RunContext& context) {
    const std::string absence = packed.absenceOfKernels();
    if (!absence.empty())
        context.note(absence + ": computes with de-quantized weights");
    return absence.empty();
}

bool runsPacked(const checkpoint::WeightSource& source, const PackedCheckpoint* packed,
                const RunRequest& request, const RunContext& context) {
    switch (request.executor) {
    case Executor::Torch:
        return false;
    case Executor::Packed:
        requirePacked(source, packed, request.compute);
        return true;
    case Executor::Automatic:
        return packed && request.compute == Compute::Float32 && hasKernels(*packed, context);
    }
    throw Error(ErrorCode::Internal, "unknown executor");
}

} // namespace

std::unique_ptr<Network> openForRunning(const checkpoint::WeightSource& source,
                                        const RunRequest& request, const RunContext& context) {
    const auto* packed = dynamic_cast<const PackedCheckpoint*>(&source);
    if (runsPacked(source, packed, request, context))
        return loadPackedNetwork(*packed, backend::openBackend(request.device), context);
    if (request.device != backend::DeviceChoice{})
        throw Error(ErrorCode::InvalidArgument, source.path().string(),
                    "runs on the processor only: devices multiply with the packed weights of a "
                    "quantized folder, in float32");
    return Network::load(source, request.compute, context);
}

} // namespace fracbit::network
