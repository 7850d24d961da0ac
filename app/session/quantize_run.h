// Writing a quantized model, and proof that what was written is what was planned. Called by jobs.
#pragma once

#include "checkpoint/checkpoint.h"
#include "exporter/exporter.h"
#include "pipeline/model_quantization.h"
#include "pipeline/verification.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::app {

// What a model is written as.
struct ExportFormat {
    const exporter::Exporter* exporter = nullptr; // of the registry; null: our own, packed
    exporter::OptionTexts options{};              // the exporter's
};

// Values and shared immutable objects: safe to hand to a job.
struct QuantizeRequest {
    std::shared_ptr<const checkpoint::Checkpoint> model;
    pipeline::QuantizationPlan plan;
    std::filesystem::path folder;
    pipeline::QuantizationOptions options;
    ExportFormat format{};
};

// One layer: what the plan says, what the folder holds, and how far it is from the original.
struct AuditedLayer {
    std::string name;
    quantizer::Scheme assigned;
    quantizer::Scheme stored;
    std::uint64_t bytes = 0;
    std::optional<double> expectedError; // of the scheme on N(0,1), if the layer is rotated
    double relativeError = 0;            // found
};

struct Audit {
    std::filesystem::path folder;
    std::uint64_t predictedBytes = 0;
    std::uint64_t bytes = 0; // on disk
    double seconds = 0;
    int resumedItems = 0;
    std::vector<AuditedLayer> layers;
    std::vector<std::string> problems; // none: everything is as planned
    std::vector<std::string> notes;
};

// Bytes of the finished folder, exactly, before any work; nothing when the exporter needs the
// quantized model to say. Throws as makeQuantizationJob() and Exporter::prepare() do.
std::optional<std::uint64_t> folderBytes(const QuantizeRequest& request);

// As the plan says, with feedback of errors if it does. Throws as quantizeModel() does.
pipeline::QuantizationReport quantize(const QuantizeRequest& request, const RunContext& context);

// Quantizes (or goes on with what an earlier run began), then reads everything back and compares.
// An exporter that takes plans does all of it. For others the packed model is made within the
// folder first, proved, exported, compared again and removed; after an interruption it is gone on
// with.
Audit quantizeAndVerify(const QuantizeRequest& request, const RunContext& context);

} // namespace fracbit::app
