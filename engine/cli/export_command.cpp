#include "cli/commands.h"
#include "cli/open_model.h"
#include "cli/peak_memory.h"
#include "pipeline/huggingface_export.h"

namespace fracbit::cli {

namespace {

class ExportCommand final : public Command {
public:
    const char* name() const override { return "export"; }
    const char* description() const override {
        return "Write a quantized model for other programs";
    }
    void declare(const Options& options) override;
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    std::filesystem::path model_;
    std::filesystem::path out_;
    std::string format_ = "huggingface";
    pipeline::HuggingFaceOptions options_;
    bool dryRun_ = false;
};

void ExportCommand::declare(const Options& options) {
    options.value("model", model_, "Quantized folder (or any model)").required();
    options.value("--out", out_, "Folder to write").required();
    options
        .value("--format", format_,
               "huggingface (default): weights de-quantized, as any program reads them")
        .oneOf({"huggingface"});
    options.choice("--dtype", options_.type, {{"bfloat16", DType::BF16}, {"float16", DType::F16}},
                   "Type of the weights (default bfloat16)");
    options.flag("--overwrite", options_.overwrite, "Replace a finished checkpoint in the folder");
    options.flag("--dry-run", dryRun_, "Only say how large the folder will be");
}

void ExportCommand::execute(Console& console, const CommonOptions&, const RunContext& context) {
    const auto source = openModel(model_);
    if (dryRun_) {
        const auto bytes = pipeline::makeHuggingFaceJob(*source, options_).folderBytes();
        console.out() << bytes << " bytes\n";
        console.document({{"predicted_bytes", bytes}});
        return;
    }
    const auto report = pipeline::exportHuggingFace(*source, out_, options_, context);
    console.out() << "wrote " << out_.string() << ": " << bytesText(report.bytes) << " (predicted "
                  << bytesText(report.predictedBytes) << ") in " << durationText(report.seconds)
                  << std::endl;
    console.document({{"bytes", report.bytes},
                      {"predicted_bytes", report.predictedBytes},
                      {"seconds", report.seconds},
                      {"peak_bytes", peakMemoryBytes()}});
}

} // namespace

std::unique_ptr<Command> makeExportCommand() {
    return std::make_unique<ExportCommand>();
}

} // namespace fracbit::cli
