#include "session/quantize_run.h"

#include "exporter/checkpoint_folder.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/export_plan.h"
#include "quantizer/palette.h"

namespace fracbit::app {

namespace {

constexpr const char* kWorkFolder = "quantized.partial";

Audit auditOf(const QuantizeRequest& request, const pipeline::QuantizationReport& report,
              const pipeline::Verification& verification) {
    Audit audit{request.folder,        report.predictedBytes, report.bytes,
                report.seconds,        report.resumedItems,   {},
                verification.problems, report.notes};
    const pipeline::PlanIndex index(request.plan);
    for (const pipeline::VerifiedLayer& layer : verification.layers) {
        const pipeline::LayerPlan* planned = index.find(layer.name);
        const checkpoint::LinearLayer& shape = *request.model->spec().findLayer(layer.name);
        const auto basis = planned ? planned->basis : rotation::Basis::Inputs;
        const quantizer::LayerShape coded{rotation::codedSize(basis, shape.out),
                                          rotation::codedSize(basis, shape.in)};
        audit.layers.push_back({layer.name, planned ? planned->scheme : layer.scheme, layer.scheme,
                                quantizer::layerBytes(layer.scheme, coded), layer.expectedError,
                                layer.relativeError.value_or(0)});
    }
    return audit;
}

// Moments are opened where they are used: in the job.
pipeline::QuantizationOptions optionsOf(const QuantizeRequest& request) {
    pipeline::QuantizationOptions options = request.options;
    if (request.plan.feedback == pipeline::Feedback::On)
        options.moments = std::make_shared<const profiling::MomentsFile>(request.plan.moments,
                                                                         request.model->spec());
    return options;
}

// Known before the model is quantized, unless the exporter writes from quantized folders alone.
std::unique_ptr<exporter::ExportJob> exportJob(const QuantizeRequest& request) {
    const exporter::Exporter& exporter = *request.format.exporter;
    exporter::ExportSource source{*request.model};
    if (exporter.intake().plans)
        source.plan = pipeline::layerTargets(request.plan);
    else if (!exporter.intake().originals)
        return nullptr;
    return exporter.prepare(source, request.format.options);
}

// What an earlier run has finished is taken as it is: the comparison that follows would tell.
pipeline::QuantizationReport finishQuantizing(const QuantizeRequest& request,
                                              const RunContext& context) {
    const auto job =
        pipeline::makeQuantizationJob(*request.model, request.plan, optionsOf(request));
    if (!exporter::holdsFinished(request.folder, job.layout, job.smallFiles))
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

// Adds to an audit what an exporter makes of the model.
void carryOut(const exporter::ExportJob& job, const QuantizeRequest& request, Audit& audit,
              const RunContext& context) {
    const auto report = job.write(request.folder, request.options.overwrite, context);
    for (std::string& problem : job.verify(request.folder, context))
        audit.problems.push_back(std::move(problem));
    audit.folder = request.folder;
    audit.predictedBytes = report.predictedBytes;
    audit.bytes = report.bytes;
    audit.seconds += report.seconds;
}

Audit exportByPlan(const QuantizeRequest& request, const RunContext& context) {
    Audit audit;
    carryOut(*exportJob(request), request, audit, context);
    return audit;
}

Audit quantizeThenExport(const QuantizeRequest& request, const RunContext& context) {
    if (const auto foretold = exportJob(request))
        foretold->claim(request.folder, request.options.overwrite);
    QuantizeRequest inner = request;
    inner.folder /= kWorkFolder;
    inner.options.overwrite = true; // what is there is this program's
    Audit audit = proved(inner, finishQuantizing(inner, context), context);
    const auto packed = packed::PackedCheckpoint::open(inner.folder);
    carryOut(*request.format.exporter->prepare({*packed}, request.format.options), request, audit,
             context);
    std::filesystem::remove_all(inner.folder);
    return audit;
}

} // namespace

std::optional<std::uint64_t> folderBytes(const QuantizeRequest& request) {
    const exporter::Exporter* exporter = request.format.exporter;
    if (exporter && exporter->intake().plans)
        return exportJob(request)->bytes();
    const auto packed =
        pipeline::makeQuantizationJob(*request.model, request.plan, optionsOf(request));
    if (!exporter)
        return packed.folderBytes();
    const auto job = exportJob(request);
    return job ? std::optional(job->bytes()) : std::nullopt;
}

pipeline::QuantizationReport quantize(const QuantizeRequest& request, const RunContext& context) {
    return pipeline::quantizeModel(*request.model, request.plan, request.folder, optionsOf(request),
                                   context);
}

Audit quantizeAndVerify(const QuantizeRequest& request, const RunContext& context) {
    const exporter::Exporter* exporter = request.format.exporter;
    if (!exporter)
        return proved(request, quantize(request, context), context);
    return exporter->intake().plans ? exportByPlan(request, context)
                                    : quantizeThenExport(request, context);
}

} // namespace fracbit::app
