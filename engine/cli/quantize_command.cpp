#include "allocation/solver.h"
#include "cli/commands.h"
#include "cli/open_model.h"
#include "cli/peak_memory.h"
#include "pipeline/allocation_problem.h"
#include "pipeline/model_profile.h"
#include "pipeline/model_quantization.h"

namespace fracbit::cli {

namespace {

class QuantizeCommand final : public Command {
public:
    const char* name() const override { return "quantize"; }
    const char* description() const override { return "Write a quantized checkpoint"; }
    void declare(CLI::App& app) override;
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    pipeline::QuantizationPlan plan(const checkpoint::ModelSpec& spec,
                                    const RunContext& context) const;
    pipeline::QuantizationPlan solvedPlan(const checkpoint::ModelSpec& spec,
                                          const RunContext& context) const;
    void refuseFeedback() const;

    std::filesystem::path model_;
    std::filesystem::path out_;
    std::filesystem::path planPath_;
    std::filesystem::path profile_;
    std::string scheme_;
    std::optional<double> bits_;
    std::string feedback_ = "off";
    pipeline::QuantizationOptions options_;
    bool dryRun_ = false;
};

void QuantizeCommand::declare(CLI::App& app) {
    app.add_option("model", model_, "The model to quantize")->required();
    app.add_option("--out", out_, "Folder to write")->required();
    auto* what = app.add_option_group("what", "What each layer gets (one of these)");
    what->add_option("--plan", planPath_, "A plan, as solve --out writes it");
    what->add_option("--scheme", scheme_, "The same scheme everywhere");
    what->add_option("--bits", bits_, "The best allocation at this many bits per weight")
        ->check(CLI::Range(1.0, 9.0));
    what->require_option(1);
    app.add_option("--profile", profile_,
                   "Sensitivities for --bits (default: equal for every weight)");
    app.add_option("--feedback", feedback_, "Feedback of errors by activation moments")
        ->check(CLI::IsMember({"on", "off"}));
    app.add_option("--embeddings", options_.embeddingBits, "Bits of the embedding: 8 or 16")
        ->check(CLI::IsMember({8, 16}));
    app.add_option("--head", options_.headBits, "Bits of the output head: 8 or 16")
        ->check(CLI::IsMember({8, 16}));
    app.add_flag("--overwrite", options_.overwrite, "Replace a finished checkpoint in the folder");
    app.add_flag("--dry-run", dryRun_, "Only say how large the checkpoint will be");
}

pipeline::QuantizationPlan QuantizeCommand::solvedPlan(const checkpoint::ModelSpec& spec,
                                                       const RunContext& context) const {
    const auto profile = profile_.empty()
                             ? pipeline::modelProfile(spec, pipeline::allocationSchemes())
                             : profiling::readProfile(profile_);
    auto problem =
        std::make_shared<const allocation::Problem>(pipeline::allocationProblem(profile));
    allocation::Budgets budgets;
    budgets.memory =
        static_cast<allocation::Bytes>(*bits_ / 8 * static_cast<double>(problem->weights()));
    const allocation::Solver solver(problem, {}, allocation::Fusion::Off);
    const auto result = solver.solve(budgets, {.stop = context.stop, .seconds = 60});
    return pipeline::planOf(*problem, result.solution);
}

pipeline::QuantizationPlan QuantizeCommand::plan(const checkpoint::ModelSpec& spec,
                                                 const RunContext& context) const {
    if (!planPath_.empty())
        return pipeline::readPlan(planPath_);
    if (bits_)
        return solvedPlan(spec, context);
    std::vector<std::string> names;
    for (const auto& layer : spec.layers)
        names.push_back(layer.name);
    return pipeline::uniformPlan(names, quantizer::schemeFromName(scheme_));
}

// Feedback needs activation moments, which no profile of this version holds.
void QuantizeCommand::refuseFeedback() const {
    if (feedback_ == "on")
        throw Error(ErrorCode::Unsupported,
                    "--feedback on needs a profile with activation moments, which this version "
                    "cannot make; leave it off");
}

void QuantizeCommand::execute(Console& console, const CommonOptions& options,
                              const RunContext& context) {
    refuseFeedback();
    if (!profile_.empty() && !bits_)
        throw Error(ErrorCode::InvalidArgument, "--profile goes with --bits");
    options_.seed = options.seed;
    const auto source = openModel(model_);
    const auto chosen = plan(source->spec(), context);
    if (dryRun_) {
        const auto bytes = pipeline::makeQuantizationJob(*source, chosen, options_).folderBytes();
        console.out() << bytes << " bytes\n";
        console.document({{"predicted_bytes", bytes}});
        return;
    }
    const auto report = pipeline::quantizeModel(*source, chosen, out_, options_, context);
    nlohmann::json layers = nlohmann::json::array();
    for (const auto& layer : report.layers)
        layers.push_back({{"name", layer.name},
                          {"scheme", schemeName(layer.scheme)},
                          {"bytes", layer.bytes},
                          {"relative_error", layer.relativeError}});
    console.out() << "wrote " << out_.string() << ": " << bytesText(report.bytes) << " (predicted "
                  << bytesText(report.predictedBytes) << ") in " << durationText(report.seconds)
                  << std::endl;
    console.document({{"bytes", report.bytes},
                      {"predicted_bytes", report.predictedBytes},
                      {"seconds", report.seconds},
                      {"peak_bytes", peakMemoryBytes()},
                      {"resumed_items", report.resumedItems},
                      {"layers", layers},
                      {"notes", report.notes}});
}

} // namespace

std::unique_ptr<Command> makeQuantizeCommand() {
    return std::make_unique<QuantizeCommand>();
}

} // namespace fracbit::cli
