#include "pipeline/profile_job.h"

#include "base/atomic_file.h"
#include "base/folder_lock.h"
#include "base/random.h"
#include "base/text.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/model_profile.h"
#include "pipeline/own_text.h"
#include "pipeline/steps/decoding_time.h"
#include "profiling/distortion.h"
#include "profiling/feedback_gain.h"
#include "profiling/fingerprint.h"
#include "profiling/latency_measurement.h"
#include "profiling/latency_table.h"
#include "profiling/moments.h"
#include "profiling/moments_file.h"
#include "profiling/sensitivity.h"
#include "tokenizer/tokenizer.h"

#include <algorithm>
#include <ctime>

namespace fracbit::pipeline {

namespace {

using checkpoint::WeightSource;
using profiling::Profile;
using profiling::ProfileLayer;

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[sizeof "2000-01-01"];
    std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
    return text;
}

std::string estimatorName(Estimator estimator) {
    switch (estimator) {
    case Estimator::Fisher:
        return "fisher";
    case Estimator::Noise:
        return "noise";
    case Estimator::Imported:
        break;
    }
    return "imported";
}

// Name and contents of a file, to tell whether it is the same as before.
std::string fileIdentity(const std::filesystem::path& path) {
    return pathText(path.filename()) + " " + std::to_string(hashName(readFile(path)));
}

// A folder that is ours while this lives, made for it and taken away if nothing is in it.
class OwnFolder {
public:
    explicit OwnFolder(const std::filesystem::path& path) : path_(path), lock_(made(path)) {}
    ~OwnFolder() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;

private:
    static const std::filesystem::path& made(const std::filesystem::path& path) {
        std::error_code error;
        std::filesystem::create_directories(path, error);
        if (error)
            throw Error(ErrorCode::Io, path.string(), "cannot be made: " + error.message());
        return path;
    }

    std::filesystem::path path_;
    FolderLock lock_;
};

class ProfileJob {
public:
    ProfileJob(const WeightSource& source, const ProfileRequest& request,
               const std::filesystem::path& path, const RunContext& context)
        : source_(source), request_(request), path_(path), context_(context),
          workFolder_(path.string() + ".work") {
        if ((request.estimator == Estimator::Imported) != !request.coefficients.empty())
            throw Error(ErrorCode::InvalidArgument,
                        "the estimator imported and a file of coefficients go together");
    }

    ProfileResult run() {
        const OwnFolder own(workFolder_); // another run would measure into the same files
        result_.profile = modelProfile(source_.spec(), allocationSchemes(), request_.basis);
        result_.profile.provenance = {{"checkpoint", profiling::modelFingerprint(source_)},
                                      {"estimator", estimatorName(request_.estimator)},
                                      {"request", identity()}};
        takeEarlier();
        if (!result_.reused)
            estimate();
        profiling::writeProfile(path_, result_.profile); // complete; what follows adds to it
        measureDistortion();
        setLatencies();
        profiling::writeProfile(path_, result_.profile);
        takeMoments();
        return std::move(result_);
    }

private:
    // What the sensitivities depend on beside the model.
    std::string identity() const {
        if (request_.estimator == Estimator::Imported)
            return fileIdentity(request_.coefficients);
        const SampleRequest& sample = request_.sample;
        return (sample.text.empty() ? "own text" : fileIdentity(sample.text)) + ", " +
               std::to_string(sample.sequences) + " x " + std::to_string(sample.length) +
               ", seed " + std::to_string(sample.seed);
    }

    std::optional<Profile> earlier() const {
        if (request_.again || !std::filesystem::exists(path_))
            return std::nullopt;
        try {
            return profiling::readProfile(path_);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::InvalidFile)
                throw;
            return std::nullopt; // not a profile of ours: it is replaced
        }
    }

