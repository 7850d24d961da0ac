#include "base/atomic_file.h"
#include "cli/commands.h"
#include "cli/open_model.h"
#include "cli/peak_memory.h"
#include "pipeline/model_profile.h"
#include "profiling/distortion.h"
#include "profiling/fingerprint.h"
#include "profiling/sensitivity.h"
#include "tokenizer/tokenizer.h"

#include <chrono>
#include <ctime>

namespace fracbit::cli {

namespace {

class ProfileCommand final : public Command {
public:
    const char* name() const override { return "profile"; }
    const char* description() const override {
        return "Measure what each layer's quantization error costs";
    }
    void declare(CLI::App& app) override;
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    std::unique_ptr<profiling::SensitivityEstimator> estimator(const CommonOptions& options) const;
    profiling::Sample sample(const checkpoint::WeightSource& source, const CommonOptions& options,
                             const RunContext& context) const;
    profiling::Profile profile(const checkpoint::WeightSource& source,
                               const std::vector<profiling::LayerSensitivity>& layers,
                               const profiling::Sample& sample, const CommonOptions& options) const;
    void measureDistortion(profiling::Profile& profile, const checkpoint::WeightSource& source,
                           const CommonOptions& options, const RunContext& context) const;
    void print(Console& console, const profiling::Profile& profile, double seconds) const;
    std::filesystem::path workFolder() const { return out_.string() + ".work"; }

