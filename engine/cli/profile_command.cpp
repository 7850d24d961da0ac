#include "base/text.h"
#include "cli/basis_option.h"
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
    void declare(const Options& options) override;
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    void declareLatency(const Options& options);
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

void ProfileCommand::declare(const Options& options) {
    options.value("model", model_, "Hugging Face folder or GGUF file").required();
    options
        .value("--out", out_,
               "The profile to write; what it holds already is kept, an interrupted run goes "
               "on from PROFILE.work")
        .required();
    options.choice("--estimator", request_.estimator,
                   {{"fisher", pipeline::Estimator::Fisher},
                    {"noise", pipeline::Estimator::Noise},
                    {"imported", pipeline::Estimator::Imported}},
                   "fisher (default): one backward pass; noise: slow, measured layer by layer; "
                   "imported: from --coefficients");
    options.value("--text", request_.sample.text,
                  "Text to measure on (default: what the model itself writes)");
    options.value("--coefficients", request_.coefficients,
                  "Sensitivities as import-profile takes them");
    options.value("--sequences", request_.sample.sequences, "Sequences (default 16)")
        .between(1, 1 << 20);
    options.value("--length", request_.sample.length, "Tokens a sequence (default 256)")
        .between(2, 1 << 17);
    options
        .value("--distortion", distortion_,
               "Also quantize a few rows of every layer, to test the palette's table")
        .oneOf({"on", "off"});
    addBasis(options, request_.basis, "That allocations of this profile are quantized in");
    options.flag("--hessian", request_.moments,
                 "Also activation moments, for --feedback: into PROFILE.moments");
    options
        .value("--moment-sequences", request_.momentSequences,
               "Sequences for the moments (default 96; 24 take a quarter of the "
               "time, for 8 % more loss)")
        .between(1, 1 << 20);
    options.value("--moment-length", request_.momentLength, "Tokens of each (default 512)")
        .between(2, 1 << 17);
    options.flag("--again", request_.again, "Replace what the profile holds already");
    declareLatency(options);
}

void ProfileCommand::declareLatency(const Options& options) {
    const Option file =
        options
            .value("--latency", latency_,
                   "cpu (default) or cuda: measured here; none; or a file: the reference "
                   "code's table, or a profile of layers with the same shapes")
            .shownAs("cpu|cuda|none|FILE");
    const Option device =
        options
            .value("--device", device_,
                   "Latencies by a roofline model of a device that is not at hand, "
                   "such as rtx-4090 (an unknown name lists them)")
            .excludes(file);
    options.value("--bandwidth", overrides_.bandwidth, "Of that device, bytes a second reached")
        .needs(device);
    options.value("--launch", overrides_.launchSeconds, "Seconds to launch a kernel").needs(device);
    options.value("--decode-rate", overrides_.decodeRate, "Weights decoded a second").needs(device);
    options.value("--batch", request_.latency.batch, "Sequences decoded at a time (default 1)")
        .between(1, 4096);
    options
        .value("--smooth", smooth_,
               "Make more bits never faster within a family (default: of measured times)")
        .oneOf({"on", "off"});
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
    const auto source = openModel(model_, context);
    const auto result = pipeline::makeProfile(*source, request_, out_, context);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    print(console, result, seconds.count());
}

} // namespace

std::unique_ptr<Command> makeProfileCommand() {
    return std::make_unique<ProfileCommand>();
}

} // namespace fracbit::cli