    void takeEarlier() {
        auto before = earlier();
        if (!before)
            return;
        Profile& profile = result_.profile;
        // Of shapes and devices; of the model only, as far as it is small (CpuTimerOptions).
        if (before->provenance["checkpoint"] == profile.provenance["checkpoint"])
            profile.measurements = before->measurements;
        for (const char* key : {"checkpoint", "estimator", "request"})
            if (before->provenance[key] != profile.provenance[key])
                return;
        const auto sameLayer = [](const ProfileLayer& a, const ProfileLayer& b) {
            return a.name == b.name && a.role == b.role && a.block == b.block;
        };
        if (!std::ranges::equal(before->layers, profile.layers, sameLayer))
            return;
        for (std::size_t i = 0; i < profile.layers.size(); ++i) {
            const int shape = profile.layers[i].shape;
            profile.layers[i] = before->layers[i];
            profile.layers[i].shape = shape;
            if (before->basis() != request_.basis) { // the sensitivities are of every basis
                profile.layers[i].measuredDistortion.clear();
                profile.layers[i].feedback.reset();
            }
        }
        keepLatencies(*before);
        profile.source = before->source;
        profile.provenance = before->provenance;
        result_.reused = true;
        context_.note("the sensitivities in " + path_.string() + " are kept");
    }

    // Those of options that still exist.
    void keepLatencies(const Profile& before) {
        if (before.variants.empty() || before.shapes.size() != result_.profile.shapes.size())
            return;
        const auto source = profiling::latenciesOf(before);
        profiling::setLatencies(result_.profile, *source);
    }

    std::unique_ptr<profiling::SensitivityEstimator> estimator() const {
        const std::uint64_t seed = request_.sample.seed;
        if (request_.estimator == Estimator::Imported)
            return profiling::makeImportedEstimator(request_.coefficients);
        if (request_.estimator == Estimator::Noise)
            return profiling::makeNoiseEstimator({.workFolder = workFolder_, .seed = seed});
        return profiling::makeFisherEstimator({workFolder_, seed});
    }

    void estimate() {
        profiling::Sample sample{{}, pathText(request_.coefficients)};
        if (request_.estimator != Estimator::Imported)
            sample = takeSample(source_, request_.sample, workFolder_, context_);
        Profile& profile = result_.profile;
        profiling::setSensitivities(profile, estimator()->estimate(source_, sample, context_));
        profile.source = estimatorName(request_.estimator) + " sensitivities of " +
                         pathText(source_.path().filename());
        profile.provenance.merge(std::map<std::string, std::string>{
            {"sample", sample.origin},
            {"sequences", std::to_string(sample.sequences.size())},
            {"length", std::to_string(sample.length())},
            {"seed", std::to_string(request_.sample.seed)},
            {"date", today()}});
    }

    bool hasDistortions() const {
        return std::ranges::all_of(result_.profile.layers, [](const ProfileLayer& layer) {
            return std::ranges::all_of(profiling::distortionSchemes(), [&](const auto& scheme) {
                return layer.measuredDistortion.contains(scheme);
            });
        });
    }

    void measureDistortion() {
        if (!request_.distortion || hasDistortions())
            return;
        const auto measured = profiling::measureDistortion(
            source_, profiling::distortionSchemes(),
            {.seed = request_.sample.seed, .basis = request_.basis}, context_);
        std::map<std::string, std::map<quantizer::Scheme, double>> byLayer;
        for (const profiling::LayerDistortion& entry : measured)
            byLayer[entry.name][entry.scheme] = entry.measured;
        for (ProfileLayer& layer : result_.profile.layers)
            layer.measuredDistortion = byLayer[layer.name];
        for (const quantizer::Scheme scheme : profiling::distortionSchemes()) {
            const auto summary = profiling::summarizeDistortion(measured, scheme);
            context_.note(quantizer::schemeName(scheme) +
                          ": error on this model's weights over that on N(0,1): median " +
                          std::to_string(summary.median) + ", largest " +
                          std::to_string(summary.largest) + " (" + summary.largestLayer + ")");
        }
        profiling::writeProfile(path_, result_.profile);
    }

    std::unique_ptr<profiling::LatencySource> latencies() {
        using Kind = LatencyRequest::Kind;
        const LatencyRequest& request = request_.latency;
        if (request.kind == Kind::Model)
            return profiling::modelLatencies(request.device, request.batch);
        if (request.kind == Kind::File)
            return profiling::openLatencies(request.file);
        const auto timer =
            request.kind == Kind::Cuda
                ? profiling::cudaTimer(request.batch)
                : profiling::cpuTimer({.threads = context_.threads,
                                       .batch = request.batch,
                                       .modelWeights = result_.profile.weights(),
                                       .otherBytes = result_.profile.constants.storedBytes()});
        profiling::measureLatencies(result_.profile, *timer, context_,
                                    [&] { profiling::writeProfile(path_, result_.profile); });
        if (request.kind == Kind::Measured)
            measureConstantPart(timer->key());
        return profiling::measuredLatencies(result_.profile, timer->key());
    }

