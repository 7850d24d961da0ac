#include "session/quantize_run.h"

#include <map>

namespace fracbit::app {

namespace {

Audit auditOf(const QuantizeRequest& request, const pipeline::QuantizationReport& report,
              const pipeline::Verification& verification) {
    Audit audit{request.folder,        report.predictedBytes, report.bytes,
                report.seconds,        report.resumedItems,   {},
                verification.problems, report.notes};
    std::map<std::string, std::uint64_t> bytes;
    for (const pipeline::QuantizedLayer& layer : report.layers)
        bytes[layer.name] = layer.bytes;
    for (const pipeline::VerifiedLayer& layer : verification.layers) {
        const pipeline::LayerPlan* planned = request.plan.find(layer.name);
        audit.layers.push_back({layer.name, planned ? planned->scheme : layer.scheme, layer.scheme,
                                bytes[layer.name], layer.expectedError,
                                layer.relativeError.value_or(0)});
    }
    return audit;
}

// Moments are opened where they are used: in the job.
pipeline::QuantizationOptions optionsOf(const QuantizeRequest& request) {
    pipeline::QuantizationOptions options = request.options;
    if (request.plan.feedback == pipeline::Feedback::On)
        options.moments = std::make_shared<const profiling::MomentsFile>(request.plan.moments);
    return options;
}

} // namespace

std::uint64_t folderBytes(const QuantizeRequest& request) {
    return pipeline::makeQuantizationJob(*request.model, request.plan, optionsOf(request))
        .folderBytes();
}

pipeline::QuantizationReport quantize(const QuantizeRequest& request, const RunContext& context) {
    return pipeline::quantizeModel(*request.model, request.plan, request.folder, optionsOf(request),
                                   context);
}

Audit quantizeAndVerify(const QuantizeRequest& request, const RunContext& context) {
    const pipeline::QuantizationReport report = quantize(request, context);
    const auto packed = exporter::PackedCheckpoint::open(request.folder);
    return auditOf(request, report,
                   pipeline::verifyCheckpoint(*packed, request.model.get(), context,
                                              optionsOf(request).moments.get()));
}

} // namespace fracbit::app
