#include "session/quantize_run.h"

#include "quantizer/palette.h"

namespace fracbit::app {

namespace {

constexpr const char* kWorkFolder = "quantized.partial";

Audit auditOf(const QuantizeRequest& request, const pipeline::QuantizationReport& report,
              const pipeline::Verification& verification) {
    Audit audit{request.folder,        report.predictedBytes, report.bytes,
                report.seconds,        report.resumedItems,   {},
                verification.problems, report.notes};
    for (const pipeline::VerifiedLayer& layer : verification.layers) {
        const pipeline::LayerPlan* planned = request.plan.find(layer.name);
        const checkpoint::LinearLayer& shape = *request.model->spec().findLayer(layer.name);
        audit.layers.push_back({layer.name, planned ? planned->scheme : layer.scheme, layer.scheme,
                                quantizer::layerBytes(layer.scheme, {shape.out, shape.in}),
                                layer.expectedError, layer.relativeError.value_or(0)});
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

pipeline::HuggingFaceOptions plainOptions(const QuantizeRequest& request) {
    return {*request.plainType, request.options.overwrite};
}

// What an earlier run has finished is taken as it is: the comparison that follows would tell.
pipeline::QuantizationReport finishQuantizing(const QuantizeRequest& request,
                                              const RunContext& context) {
    const auto job =
        pipeline::makeQuantizationJob(*request.model, request.plan, optionsOf(request));
    if (!pipeline::holdsFinished(request.folder, job.layout, job.smallFiles))
        return quantize(request, context);
    pipeline::QuantizationReport report;
    report.resumedItems = int(request.plan.layers.size());
    return report;
}

Audit proved(const QuantizeRequest& request, const pipeline::QuantizationReport& report,
             const RunContext& context) {
    const auto packed = packed::PackedCheckpoint::open(request.folder);
    return auditOf(request, report,
                   pipeline::verifyCheckpoint(*packed, request.model.get(), context,
                                              optionsOf(request).moments.get()));
}

// Adds to the audit of the packed model what became of it.
void writePlain(const QuantizeRequest& request, const std::filesystem::path& packedFolder,
                Audit& audit, const RunContext& context) {
    const auto packed = packed::PackedCheckpoint::open(packedFolder);
    const auto report =
        pipeline::exportHuggingFace(*packed, request.folder, plainOptions(request), context);
    for (std::string& problem : pipeline::compareHuggingFace(*packed, request.folder, context))
        audit.problems.push_back(std::move(problem));
    audit.folder = request.folder;
    audit.predictedBytes = report.predictedBytes;
    audit.bytes = report.bytes;
    audit.seconds += report.seconds;
}

Audit quantizeForOthers(const QuantizeRequest& request, const RunContext& context) {
    (void)pipeline::prepareFolder(*request.model, request.folder, request.options.overwrite);
    QuantizeRequest inner = request;
    inner.folder /= kWorkFolder;
    inner.options.overwrite = true; // what is there is this program's
    Audit audit = proved(inner, finishQuantizing(inner, context), context);
    writePlain(request, inner.folder, audit, context);
    std::filesystem::remove_all(inner.folder);
    return audit;
}

} // namespace

std::uint64_t folderBytes(const QuantizeRequest& request) {
    const auto job =
        pipeline::makeQuantizationJob(*request.model, request.plan, optionsOf(request));
    return request.plainType
               ? pipeline::makeHuggingFaceJob(*request.model, plainOptions(request)).folderBytes()
               : job.folderBytes();
}

pipeline::QuantizationReport quantize(const QuantizeRequest& request, const RunContext& context) {
    return pipeline::quantizeModel(*request.model, request.plan, request.folder, optionsOf(request),
                                   context);
}

Audit quantizeAndVerify(const QuantizeRequest& request, const RunContext& context) {
    return request.plainType ? quantizeForOthers(request, context)
                             : proved(request, quantize(request, context), context);
}

} // namespace fracbit::app