    // Of a folder that is quantized already the rest of a step stays unknown: it would have to be
    // quantized again.
    void measureConstantPart(const profiling::MeasurementKey& key) {
        if (dynamic_cast<const packed::PackedCheckpoint*>(&source_))
            return;
        auto& measurements = *std::ranges::find(result_.profile.measurements, key,
                                                &profiling::DeviceMeasurements::key);
        if (!measurements.constantSeconds)
            measurements.constantSeconds = measureConstant(source_, result_.profile, key,
                                                           path_.string() + ".constant", context_);
    }

    void setLatencies() {
        using Kind = LatencyRequest::Kind;
        const LatencyRequest& request = request_.latency;
        if (request.kind == Kind::Keep)
            return;
        profiling::setLatencies(result_.profile, *latencies());
        if (!request.smooth.value_or(request.kind == Kind::Measured || request.kind == Kind::Cuda))
            return;
        profiling::smoothLatencies(result_.profile);
        result_.profile.provenance["latency_smoothed"] = "more bits are never faster";
    }

    void takeMoments() {
        if (!request_.moments)
            return;
        const auto file = profiling::momentsPath(path_);
        if (request_.again || !std::filesystem::exists(file))
            measureMoments(file);
        else
            context_.note("the activation moments in " + file.string() + " are kept");
        const profiling::MomentsFile moments(file, source_.spec());
        setGains(moments);
        result_.profile.provenance["moments"] = moments.text("sample") + ", " +
                                                moments.text("sequences") + " x " +
                                                moments.text("length");
        profiling::writeProfile(path_, result_.profile);
    }

    void measureMoments(const std::filesystem::path& file) const {
        const std::filesystem::path folder = file.string() + ".work";
        SampleRequest request{request_.sample.text, request_.momentSequences, request_.momentLength,
                              request_.sample.seed};
        request.part = SamplePart::Front;
        const profiling::Sample sample = takeSample(source_, request, folder, context_);
        profiling::measureMoments(source_, sample, {file, folder}, context_);
    }

    // On text that the moments have not seen, unless they come from another file.
    void setGains(const profiling::MomentsFile& moments) {
        const std::filesystem::path folder = moments.path().string() + ".gains.work";
        SampleRequest request = request_.sample;
        request.part = SamplePart::Back;
        const profiling::Sample sample = takeSample(source_, request, folder, context_);
        // An interrupted pass is of use for the same moments only.
        const std::uint64_t labels =
            mix64(request.seed) ^
            hashName(moments.identity() + rotation::basisName(request_.basis));
        profiling::setFeedbackGains(result_.profile, source_, moments, sample, request_.basis,
                                    request_.sample.seed, {folder, labels, "feedback"}, context_);
    }

    const WeightSource& source_;
    const ProfileRequest& request_;
    const std::filesystem::path& path_;
    const RunContext& context_;
    std::filesystem::path workFolder_;
    ProfileResult result_;
};

std::span<const network::TokenId> partOf(std::span<const network::TokenId> ids,
                                         const SampleRequest& request) {
    const std::size_t back = ids.size() / 8;
    if (request.part == SamplePart::All || back < 2)
        return ids;
    return request.part == SamplePart::Front ? ids.first(ids.size() - back) : ids.last(back);
}

} // namespace

profiling::Sample takeSample(const WeightSource& source, const SampleRequest& request,
                             const std::filesystem::path& folder, const RunContext& context) {
    if (request.text.empty()) {
        const std::uint64_t seed = request.seed + (request.part == SamplePart::Back ? 1 : 0);
        return rememberedOwnText(source, {request.sequences, request.length, seed}, folder,
                                 context);
    }
    const auto tokenizer = tokenizer::Tokenizer::open(source.tokenizerSource());
    const auto ids = tokenizer->encode(readText(request.text), false);
    const auto part = partOf(ids, request);
    const auto size = static_cast<std::int64_t>(part.size());
    const bool shorter = request.part == SamplePart::Back;
    return profiling::sampleFromText(part, request.sequences,
                                     shorter ? std::min(request.length, size) : request.length,
                                     pathText(request.text));
}

ProfileResult makeProfile(const WeightSource& source, const ProfileRequest& request,
                          const std::filesystem::path& path, const RunContext& context) {
    return ProfileJob(source, request, path, context).run();
}

} // namespace fracbit::pipeline
