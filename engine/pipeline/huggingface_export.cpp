#include "pipeline/huggingface_export.h"

#include "base/folder_lock.h"
#include "base/parallel.h"
#include "checkpoint/checkpoint.h"
#include "checkpoint/huggingface_names.h"
#include "exporter/huggingface_format.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/steps/plain_tensors.h"

#include <chrono>

namespace fracbit::pipeline {

namespace {

using checkpoint::ModelTensor;
namespace fs = std::filesystem;

// Calls work(tensor) for all tensors, reporting the weights that are done.
template <class Work>
void forTensors(const checkpoint::WeightSource& source, const char* stage,
                const RunContext& context, const Work& work) {
    const auto total = static_cast<std::uint64_t>(source.spec().parameters());
    std::uint64_t done = 0;
    for (const ModelTensor& tensor : source.spec().tensors) {
        context.throwIfCancelled();
        context.report({stage, tensor.name, done, total, "weights"});
        work(tensor);
        done += static_cast<std::uint64_t>(elementCount(tensor.shape));
    }
    context.report({stage, {}, done, total, "weights"});
}

// What has been read need not stay in memory.
void release(const checkpoint::WeightSource& source, const ModelTensor& tensor) {
    if (const auto* packed = dynamic_cast<const packed::PackedCheckpoint*>(&source))
        packed->release(tensor.name);
}

void writeTensors(const checkpoint::WeightSource& source, checkpoint::SafetensorsWriter& writer,
                  const RunContext& context) {
    forTensors(source, "export", context, [&](const ModelTensor& tensor) {
        writeSixteenBit(source, tensor,
                        checkpoint::huggingFaceName(tensor.role, tensor.block, tensor.linear),
                        writer, context);
        release(source, tensor);
    });
}

} // namespace

HuggingFaceJob makeHuggingFaceJob(const checkpoint::WeightSource& source,
                                  const HuggingFaceOptions& options) {
    const checkpoint::ModelConfig& config = source.spec().config;
    SmallFiles files = tokenizerFiles(source);
    files[packed::kConfigFile] = jsonText(exporter::plainConfig(config, options.type));
    // "pt" is what transformers asks for before it reads a file.
    return {checkpoint::SafetensorsLayout(exporter::huggingFaceTensors(config, options.type),
                                          {{"format", "pt"}}),
            std::move(files)};
}

HuggingFaceReport exportHuggingFace(const checkpoint::WeightSource& source, const fs::path& folder,
                                    const HuggingFaceOptions& options, const RunContext& context) {
    const auto start = std::chrono::steady_clock::now();
    const HuggingFaceJob job = makeHuggingFaceJob(source, options);
    const bool made = prepareFolder(source, folder, options.overwrite);
    HuggingFaceReport report{job.folderBytes(), 0, 0};
    try {
        const FolderLock lock(folder);
        checkpoint::SafetensorsWriter writer(folder / packed::kModelFile, job.layout,
                                             AtomicFile::Open::Truncate);
        writeTensors(source, writer, context);
        report.bytes = finishFolder(folder, writer, job.smallFiles);
    } catch (...) {
        std::error_code ignored;
        if (made)
            fs::remove(folder, ignored); // only if it is empty
        throw;
    }
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return report;
}

std::vector<std::string> compareHuggingFace(const checkpoint::WeightSource& source,
                                            const fs::path& folder, const RunContext& context) {
    const auto written = checkpoint::Checkpoint::open(folder);
    std::vector<std::string> problems;
    forTensors(source, "verify", context, [&](const ModelTensor& tensor) {
        if (!holdsRounded(source, *written, tensor, context))
            problems.push_back(tensor.name + ": what was written is not what was quantized");
    });
    return problems;
}

} // namespace fracbit::pipeline
