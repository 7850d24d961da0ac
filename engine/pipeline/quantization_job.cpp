#include "pipeline/quantization_job.h"

#include "base/error.h"
#include "base/json_file.h"
#include "base/random.h"
#include "base/text.h"
#include "checkpoint/architecture.h"
#include "packed/packed_checkpoint.h"
#include "profiling/fingerprint.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <cmath>

namespace fracbit::pipeline {

namespace {

using checkpoint::ModelTensor;

constexpr float kLargestHalf = 65504;

[[noreturn]] void refuse(const LayerPlan& layer, const std::string& field,
                         const std::string& remedy) {
    throw Error(ErrorCode::Unsupported, layer.name,
                "the plan's field '" + field +
                    "' asks for what quantize cannot carry out: " + remedy);
}

// What plans may say and this version cannot do.
void refuseUnknown(const LayerPlan& layer) {
    const char* rows = layer.name == checkpoint::kEmbeddingLayer ? "--embeddings"
                       : layer.name == checkpoint::kHeadLayer    ? "--head"
                                                                 : nullptr;
    if (rows)
        refuse(layer, layer.segments.empty() ? "scheme" : "segments",
               std::string("leave the layer out and choose its bits with ") + rows);
    if (!layer.segments.empty())
        refuse(layer, "segments", "give the layer one scheme");
    if (layer.integerBits)
        refuse(layer, "scheme", "rows of integers are for the embedding and the head");
}

void checkPlan(const QuantizationPlan& plan, const checkpoint::ModelSpec& spec) {
    if (plan.keyValueBits.value_or(16) != 16)
        throw Error(ErrorCode::Unsupported,
                    "the plan's field 'kv_cache' asks for " + std::to_string(*plan.keyValueBits) +
                        " bits, which quantize cannot carry out: leave it out or make it 16");
    for (const LayerPlan& layer : plan.layers)
        refuseUnknown(layer);
    for (const LayerPlan& layer : plan.layers)
        if (!spec.findLayer(layer.name))
            throw Error(ErrorCode::InvalidArgument,
                        "the plan names a layer " + layer.name + " that the model does not have");
    const PlanIndex planned(plan);
    for (const checkpoint::LinearLayer& layer : spec.layers)
        if (!planned.find(layer.name))
            throw Error(ErrorCode::InvalidArgument,
                        "the plan says nothing about the layer " + layer.name);
}

void checkOptions(const QuantizationOptions& options, const checkpoint::WeightSource& source) {
    const checkpoint::ModelSpec& spec = source.spec();
    if (spec.config.tiedEmbeddings && options.headBits != 16 &&
        options.headBits != options.embeddingBits)
        throw Error(ErrorCode::InvalidArgument,
                    "this model's head is its embedding: choose its bits with --embeddings");
    if (options.moments)
        options.moments->requireModel(source);
}

bool exceedsHalf(const checkpoint::WeightSource& source, const ModelTensor& tensor) {
    constexpr std::int64_t kRows = 1024;
    for (std::int64_t row = 0; row < tensor.shape[0]; row += kRows) {
        const Tensor rows =
            source.readRows(tensor.name, row, std::min(row + kRows, tensor.shape[0]));
        for (const float value : rows.values)
            if (std::abs(value) > kLargestHalf)
                return true;
    }
    return false;
}

// bfloat16 stays; everything else becomes fp16, unless its values are too large for that.
DType plainTypeOf(const checkpoint::WeightSource& source, const ModelTensor& tensor) {
    if (tensor.dtype == DType::BF16)
        return DType::BF16;
    if (tensor.dtype != DType::F32 && tensor.dtype != DType::F64)
        return DType::F16;
    return exceedsHalf(source, tensor) ? DType::BF16 : DType::F16;
}

std::map<std::string, DType> plainTypes(const checkpoint::WeightSource& source,
                                        const packed::PackedDescription& description) {
    std::map<std::string, DType> types;
    for (const ModelTensor& tensor : source.spec().tensors)
        if (!packed::quantizedLayer(description, tensor))
            types[tensor.name] = plainTypeOf(source, tensor);
    return types;
}

int bitsOf(const QuantizationOptions& options, const checkpoint::LinearLayer& vocabulary) {
    return vocabulary.name == checkpoint::kHeadLayer ? options.headBits : options.embeddingBits;
}

packed::PackedDescription describe(const checkpoint::WeightSource& source,
                                   const QuantizationPlan& plan,
                                   const QuantizationOptions& options) {
    packed::PackedDescription description;
    description.seed = options.seed;
    description.source = profiling::modelFingerprint(source);
    description.profile = plan.profile;
    const PlanIndex index(plan);
    for (const checkpoint::LinearLayer& layer : source.spec().layers) {
        const LayerPlan& planned = *index.find(layer.name);
        auto& info = description.layers[layer.name];
        info = packed::uniformLayer(source.spec(), layer, planned.scheme, planned.basis);
        info.device = planned.device;
    }
    for (const checkpoint::LinearLayer& layer : source.spec().vocabularyLayers)
        if (bitsOf(options, layer) == 8)
            description.layers[layer.name] = packed::eightBitRows(
                checkpoint::moduleName(source.spec().config, layer), {layer.out, layer.in});
    return description;
}

std::string configText(const packed::PackedDescription& description,
                       const checkpoint::ModelSpec& spec) {
    nlohmann::json config = checkpoint::huggingFaceConfig(spec.config);
    config["quantization_config"] = packed::describePacked(description, spec);
    return jsonText(config);
}

// The plan with what was done; the moments are no part of the checkpoint.
std::string storedPlan(QuantizationPlan plan, const QuantizationOptions& options) {
    plan.feedback = options.feedback();
    plan.moments.clear();
    return planText(plan);
}

std::vector<std::string> notesOn(const QuantizationPlan& plan,
                                 const packed::PackedDescription& description) {
    std::vector<std::string> notes;
    if (!plan.source.empty() && plan.source != description.source)
        notes.push_back("the plan was solved for another model (" + plan.source + ", not " +
                        description.source + "), whose layers are called the same");
    const auto wishes = std::ranges::count_if(
        plan.layers, [](const LayerPlan& layer) { return !layer.device.empty(); });
    if (wishes > 0)
        notes.push_back("the plan names a device for " + std::to_string(wishes) + " of " +
                        std::to_string(plan.layers.size()) +
                        " layers: kept in the checkpoint, not obeyed yet");
    return notes;
}

} // namespace

QuantizationJob makeQuantizationJob(const checkpoint::WeightSource& source,
                                    const QuantizationPlan& plan,
                                    const QuantizationOptions& options) {
    const checkpoint::ModelSpec& spec = source.spec();
    if (dynamic_cast<const packed::PackedCheckpoint*>(&source))
        throw Error(ErrorCode::Unsupported, source.path().string(),
                    "is quantized already; quantize the original instead");
    checkPlan(plan, spec);
    checkOptions(options, source);
    packed::PackedDescription description = describe(source, plan, options);
    auto tensors = packed::packedTensors(spec.config, description, plainTypes(source, description));
    std::ranges::copy(exporter::plannedCarried(source), std::back_inserter(tensors));
    checkpoint::SafetensorsLayout layout(std::move(tensors));
    exporter::SmallFiles files = exporter::tokenizerFiles(source);
    files[packed::kConfigFile] = configText(description, spec);
    files[packed::kPlanFile] = storedPlan(plan, options);
    std::vector<std::string> notes = notesOn(plan, description);
    return {std::move(description), std::move(layout), std::move(files),
            options.moments,        options.damping,   std::move(notes)};
}

std::uint64_t QuantizationJob::folderBytes() const {
    return exporter::folderBytes(layout, smallFiles);
}

std::uint64_t QuantizationJob::fingerprint(const checkpoint::WeightSource& source) const {
    std::string text = FRACBIT_VERSION + layout.header(); // encoders may differ between versions
    for (const auto& [name, contents] : smallFiles)
        text += name + contents;
    if (moments)
        text += moments->identity() + ' ' + exactText(damping);
    std::error_code error;
    const auto absolute = std::filesystem::weakly_canonical(source.path(), error);
    text += absolute.string() + source.stamp() + profiling::modelFingerprint(source);
    for (const ModelTensor& tensor : source.spec().tensors)
        text += tensor.stored.name + std::string(dtypeName(tensor.dtype)) +
                std::to_string(tensor.bytes);
    return mix64(hashName(text));
}

} // namespace fracbit::pipeline
