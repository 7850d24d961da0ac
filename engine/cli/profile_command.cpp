#include "base/text.h"
#include "cli/commands.h"
#include "cli/open_model.h"
#include "cli/peak_memory.h"
#include "pipeline/profile_job.h"

#include <chrono>

namespace fracbit::cli {

namespace {

class ProfileCommand final : public Command {
public:
    const char* name() const override { return "profile"; }
    const char* description() const override {
        return "Measure what each layer's quantization error costs, and what each kernel takes";
    }
    void declare(CLI::App& app) override;
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    void declareLatency(CLI::App& app);
    void finishRequest(const CommonOptions& options);
    void print(Console& console, const pipeline::ProfileResult& result, double seconds) const;

    std::filesystem::path model_;
    std::filesystem::path out_;
    pipeline::ProfileRequest request_;
    std::string distortion_ = "on";
    std::string latency_ = "cpu";
    std::string smooth_;
    std::string device_;
    profiling::DeviceOverrides overrides_;
};

void ProfileCommand::declare(CLI::App& app) {
    static const std::map<std::string, pipeline::Estimator> kEstimators{
        {"fisher", pipeline::Estimator::Fisher},
        {"noise", pipeline::Estimator::Noise},
        {"imported", pipeline::Estimator::Imported}};
    app.add_option("model", model_, "Hugging Face folder or GGUF file")->required();
    app.add_option("--out", out_,
                   "The profile to write; what it holds already is kept, an interrupted run goes "
                   "on from PROFILE.work")
        ->required();
    app.add_option("--estimator", request_.estimator,
                   "fisher (default): one backward pass; noise: slow, measured layer by layer; "
                   "imported: from --coefficients")
        ->transform(CLI::Transformer(kEstimators))
        ->type_name("fisher|noise|imported");
    app.add_option("--text", request_.sample.text,
                   "Text to measure on (default: what the model itself writes)");
    app.add_option("--coefficients", request_.coefficients,
                   "Sensitivities as import-profile takes them");
    app.add_option("--sequences", request_.sample.sequences, "Sequences (default 16)")
        ->check(CLI::Range(1, 1 << 20));
    app.add_option("--length", request_.sample.length, "Tokens a sequence (default 256)")
        ->check(CLI::Range(2, 1 << 17));
    app.add_option("--distortion", distortion_,
                   "Also quantize a few rows of every layer, to test the palette's table")
        ->check(CLI::IsMember({"on", "off"}));
    app.add_flag("--hessian", request_.moments,
                 "Also activation moments, for --feedback: into PROFILE.moments");
    app.add_option("--moment-sequences", request_.momentSequences,
                   "Sequences for the moments (default 96; 24 take a quarter of the "
                   "time, for 8 % more loss)")
        ->check(CLI::Range(1, 1 << 20));
    app.add_option("--moment-length", request_.momentLength, "Tokens of each (default 512)")
        ->check(CLI::Range(2, 1 << 17));
    app.add_flag("--again", request_.again, "Replace what the profile holds already");
    declareLatency(app);
}

void ProfileCommand::declareLatency(CLI::App& app) {
    auto* file =
        app.add_option("--latency", latency_,
                       "cpu (default) or cuda: measured here; none; or a file: the reference "
                       "code's table, or a profile of layers with the same shapes")
            ->type_name("cpu|cuda|none|FILE");
    auto* device = app.add_option("--device", device_,
                                  "Latencies by a roofline model of a device that is not at hand, "
                                  "such as rtx-4090 (an unknown name lists them)")
                       ->excludes(file);
    app.add_option("--bandwidth", overrides_.bandwidth, "Of that device, bytes a second reached")
        ->needs(device);
    app.add_option("--launch", overrides_.launchSeconds, "Seconds to launch a kernel")
        ->needs(device);
    app.add_option("--decode-rate", overrides_.decodeRate, "Weights decoded a second")
        ->needs(device);
    app.add_option("--batch", request_.latency.batch, "Sequences decoded at a time (default 1)")
        ->check(CLI::Range(1, 4096));
    app.add_option("--smooth", smooth_,
                   "Make more bits never faster within a family (default: of measured times)")
        ->check(CLI::IsMember({"on", "off"}));
}

void ProfileCommand::finishRequest(const CommonOptions& options) {
    using Kind = pipeline::LatencyRequest::Kind;
    request_.sample.seed = options.seed;
    request_.distortion = distortion_ == "on";
    if (!smooth_.empty())
        request_.latency.smooth = smooth_ == "on";
    request_.latency.kind = latency_ == "cpu"    ? Kind::Measured
                            : latency_ == "cuda" ? Kind::Cuda
                            : latency_ == "none" ? Kind::Keep
                                                 : Kind::File;
    if (request_.latency.kind == Kind::File)
        request_.latency.file = latency_;
    if (!device_.empty()) {
        request_.latency.kind = Kind::Model;
        request_.latency.device = profiling::deviceModel(device_, overrides_);
    }
}

void ProfileCommand::print(Console& console, const pipeline::ProfileResult& result,
                           double seconds) const {
    const profiling::Profile& profile = result.profile;
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
        if (layer.feedback)
            layers.back()["feedback"] = {{"ratio", layer.feedback->ratio},
                                         {"growth", layer.feedback->growth}};
        console.out() << layer.name << "  " << layer.sensitivity << " +- " << layer.standardError
                      << '\n';
    }
    console.out() << "wrote " << out_.string() << " in " << durationText(seconds) << std::endl;
    console.document({{"layers", layers},
                      {"seconds", seconds},
                      {"peak_bytes", peakMemoryBytes()},
                      {"profile", pathText(out_)},
                      {"reused", result.reused},
                      {"provenance", profile.provenance}});
}

void ProfileCommand::execute(Console& console, const CommonOptions& options,
                             const RunContext& context) {
    const auto begin = std::chrono::steady_clock::now();
    finishRequest(options);
    const auto source = openModel(model_);
    const auto result = pipeline::makeProfile(*source, request_, out_, context);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    print(console, result, seconds.count());
}

} // namespace

std::unique_ptr<Command> makeProfileCommand() {
    return std::make_unique<ProfileCommand>();
}

} // namespace fracbit::cli
