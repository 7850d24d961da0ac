// A loaded profile and the allocation problem it poses. Immutable and shared; published whole by
// the job that loaded it.
#pragma once

#include "allocation/problem.h"
#include "allocation/solution.h"
#include "base/progress.h"
#include "pipeline/quantization_plan.h"
#include "profiling/profile_file.h"

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
    QString name; // the file's, without its endings
    profiling::Profile profile;
    std::shared_ptr<const allocation::Problem> problem;
    bool knowsFeedback = false;     // there are activation moments beside it, and what they gain
    std::filesystem::path moments;  // that the problem counts on; empty: it is one without feedback
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

// With `feedback`, the problem counts on feedback of errors if the profile knows of it.
// Throws fracbit::Error: not a profile, or one that poses no valid problem.
OpenedProfilePtr openProfile(const std::filesystem::path& path, bool feedback,
                             const RunContext& context);

// The plan of a solution, with the moments that the problem counts on.
pipeline::QuantizationPlan planOf(const OpenedProfile& profile,
                                  const allocation::Solution& solution);

} // namespace fracbit::app
