#include "cli/commands.h"
#include "cli/open_model.h"
#include "exporter/packed_checkpoint.h"
#include "pipeline/verification.h"

#include <iomanip>

namespace fracbit::cli {

namespace {

class VerifyCommand final : public Command {
public:
    const char* name() const override { return "verify"; }
    const char* description() const override {
        return "Check a quantized folder: plan, sizes, errors against the original";
    }
    void declare(CLI::App& app) override {
        app.add_option("folder", folder_, "A folder that quantize wrote")->required();
        app.add_option("--against", original_, "The original model, to measure errors");
    }
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    std::filesystem::path folder_;
    std::filesystem::path original_;
};

nlohmann::json layerJson(const pipeline::VerifiedLayer& layer) {
    return {{"name", layer.name},
            {"scheme", schemeName(layer.scheme)},
            {"expected_error", layer.expectedError},
            {"relative_error",
             layer.relativeError ? nlohmann::json(*layer.relativeError) : nlohmann::json(nullptr)}};
}

void VerifyCommand::execute(Console& console, const CommonOptions&, const RunContext& context) {
    const auto packed = exporter::PackedCheckpoint::open(folder_);
    const auto original = original_.empty() ? nullptr : openModel(original_);
    const auto result = pipeline::verifyCheckpoint(*packed, original.get(), context);
    nlohmann::json layers = nlohmann::json::array();
    for (const auto& layer : result.layers) {
        layers.push_back(layerJson(layer));
        console.out() << std::left << std::setw(24) << layer.name << std::setw(16)
                      << schemeName(layer.scheme);
        if (layer.relativeError)
            console.out() << *layer.relativeError << " (Gaussian: " << layer.expectedError << ")";
        console.out() << '\n';
    }
    console.document({{"ok", result.ok()}, {"layers", layers}, {"problems", result.problems}});
    console.out() << (result.ok() ? "sound: stored as planned\n" : "") << std::flush;
    if (!result.ok())
        throw Error(ErrorCode::InvalidFile, folder_.string(),
                    std::to_string(result.problems.size()) +
                        " problems; the first: " + result.problems.front());
}

} // namespace

std::unique_ptr<Command> makeVerifyCommand() {
    return std::make_unique<VerifyCommand>();
}

} // namespace fracbit::cli
