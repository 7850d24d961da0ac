#include "allocation/solver.h"
#include "base/checksum.h"
#include "cli/basis_option.h"
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
    void declare(const Options& options) override;
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    pipeline::QuantizationPlan plan(const checkpoint::ModelSpec& spec,
                                    const RunContext& context) const;
    pipeline::QuantizationPlan solvedPlan(const checkpoint::ModelSpec& spec,
                                          const RunContext& context) const;
    pipeline::Feedback feedback(const profiling::Profile& profile) const;
    std::shared_ptr<const profiling::MomentsFile> moments(const pipeline::QuantizationPlan& plan,
                                                          const checkpoint::ModelSpec& spec) const;

    std::filesystem::path model_;
    std::filesystem::path out_;
    std::filesystem::path planPath_;
    std::filesystem::path profile_;
    std::string scheme_;
    std::optional<double> bits_;
    std::filesystem::path moments_;
    std::string feedback_;
    rotation::Basis basis_ = rotation::Basis::Inputs;
    pipeline::QuantizationOptions options_;
    bool dryRun_ = false;
};

void QuantizeCommand::declare(const Options& options) {
    options.value("model", model_, "The model to quantize").required();
    options.value("--out", out_, "Folder to write").required();
    const Options what = options.exactlyOne("what", "What each layer gets (one of these)");
    what.value("--plan", planPath_, "A plan, as solve --out writes it");
    what.value("--scheme", scheme_, "The same scheme everywhere");
    what.value("--bits", bits_, "The best allocation at this many bits per weight")
        .between(1.0, 9.0);
    options.value(
        "--profile", profile_,
        "Sensitivities for --bits (default: equal for every weight), and moments beside it");
    addBasis(options, basis_, "With --scheme: that the layers are quantized in");
    options
        .value("--feedback", feedback_,
               "Feedback of errors by activation moments (default: on when there are moments)")
        .oneOf({"on", "off"});
    options.value("--moments", moments_,
                  "Activation moments (default: the plan's, or those beside --profile)");
    options
        .value("--damping", options_.damping,
               "Added to the diagonal of the moments, relative to its mean (default 0.01)")
        .between(0.0, 10.0);
    options.value("--embeddings", options_.embeddingBits, "Bits of the embedding: 8 or 16")
        .oneOf({8, 16});
    options.value("--head", options_.headBits, "Bits of the output head: 8 or 16").oneOf({8, 16});
    options.flag("--overwrite", options_.overwrite, "Replace a finished checkpoint in the folder");
    options.flag("--dry-run", dryRun_, "Only say how large the checkpoint will be");
}

// What --bits allocates for.
pipeline::Feedback QuantizeCommand::feedback(const profiling::Profile& profile) const {
    const bool moments =
        !moments_.empty() ||
        (!profile_.empty() && std::filesystem::exists(profiling::momentsPath(profile_)));
    const bool on = feedback_ != "off" && moments && profile.hasFeedback();
    return on ? pipeline::Feedback::On : pipeline::Feedback::Off;
}

pipeline::QuantizationPlan QuantizeCommand::solvedPlan(const checkpoint::ModelSpec& spec,
                                                       const RunContext& context) const {
    const auto profile = profile_.empty()
                             ? pipeline::modelProfile(spec, pipeline::allocationSchemes(), basis_)
                             : profiling::readProfile(profile_);
    auto problem = std::make_shared<const allocation::Problem>(
        pipeline::allocationProblem(profile, {}, feedback(profile)));
    allocation::Budgets budgets;
    budgets.memory =
        static_cast<allocation::Bytes>(*bits_ / 8 * static_cast<double>(problem->weights()));
    const allocation::Solver solver(problem, {}, allocation::Fusion::Off);
    const auto result = solver.solve(budgets, {.stop = context.stop, .seconds = 60});
    pipeline::QuantizationPlan plan = pipeline::planOf(*problem, result.solution, profile.basis());
    if (!profile_.empty())
        pipeline::setOrigin(plan, profile, fileFingerprint(profile_));
    return plan;
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
    return pipeline::uniformPlan(names, quantizer::schemeFromName(scheme_), basis_);
}

// The file that was named, or the plan's, or the one beside the profile; null: no feedback.
std::shared_ptr<const profiling::MomentsFile>
QuantizeCommand::moments(const pipeline::QuantizationPlan& plan,
                         const checkpoint::ModelSpec& spec) const {
    if (feedback_ == "off" ||
        (feedback_.empty() && plan.feedback == pipeline::Feedback::Off && moments_.empty()))
        return nullptr;
    std::vector<std::filesystem::path> candidates{moments_, plan.moments};
    if (!profile_.empty())
        candidates.push_back(profiling::momentsPath(profile_));
    for (const auto& path : candidates)
        if (!path.empty() && (path == moments_ || std::filesystem::exists(path)))
            return std::make_shared<const profiling::MomentsFile>(path, spec);
    if (feedback_ == "on" || plan.feedback == pipeline::Feedback::On)
        throw Error(
            ErrorCode::InvalidArgument,
            "feedback needs activation moments: pass --moments FILE or --profile P (made by "
            "profile --hessian), or --feedback off");
    return nullptr;
}

// ", with feedback"; how much of it, where the moments do not know all layers.
std::string feedbackText(const pipeline::QuantizationReport& report) {
    if (report.feedback == pipeline::Feedback::Off)
        return "";
    const std::size_t fed = report.fedBackLayers();
    return fed == report.layers.size() ? ", with feedback"
                                       : ", with feedback in " + std::to_string(fed) + " of " +
                                             std::to_string(report.layers.size()) + " layers";
}

void QuantizeCommand::execute(Console& console, const CommonOptions& options,
                              const RunContext& context) {
    if (!profile_.empty() && !bits_ && !std::filesystem::exists(profiling::momentsPath(profile_)))
        throw Error(
            ErrorCode::InvalidArgument,
            "--profile goes with --bits, or is to have activation moments beside it (profile "
            "--hessian)");
    options_.seed = options.seed;
    const auto source = openModel(model_, context);
    const auto chosen = plan(source->spec(), context);
    options_.moments = moments(chosen, source->spec());
    if (dryRun_) {
        const auto job = pipeline::makeQuantizationJob(*source, chosen, options_);
        for (const std::string& note : job.notes)
            context.note(note);
        const auto bytes = job.folderBytes();
        console.out() << bytes << " bytes\n";
        console.document({{"predicted_bytes", bytes}});
        return;
    }
    const auto report = pipeline::quantizeModel(*source, chosen, out_, options_, context);
    nlohmann::json layers = nlohmann::json::array();
    for (const auto& layer : report.layers)
        layers.push_back(
            {{"name", layer.name},
             {"scheme", schemeName(layer.scheme)},
             {"bytes", layer.bytes},
             {"relative_error", layer.relativeError},
             {"relative_output_error",
              layer.relativeLoss ? nlohmann::json(*layer.relativeLoss) : nlohmann::json(nullptr)}});
    console.out() << "wrote " << out_.string() << ": " << bytesText(report.bytes) << " (predicted "
                  << bytesText(report.predictedBytes) << ") in " << durationText(report.seconds)
                  << feedbackText(report) << std::endl;
    console.document({{"bytes", report.bytes},
                      {"predicted_bytes", report.predictedBytes},
                      {"seconds", report.seconds},
                      {"feedback", options_.moments ? "on" : "off"},
                      {"feedback_layers", report.fedBackLayers()},
                      {"factor_seconds", report.factorSeconds},
                      {"feedback_seconds", report.feedbackSeconds},
                      {"encoder_seconds", report.encoderSeconds},
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
