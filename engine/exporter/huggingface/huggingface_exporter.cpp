#include "exporter/huggingface/huggingface_exporter.h"

#include "base/error.h"
#include "checkpoint/checkpoint.h"
#include "checkpoint/tensor_names.h"
#include "exporter/checkpoint_folder.h"
#include "exporter/plain_tensors.h"
#include "packed/packed_checkpoint.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace fracbit::exporter {

namespace {

using checkpoint::ModelTensor;
using checkpoint::PlannedTensor;
using checkpoint::StoredPlace;
namespace fs = std::filesystem;

constexpr const char* kTypeOption = "dtype";

DType typeNamed(const std::string& word) {
    return word == "float16" ? DType::F16 : DType::BF16;
}

checkpoint::TensorNames namesOf(const checkpoint::ModelConfig& config) {
    return checkpoint::TensorNames::huggingFace(checkpoint::architectureOf(config),
                                                checkpoint::TensorNames::prefixesOf(config));
}

// Where each tensor of the model comes to lie; some share one (a fused q, k and v; experts).
std::vector<StoredPlace> placesOf(const checkpoint::ModelConfig& config) {
    return namesOf(config).places(config, checkpoint::expectedTensors(config));
}

std::vector<PlannedTensor> plannedTensors(const checkpoint::WeightSource& model, DType type) {
    const checkpoint::ModelConfig& config = model.spec().config;
    const std::vector<StoredPlace> places = placesOf(config);
    const auto shapes = namesOf(config).shapes(checkpoint::expectedTensors(config), places);
    std::vector<PlannedTensor> tensors;
    std::set<std::string> known;
    for (const StoredPlace& place : places)
        if (known.insert(place.name).second)
            tensors.push_back({place.name, type, shapes.at(place.name)});
    std::ranges::copy(plannedCarried(model), std::back_inserter(tensors));
    return tensors;
}

// Programs before transformers 5 would read another base of the rotary embedding into a
// configuration without their spelling of it.
nlohmann::json configOf(const checkpoint::ModelConfig& config, const std::string& type) {
    for (const checkpoint::Rope& rope : config.ropes)
        if (!rope.frequencyDivisors.empty() && rope.longDivisors.empty())
            throw Error(ErrorCode::Unsupported,
                        "the frequencies of this model's rotary embedding follow no formula that a "
                        "Hugging Face configuration can name; quantize its Hugging Face original");
    nlohmann::json result = checkpoint::huggingFaceConfig(config);
    result["dtype"] = result["torch_dtype"] = type;
    nlohmann::json& text = config.wrapper.empty() ? result : result["text_config"];
    const bool several = config.ropes.size() > 1; // the architecture says how they were spelled
    if (!several)
        text["rope_theta"] = config.ropes.at(0).theta;
    if (!several && config.ropes.at(0).scaling != checkpoint::RopeScaling::None)
        text["rope_scaling"] = text["rope_parameters"];
    return result;
}

SmallFiles smallFilesOf(const checkpoint::WeightSource& model, const std::string& type) {
    SmallFiles files = tokenizerFiles(model);
    files[packed::kConfigFile] = jsonText(configOf(model.spec().config, type));
    return files;
}

// Calls work(tensor) for all tensors, reporting the weights that are done.
template <class Work>
void forTensors(const checkpoint::WeightSource& model, const char* stage, const RunContext& context,
                const Work& work) {
    const auto total = static_cast<std::uint64_t>(model.spec().parameters());
    std::uint64_t done = 0;
    for (const ModelTensor& tensor : model.spec().tensors) {
        context.throwIfCancelled();
        context.report({stage, tensor.name, done, total, "weights"});
        work(tensor);
        done += static_cast<std::uint64_t>(elementCount(tensor.shape));
    }
    context.report({stage, {}, done, total, "weights"});
}

// What has been read need not stay in memory.
void release(const checkpoint::WeightSource& model, const ModelTensor& tensor) {
    if (const auto* quantized = dynamic_cast<const packed::PackedCheckpoint*>(&model))
        quantized->release(tensor.name);
}

class HuggingFaceJob final : public ExportJob {
public:
    HuggingFaceJob(const checkpoint::WeightSource& model, const std::string& type)
        : ExportJob(model),
          // "pt" is what transformers asks for before it reads a file.
          layout_(plannedTensors(model, typeNamed(type)), {{"format", "pt"}}),
          smallFiles_(smallFilesOf(model, type)) {}

    std::uint64_t bytes() const override { return folderBytes(layout_, smallFiles_); }
    std::vector<std::string> files() const override { return fileNames(smallFiles_); }

    std::vector<std::string> verify(const fs::path& folder,
                                    const RunContext& context) const override {
        std::vector<std::string> problems;
        for (const std::string& name : differingFiles(folder, smallFiles_))
            problems.push_back(name + ": is not what was written");
        const auto written = checkpoint::Checkpoint::open(folder);
        forTensors(model(), "verify", context, [&](const ModelTensor& tensor) {
            if (!holdsRounded(model(), *written, tensor, context))
                problems.push_back(tensor.name + ": what was written is not what was quantized");
        });
        for (const checkpoint::CarriedTensor& tensor : model().spec().carried)
            if (!carriesSame(model(), *written, tensor))
                problems.push_back(tensor.name + ": is not what was carried along");
        return problems;
    }

private:
    void writeFiles(const fs::path& folder, const RunContext& context) const override {
        checkpoint::SafetensorsWriter writer(folder / packed::kModelFile, layout_,
                                             AtomicFile::Open::Truncate);
        const std::vector<StoredPlace> places = placesOf(model().spec().config);
        auto place = places.begin(); // in the order of the model's tensors
        TransposedMatrices transposed(writer);
        forTensors(model(), "export", context, [&](const ModelTensor& tensor) {
            if (place->transposed)
                transposed.add(model(), tensor, *place, context);
            else
                writeSixteenBit(model(), tensor, *place, writer, context);
            release(model(), tensor);
            ++place;
        });
        transposed.flush();
        for (const checkpoint::CarriedTensor& tensor : model().spec().carried)
            writeCarried(model(), tensor, writer, context);
        finishFolder(folder, writer, smallFiles_);
    }

    checkpoint::SafetensorsLayout layout_;
    SmallFiles smallFiles_;
};

class HuggingFaceExporter final : public Exporter {
public:
    std::string name() const override { return "huggingface"; }
    std::string title() const override {
        return translatable("Exporter", "Hugging Face: de-quantized");
    }
    std::string description() const override {
        return translatable("Exporter",
                            "De-quantized weights of 16 bits each, as any program reads them");
    }
    std::vector<ExporterOption> options() const override {
        return {{kTypeOption, translatable("Exporter", "Type of the weights"),
                 Choice{{"bfloat16", "float16"}}}};
    }
    Intake intake() const override { return {.originals = true, .quantizedFolders = true}; }
    bool takes(quantizer::Scheme, quantizer::Basis) const override { return true; }

private:
    std::unique_ptr<ExportJob> makeJob(const ExportSource& source,
                                       const OptionValues& options) const override {
        return std::make_unique<HuggingFaceJob>(source.model, options.word(kTypeOption));
    }
};

} // namespace

std::unique_ptr<const Exporter> makeHuggingFaceExporter() {
    return std::make_unique<HuggingFaceExporter>();
}

} // namespace fracbit::exporter
