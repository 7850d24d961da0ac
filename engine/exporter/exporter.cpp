#include "exporter/exporter.h"

#include "base/error.h"
#include "base/folder_lock.h"
#include "exporter/checkpoint_folder.h"
#include "packed/packed_checkpoint.h"

#include <chrono>

namespace fracbit::exporter {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const Exporter& exporter, const std::string& what) {
    throw Error(ErrorCode::InvalidArgument, "the format " + exporter.name(), what);
}

void checkLayer(const Exporter& exporter, const std::string& layer, quantizer::Scheme scheme,
                quantizer::Basis basis) {
    if (!exporter.takes(scheme, basis))
        refuse(exporter, "cannot hold " + layer + ", which is of " + quantizer::schemeName(scheme) +
                             " in the basis " + rotation::basisName(basis));
}

void checkQuantized(const Exporter& exporter, const packed::PackedCheckpoint& model) {
    if (!exporter.intake().quantizedFolders)
        refuse(exporter, "is written from an original model, not from a quantized folder");
    for (const auto& [name, layer] : model.description().layers)
        for (const packed::PackedSegment& segment : layer.segments)
            checkLayer(exporter, name, segment.scheme, layer.basis);
}

void checkPlan(const Exporter& exporter, const ExportSource& source) {
    if (!exporter.intake().plans)
        refuse(exporter, "takes no plan: quantize the model first, then export the folder");
    for (const auto& [name, target] : source.plan) {
        if (!source.model.spec().findLayer(name))
            throw Error(ErrorCode::InvalidArgument,
                        "the plan names a layer " + name + " that the model does not have");
        checkLayer(exporter, name, target.scheme, target.basis);
    }
}

void checkSource(const Exporter& exporter, const ExportSource& source) {
    const auto* quantized = dynamic_cast<const packed::PackedCheckpoint*>(&source.model);
    if (quantized && !source.plan.empty())
        throw Error(ErrorCode::InvalidArgument, source.model.path().string(),
                    "is quantized already; a plan is for an original model");
    if (quantized)
        checkQuantized(exporter, *quantized);
    else if (!source.plan.empty())
        checkPlan(exporter, source);
    else if (!exporter.intake().originals)
        refuse(exporter, exporter.intake().plans ? "is written by a plan"
                                                 : "is written from a quantized folder");
}

std::uint64_t bytesOf(const fs::path& folder, const std::vector<std::string>& files) {
    std::uint64_t bytes = 0;
    for (const std::string& name : files)
        bytes += fs::file_size(folder / name);
    return bytes;
}

} // namespace

bool ExportJob::claim(const fs::path& folder, bool overwrite) const {
    return prepareFolder(model_, folder, files().back(), overwrite);
}

ExportReport ExportJob::write(const fs::path& folder, bool overwrite,
                              const RunContext& context) const {
    const auto start = std::chrono::steady_clock::now();
    const bool made = claim(folder, overwrite);
    try {
        const FolderLock lock(folder);
        writeFiles(folder, context);
    } catch (...) {
        std::error_code ignored;
        if (made)
            fs::remove(folder, ignored); // only if it is empty
        throw;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    return {bytes(), bytesOf(folder, files()), seconds.count()};
}

std::unique_ptr<ExportJob> Exporter::prepare(const ExportSource& source,
                                             const OptionTexts& options) const {
    const OptionValues values(this->options(), options);
    checkSource(*this, source);
    return makeJob(source, values);
}

} // namespace fracbit::exporter
