// A loaded profile and the allocation problems it poses. Immutable and shared; published whole by
// the job that loaded it.
#pragma once

#include "allocation/problem.h"
#include "allocation/solution.h"
#include "base/progress.h"
#include "pipeline/quantization_plan.h"
#include "profiling/profile_file.h"
#include "session/decision.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::app {

// The least and the most that can be spent on a resource, whatever the loss.
struct Extent {
    std::int64_t least = 0;
    std::int64_t most = 0;
};

struct OpenedProfile {
    QString path;
    QString name;            // the file's, without its endings
    std::string fingerprint; // fileFingerprint()
    profiling::Profile profile;
    std::shared_ptr<const allocation::Problem> problem; // without feedback of errors
    // With it: layers cost what feedback leaves of their loss. Null where the profile knows nothing
    // of it, or the moments are not beside it.
    std::shared_ptr<const allocation::Problem> feedbackProblem;
    std::filesystem::path moments;  // beside the profile; empty without feedbackProblem
    std::vector<std::string> roles; // in the order of use: the rows of the picture
    int blocks = 0;                 // its columns
    std::vector<int> layerAt;       // roles x blocks: index of the layer, or -1
    std::int64_t weights = 0;
    Extent memory;                 // bytes of the linear layers
    std::optional<Extent> latency; // femtoseconds of a decoding step; absent without measurements

    int layer(int role, int block) const {
        return layerAt[static_cast<std::size_t>(role * blocks + block)];
    }
};

using OpenedProfilePtr = std::shared_ptr<const OpenedProfile>;

// Throws fracbit::Error: not a profile, or one that poses no valid problem.
OpenedProfilePtr openProfile(const std::filesystem::path& path, const RunContext& context);

// Whether errors are fed back when that is wished.
pipeline::Feedback feedbackOf(const OpenedProfile& profile, pipeline::Feedback wished);

// The problem that a decision is about: with feedback or without, and without the kernels of the
// variants that it leaves out. Layers, schemes and variants keep their indices.
std::shared_ptr<const allocation::Problem> problemOf(const OpenedProfile& profile,
                                                     const Decision& decision);

// The plan of an allocation, with what it was solved on and the moments that it counts on.
pipeline::QuantizationPlan planOf(const OpenedProfile& profile, const Allocation& allocation);

} // namespace fracbit::app