    std::filesystem::path model_;
    std::filesystem::path out_;
    std::filesystem::path text_;
    std::filesystem::path coefficients_;
    std::string estimator_ = "fisher";
    std::string distortion_ = "on";
    std::int64_t sequences_ = 16;
    std::int64_t length_ = 256;
};

void ProfileCommand::declare(CLI::App& app) {
    app.add_option("model", model_, "Hugging Face folder or GGUF file")->required();
    app.add_option("--out", out_,
                   "The profile to write; an interrupted run goes on from PROFILE.work")
        ->required();
    app.add_option("--estimator", estimator_,
                   "fisher (default): one backward pass; noise: slow, measured layer by layer; "
                   "imported: from --coefficients")
        ->check(CLI::IsMember({"fisher", "noise", "imported"}));
    app.add_option("--text", text_, "Text to measure on (default: what the model itself writes)");
    app.add_option("--coefficients", coefficients_, "Sensitivities as import-profile takes them");
    app.add_option("--sequences", sequences_, "Sequences to measure on (default 16)")
        ->check(CLI::Range(1, 1 << 20));
    app.add_option("--length", length_, "Tokens a sequence (default 256)")
        ->check(CLI::Range(2, 1 << 17));
    app.add_option("--distortion", distortion_,
                   "Also quantize a few rows of every layer, to test the palette's table")
        ->check(CLI::IsMember({"on", "off"}));
}

std::unique_ptr<profiling::SensitivityEstimator>
ProfileCommand::estimator(const CommonOptions& options) const {
    if ((estimator_ == "imported") != !coefficients_.empty())
        throw Error(ErrorCode::InvalidArgument,
                    "--estimator imported and --coefficients go together");
    if (estimator_ == "imported")
        return profiling::makeImportedEstimator(coefficients_);
    if (estimator_ == "noise")
        return profiling::makeNoiseEstimator({.workFolder = workFolder(), .seed = options.seed});
    return profiling::makeFisherEstimator({workFolder(), options.seed});
}

profiling::Sample ProfileCommand::sample(const checkpoint::WeightSource& source,
                                         const CommonOptions& options,
                                         const RunContext& context) const {
    if (estimator_ == "imported")
        return {{}, coefficients_.string()};
    if (text_.empty()) {
        std::filesystem::create_directories(workFolder());
        return profiling::sampleFromModel(source, {sequences_, length_, options.seed},
                                          workFolder() / "sample.json", context);
    }
    const auto tokenizer = tokenizer::Tokenizer::open(source.tokenizerSource());
    return profiling::sampleFromText(tokenizer->encode(readFile(text_), false), sequences_, length_,
                                     text_.string());
}

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[sizeof "2000-01-01"];
    std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
    return text;
}

profiling::Profile ProfileCommand::profile(const checkpoint::WeightSource& source,
                                           const std::vector<profiling::LayerSensitivity>& layers,
                                           const profiling::Sample& sample,
                                           const CommonOptions& options) const {
    profiling::Profile profile =
        pipeline::modelProfile(source.spec(), pipeline::allocationSchemes());
    profile.source = estimator_ + " sensitivities of " + model_.filename().string();
    profile.provenance = {{"checkpoint", profiling::modelFingerprint(source)},
                          {"estimator", estimator_},
                          {"sample", sample.origin},
                          {"sequences", std::to_string(sample.sequences.size())},
                          {"length", std::to_string(sample.length())},
                          {"seed", std::to_string(options.seed)},
                          {"date", today()}};
    profiling::setSensitivities(profile, layers);
    return profile;
}

void ProfileCommand::measureDistortion(profiling::Profile& profile,
                                       const checkpoint::WeightSource& source,
                                       const CommonOptions& options,
                                       const RunContext& context) const {
    const auto measured = profiling::measureDistortion(source, profiling::distortionSchemes(),
                                                       {.seed = options.seed}, context);
    std::map<std::string, std::map<quantizer::Scheme, double>> byLayer;
    for (const profiling::LayerDistortion& entry : measured)
        byLayer[entry.name][entry.scheme] = entry.measured;
    for (profiling::ProfileLayer& layer : profile.layers)
        layer.measuredDistortion = byLayer[layer.name];
    for (const quantizer::Scheme scheme : profiling::distortionSchemes()) {
        const auto summary = profiling::summarizeDistortion(measured, scheme);
        context.note(quantizer::schemeName(scheme) +
                     ": error on this model's weights over that on N(0,1): median " +
                     std::to_string(summary.median) + ", largest " +
                     std::to_string(summary.largest) + " (" + summary.largestLayer + ")");
    }
}

void ProfileCommand::print(Console& console, const profiling::Profile& profile,
                           double seconds) const {
    nlohmann::json layers = nlohmann::json::array();
    for (const profiling::ProfileLayer& layer : profile.layers) {
        const auto weights = profile.shapes.at(static_cast<std::size_t>(layer.shape)).weights;
        layers.push_back({{"name", layer.name},
                          {"block", layer.block},
                          {"role", layer.role},
                          {"weights", weights},
                          {"sensitivity", layer.sensitivity},
                          {"standard_error", layer.standardError}});
        for (const auto& [scheme, distortion] : layer.measuredDistortion)
            layers.back()["measured_distortion"][quantizer::schemeName(scheme)] = distortion;
        console.out() << layer.name << "  " << layer.sensitivity << " +- " << layer.standardError
                      << '\n';
    }
    console.out() << "wrote " << out_.string() << " in " << durationText(seconds) << std::endl;
    console.document({{"layers", layers},
                      {"seconds", seconds},
                      {"peak_bytes", peakMemoryBytes()},
                      {"profile", out_.string()},
                      {"provenance", profile.provenance}});
}

void ProfileCommand::execute(Console& console, const CommonOptions& options,
                             const RunContext& context) {
    const auto begin = std::chrono::steady_clock::now();
    const auto source = openModel(model_);
    const auto estimating = estimator(options);
    const profiling::Sample measuredOn = sample(*source, options, context);
    const auto layers = estimating->estimate(*source, measuredOn, context);
    profiling::Profile result = profile(*source, layers, measuredOn, options);
    profiling::writeProfile(out_, result); // complete; what follows adds to it
    if (distortion_ == "on") {
        measureDistortion(result, *source, options, context);
        profiling::writeProfile(out_, result);
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    print(console, result, seconds.count());
}

} // namespace

std::unique_ptr<Command> makeProfileCommand() {
    return std::make_unique<ProfileCommand>();
}

} // namespace fracbit::cli
