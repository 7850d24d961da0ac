#include "exporter/added_exporter.h"

#include "base/atomic_file.h"
#include "base/mapped_file.h"

#include <algorithm>

namespace fracbit::tests {

namespace {

using checkpoint::ModelTensor;
using exporter::Intake;
namespace fs = std::filesystem;

constexpr const char* kWeightsFile = "weights.added";

std::size_t elements(const ModelTensor& tensor) {
    return static_cast<std::size_t>(elementCount(tensor.shape));
}

class AddedJob final : public exporter::ExportJob {
public:
    AddedJob(const exporter::ExportSource& source, const exporter::OptionValues& options)
        : ExportJob(source.model), half_(options.word("precision") == "float16"),
          padding_(static_cast<std::size_t>(options.number("padding"))) {
        if (options.flag("names"))
            for (const ModelTensor& tensor : model().spec().tensors)
                texts_["names.txt"] += tensor.name + "\n";
        for (const auto& [layer, target] : source.plan)
            texts_["plan.txt"] += layer + " " + quantizer::schemeName(target.scheme) + "\n";
    }

    std::uint64_t bytes() const override {
        std::uint64_t bytes = weightsBytes();
        for (const auto& [name, text] : texts_)
            bytes += text.size();
        return bytes;
    }
    std::vector<std::string> files() const override {
        std::vector<std::string> names;
        for (const auto& [name, text] : texts_)
            names.push_back(name);
        names.emplace_back(kWeightsFile);
        return names;
    }
    std::vector<std::string> verify(const fs::path& folder,
                                    const RunContext& context) const override {
        std::vector<std::string> problems;
        for (const auto& [name, text] : texts_)
            if (readFile(folder / name) != text)
                problems.push_back(name + ": is not what was written");
        const MappedFile file(folder / kWeightsFile);
        std::size_t offset = 0;
        forTensors("verify", context, [&](const ModelTensor& tensor) {
            const std::vector<std::byte> expected = contents(tensor);
            if (offset + expected.size() > file.bytes().size() ||
                !std::ranges::equal(expected, file.bytes().subspan(offset, expected.size())))
                problems.push_back(tensor.name + ": is not what was written");
            offset += expected.size();
        });
        return problems;
    }

private:
    void writeFiles(const fs::path& folder, const RunContext& context) const override {
        AtomicFile file(folder / kWeightsFile);
        file.reserve(weightsBytes());
        forTensors("export", context,
                   [&](const ModelTensor& tensor) { file.append(contents(tensor)); });
        for (const auto& [name, text] : texts_)
            writeFileAtomically(folder / name, text);
        file.commit();
    }

    std::uint64_t weightsBytes() const {
        std::uint64_t bytes = 0;
        for (const ModelTensor& tensor : model().spec().tensors)
            bytes += elements(tensor) * (half_ ? 2 : 4) + padding_;
        return bytes;
    }

    std::vector<std::byte> contents(const ModelTensor& tensor) const {
        const Tensor weights = model().read(tensor.name);
        std::vector<std::uint16_t> rounded;
        if (half_)
            std::ranges::transform(weights.values, std::back_inserter(rounded), floatToHalf);
        const auto bytes =
            half_ ? std::as_bytes(std::span(rounded)) : std::as_bytes(std::span(weights.values));
        std::vector<std::byte> result(bytes.size() + padding_);
        std::ranges::copy(bytes, result.begin());
        return result;
    }

    template <class Action>
    void forTensors(const char* stage, const RunContext& context, const Action& action) const {
        const auto total = static_cast<std::uint64_t>(model().spec().parameters());
        std::uint64_t done = 0;
        for (const ModelTensor& tensor : model().spec().tensors) {
            context.throwIfCancelled();
            context.report({stage, tensor.name, done, total, "weights"});
            action(tensor);
            done += elements(tensor);
        }
    }

    bool half_;
    std::size_t padding_;
    std::map<std::string, std::string> texts_;
};

class AddedExporter final : public exporter::Exporter {
public:
    AddedExporter(std::string name, Intake intake) : name_(std::move(name)), intake_(intake) {}

    std::string name() const override { return name_; }
    std::string title() const override { return "Added: " + name_; }
    std::string description() const override { return "Weights one after another"; }
    std::vector<exporter::ExporterOption> options() const override {
        return {{"precision", "Precision", exporter::Choice{{"float32", "float16"}}},
                {"padding", "Zeros after a tensor", exporter::WholeNumber{0, 64, 8}},
                {"names", "A file of names", exporter::Flag{}}};
    }
    Intake intake() const override { return intake_; }
    bool takes(quantizer::Scheme scheme, quantizer::Basis basis) const override {
        return scheme.family == quantizer::familyFromName("nuq") &&
               basis == quantizer::Basis::Inputs;
    }

private:
    std::unique_ptr<exporter::ExportJob>
    makeJob(const exporter::ExportSource& source,
            const exporter::OptionValues& options) const override {
        return std::make_unique<AddedJob>(source, options);
    }

    std::string name_;
    Intake intake_;
};

} // namespace

std::unique_ptr<const exporter::Exporter> makeAddedExporter(std::string name, Intake intake) {
    return std::make_unique<AddedExporter>(std::move(name), intake);
}

void addExporters() {
    exporter::addExporter(
        makeAddedExporter("added", {.originals = true, .quantizedFolders = true, .plans = true}));
    exporter::addExporter(makeAddedExporter("repacked", {.quantizedFolders = true}));
}

} // namespace fracbit::tests
