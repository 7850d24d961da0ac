// Making a profile: sensitivities, distortions and latencies into one file, resumable.
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"
#include "profiling/device_model.h"
#include "profiling/profile_file.h"
#include "profiling/sample.h"

#include <filesystem>
#include <optional>
#include <string>

namespace fracbit::pipeline {

// Front and back have no token in common: of a text the last eighth is the back, and what the model
// writes comes from another seed. A text of a few tokens is both.
enum class SamplePart { All, Front, Back };

struct SampleRequest {
    std::filesystem::path text; // empty: what the model itself writes
    std::int64_t sequences = 16;
    std::int64_t length = 256;
    std::uint64_t seed = 0;
    SamplePart part = SamplePart::All;
};

// From the text, or from the model, remembered in the folder.
profiling::Sample takeSample(const checkpoint::WeightSource& source, const SampleRequest& request,
                             const std::filesystem::path& folder, const RunContext& context);

enum class Estimator { Fisher, Noise, Imported };

struct LatencyRequest {
    enum class Kind {
        Keep,     // what an earlier run has put into the profile, or none
        Measured, // on this machine's processor, with as many threads as the job has
        Cuda,     // measured on this machine's first CUDA device
        Model,    // of a device that is not at hand
        File,     // a table of the reference code, or another profile
    };
    Kind kind = Kind::Keep;
    profiling::DeviceModel device; // Model
    std::filesystem::path file;    // File
    int batch = 1;                 // Measured, Cuda (at most 8), Model
    // Whether more bits are made never faster, see profiling::smoothLatencies(). Not said: measured
    // times are.
    std::optional<bool> smooth{};
};

struct ProfileRequest {
    Estimator estimator = Estimator::Fisher;
    std::filesystem::path coefficients; // Imported
    SampleRequest sample;
    bool distortion = true; // measure the palette's error on rows of the model's own weights
    rotation::Basis basis = rotation::Basis::Inputs; // that layers are to be quantized in
    LatencyRequest latency;
    // Activation moments into momentsPath(profile), and what feedback gains into the profile. A
    // file that lies there already and fits the model is taken as it is, whoever made it.
    bool moments = false;
    // Their sample; its text and seed are those above. More than sensitivities need: a matrix of
    // d_in^2 numbers is to be estimated.
    std::int64_t momentSequences = 96;
    std::int64_t momentLength = 512;
    bool again = false; // replace what an earlier run has measured
};

struct ProfileResult {
    profiling::Profile profile;
    bool reused = false; // the sensitivities are those of an earlier run
};

// Writes `path`, first with the sensitivities, then with what follows. Incremental: a profile that
// is there already, of the same model and with the same request for sensitivities, keeps them and
// only gets what it lacks. Resumable: an interrupted estimate goes on from `<path>.work`.
// Throws what the parts throw; Error(InvalidArgument) for coefficients without Imported and the
// other way round.
ProfileResult makeProfile(const checkpoint::WeightSource& source, const ProfileRequest& request,
                          const std::filesystem::path& path, const RunContext& context);

} // namespace fracbit::pipeline
