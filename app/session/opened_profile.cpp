#include "session/opened_profile.h"

#include "allocation/solver.h"
#include "allocation/variants.h"
#include "base/checksum.h"
#include "pipeline/allocation_problem.h"
#include "profiling/moments_file.h"
#include "session/file_names.h"

#include <algorithm>

namespace fracbit::app {

namespace {

// More columns than any model has; a file that claims more is refused rather than drawn.
constexpr int kMaximumBlocks = 4096;

void layOut(OpenedProfile& opened, const std::filesystem::path& path) {
    const std::vector<profiling::ProfileLayer>& layers = opened.profile.layers;
    for (const profiling::ProfileLayer& layer : layers) {
        if (layer.block < 0 || layer.block >= kMaximumBlocks)
            throwInvalidFile(path, "layer '" + layer.name + "' has an impossible block");
        opened.blocks = std::max(opened.blocks, layer.block + 1);
        if (std::find(opened.roles.begin(), opened.roles.end(), layer.role) == opened.roles.end())
            opened.roles.push_back(layer.role);
    }
    opened.layerAt.assign(opened.roles.size() * static_cast<std::size_t>(opened.blocks), -1);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const auto role = std::find(opened.roles.begin(), opened.roles.end(), layers[i].role);
        const auto row = static_cast<std::size_t>(role - opened.roles.begin());
        opened.layerAt[row * static_cast<std::size_t>(opened.blocks) +
                       static_cast<std::size_t>(layers[i].block)] = static_cast<int>(i);
    }
}

Extent extent(const allocation::Solver& solver, allocation::Axis axis, const RunContext& context) {
    const allocation::Front ends = solver.front(axis, 2, {}, {.stop = context.stop});
    const auto cost = [axis](const allocation::FrontPoint& point) {
        return axis == allocation::Axis::Memory ? point.solution.memory : *point.solution.latency;
    };
    return {cost(ends.points.front()), cost(ends.points.back())};
}

std::shared_ptr<const allocation::Problem> posed(const profiling::Profile& profile,
                                                 pipeline::Feedback feedback) {
    return std::make_shared<const allocation::Problem>(
        pipeline::allocationProblem(profile, {}, feedback));
}

// Both the gains and the moments are needed: one for the choice, the others to carry it out.
void addFeedback(OpenedProfile& opened, const std::filesystem::path& path) {
    const std::filesystem::path moments = profiling::momentsPath(path);
    if (!opened.profile.hasFeedback() || !std::filesystem::exists(moments))
        return;
    opened.moments = std::filesystem::absolute(moments);
    opened.feedbackProblem = posed(opened.profile, pipeline::Feedback::On);
}

} // namespace

OpenedProfilePtr openProfile(const std::filesystem::path& path, const RunContext& context) {
    auto opened = std::make_shared<OpenedProfile>();
    opened->path = fileText(path);
    opened->name = fileText(path.stem().stem());
    opened->profile = profiling::readProfile(path);
    opened->fingerprint = fileFingerprint(path);
    context.throwIfCancelled();
    layOut(*opened, path);
    opened->problem = posed(opened->profile, pipeline::Feedback::Off);
    addFeedback(*opened, path);
    opened->weights = opened->problem->weights();
    const allocation::Solver solver(opened->problem, {}, allocation::Fusion::On);
    opened->memory = extent(solver, allocation::Axis::Memory, context);
    if (opened->problem->hasLatency())
        opened->latency = extent(solver, allocation::Axis::Latency, context);
    return opened;
}

pipeline::Feedback feedbackOf(const OpenedProfile& profile, pipeline::Feedback wished) {
    return profile.feedbackProblem ? wished : pipeline::Feedback::Off;
}

std::shared_ptr<const allocation::Problem> problemOf(const OpenedProfile& profile,
                                                     const Decision& decision) {
    const bool feedback = feedbackOf(profile, decision.feedback) == pipeline::Feedback::On;
    const auto& whole = feedback ? profile.feedbackProblem : profile.problem;
    if (decision.excludedVariants.empty())
        return whole;
    return std::make_shared<const allocation::Problem>(
        allocation::withoutVariants(*whole, decision.excludedVariants));
}

pipeline::QuantizationPlan planOf(const OpenedProfile& profile, const Allocation& allocation) {
    pipeline::QuantizationPlan plan =
        pipeline::planOf(*allocation.problem, allocation.result.solution, profile.profile.basis());
    pipeline::setOrigin(plan, profile.profile, profile.fingerprint);
    plan.feedback = feedbackOf(profile, allocation.decision.feedback);
    if (plan.feedback == pipeline::Feedback::On)
        plan.moments = profile.moments;
    return plan;
}

} // namespace fracbit::app
