#include "base/text.h"
#include "cli/commands.h"
#include "cli/open_model.h"
#include "cli/trial_options.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/verification.h"

#include <iomanip>

namespace fracbit::cli {

namespace {

class VerifyCommand final : public Command {
public:
    const char* name() const override { return "verify"; }
    const char* description() const override {
        return "Check quantized folders: plan, sizes, errors; predicted against measured";
    }
    void declare(const Options& options) override {
        const Option folders = options.value("folders", folders_, "Folders that quantize wrote");
        options.value("--against", original_, "The original model, to measure errors");
        options.value("--moments", moments_,
                      "Its activation moments (profile --hessian), for the errors of the outputs");
        trials_.declare(options, folders);
    }
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    nlohmann::json check(Console& console, const packed::PackedCheckpoint& packed,
                         const checkpoint::WeightSource* original,
                         const profiling::MomentsFile* moments, const RunContext& context);

    std::vector<std::filesystem::path> folders_;
    std::filesystem::path original_;
    std::filesystem::path moments_;
    TrialOptions trials_;
    std::vector<std::string> problems_; // of all folders
};

nlohmann::json numberOrNull(const std::optional<double>& value) {
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

nlohmann::json layerJson(const pipeline::VerifiedLayer& layer) {
    return {{"name", layer.name},
            {"scheme", schemeName(layer.scheme)},
            {"expected_error",
             layer.expectedError ? nlohmann::json(*layer.expectedError) : nlohmann::json(nullptr)},
            {"relative_error", numberOrNull(layer.relativeError)},
            {"relative_output_error", numberOrNull(layer.outputError)}};
}

nlohmann::json VerifyCommand::check(Console& console, const packed::PackedCheckpoint& packed,
                                    const checkpoint::WeightSource* original,
                                    const profiling::MomentsFile* moments,
                                    const RunContext& context) {
    const auto result = pipeline::verifyCheckpoint(packed, original, context, moments);
    nlohmann::json layers = nlohmann::json::array();
    for (const auto& layer : result.layers) {
        layers.push_back(layerJson(layer));
        console.out() << std::left << std::setw(24) << layer.name << std::setw(16)
                      << schemeName(layer.scheme);
        if (layer.relativeError)
            console.out() << *layer.relativeError;
        if (layer.relativeError && layer.expectedError)
            console.out() << " (Gaussian: " << *layer.expectedError << ")";
        if (layer.outputError)
            console.out() << ", of the outputs " << *layer.outputError;
        console.out() << '\n';
    }
    console.out() << packed.path().string()
                  << (result.ok() ? ": sound, stored as planned\n" : ": has problems\n")
                  << std::flush;
    for (const std::string& problem : result.problems)
        problems_.push_back(packed.path().string() + ": " + problem);
    return {{"folder", pathText(packed.path())},
            {"ok", result.ok()},
            {"layers", layers},
            {"problems", result.problems}};
}

void VerifyCommand::execute(Console& console, const CommonOptions& options,
                            const RunContext& context) {
    trials_.check(folders_, original_);
    const auto original = original_.empty() ? nullptr : openModel(original_);
    nlohmann::json document{{"folders", nlohmann::json::array()}};
    for (const auto& folder : folders_) {
        const auto packed = packed::PackedCheckpoint::open(folder);
        const auto moments =
            moments_.empty()
                ? nullptr
                : std::make_unique<const profiling::MomentsFile>(moments_, packed->spec());
        nlohmann::json entry = check(console, *packed, original.get(), moments.get(), context);
        if (trials_.wanted())
            entry.update(trials_.measure(console, *packed, *original, options, context));
        document["folders"].push_back(std::move(entry));
    }
    if (folders_.size() == 1) // what the contract promises of a single folder
        document.update(nlohmann::json(document["folders"][0]));
    document["ok"] = problems_.empty();
    if (trials_.wanted())
        document.update(trials_.summary(console));
    console.document(std::move(document));
    if (!problems_.empty())
        throw Error(ErrorCode::InvalidFile, std::to_string(problems_.size()) +
                                                " problems; the first: " + problems_.front());
}

} // namespace

std::unique_ptr<Command> makeVerifyCommand() {
    return std::make_unique<VerifyCommand>();
}

} // namespace fracbit::cli
