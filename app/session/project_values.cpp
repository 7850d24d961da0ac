#include "session/project_values.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace fracbit::app {

namespace {

using allocation::Problem;
using allocation::Restriction;
using pipeline::ProjectRestriction;

// To the nearest: a budget at the very limit must not become infeasible by being stored.
constexpr double kFemtosecondsPerSecond = 1e15;

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

// Names to indices.
class Finder {
public:
    Finder(const pipeline::Project& project, const OpenedProfile& profile)
        : profile_(project.profile.string()), problem_(*profile.problem) {
        for (std::size_t i = 0; i < problem_.layers.size(); ++i)
            layers_[problem_.layers[i].name] = static_cast<int>(i);
        for (std::size_t i = 0; i < problem_.schemes.size(); ++i)
            schemes_[problem_.schemes[i].name] = static_cast<int>(i);
        for (std::size_t i = 0; i < problem_.variants.size(); ++i)
            variants_[problem_.variants[i]] = static_cast<int>(i);
    }

    int layer(const std::string& name) const { return find(layers_, name, "layer"); }
    int scheme(const std::string& name) const { return find(schemes_, name, "scheme"); }
    int variant(const std::string& name) const { return find(variants_, name, "kernel variant"); }

    // What the assignment costs in a problem of the profile.
    allocation::Solution solution(const pipeline::SchemeByLayer& schemes, const Problem& problem,
                                  allocation::Fusion fusion) const {
        std::vector<int> chosen(problem_.layers.size(), -1);
        for (const auto& [layerName, schemeName] : schemes)
            chosen[at(layer(layerName))] = scheme(schemeName);
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (chosen[i] < 0)
                fail("the project gives no scheme to layer '" + problem_.layers[i].name + "'");
        return allocation::evaluate(problem, std::move(chosen), fusion);
    }

private:
    int find(const std::map<std::string, int>& known, const std::string& name,
             const char* what) const {
        const auto found = known.find(name);
        if (found == known.end())
            fail(std::string("has no ") + what + " '" + name +
                 "', which the project names; it is another profile");
        return found->second;
    }
    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::InvalidFile, profile_, reason);
    }

    std::string profile_;
    const Problem& problem_;
    std::map<std::string, int> layers_;
    std::map<std::string, int> schemes_;
    std::map<std::string, int> variants_;
};

Decision decisionOf(const pipeline::ProjectDecision& stored, const Finder& finder) {
    Decision decision;
    decision.budgets.memory = stored.memoryBytes;
    if (stored.latencySeconds)
        decision.budgets.latency = std::llround(*stored.latencySeconds * kFemtosecondsPerSecond);
    decision.fusion = stored.fusion ? allocation::Fusion::On : allocation::Fusion::Off;
    decision.feedback = stored.feedback ? pipeline::Feedback::On : pipeline::Feedback::Off;
    decision.deviceMemory = stored.deviceMemoryBytes;
    decision.context = stored.context;
    decision.keyValueBits = stored.keyValueBits;
    for (const std::string& name : stored.excludedSchemes)
        decision.excludedSchemes.push_back(finder.scheme(name));
    for (const std::string& name : stored.excludedVariants)
        decision.excludedVariants.push_back(finder.variant(name));
    for (std::vector<int>* rising : {&decision.excludedSchemes, &decision.excludedVariants})
        std::sort(rising->begin(), rising->end());
    for (const ProjectRestriction& entry : stored.restrictions) {
        Restriction& made = decision.restrictions.emplace_back();
        made.kind = static_cast<Restriction::Kind>(entry.kind); // the same kinds in the same order
        made.where.layer = finder.layer(entry.layer);
        made.scheme = entry.scheme.empty() ? 0 : finder.scheme(entry.scheme);
        made.bits = entry.bits;
    }
    return decision;
}

pipeline::ProjectDecision stored(const Decision& decision, const Problem& problem) {
    pipeline::ProjectDecision result;
    result.memoryBytes = decision.budgets.memory;
    if (decision.budgets.latency)
        result.latencySeconds = allocation::secondsFromFemtoseconds(*decision.budgets.latency);
    result.fusion = decision.fusion == allocation::Fusion::On;
    result.feedback = decision.feedback == pipeline::Feedback::On;
    result.deviceMemoryBytes = decision.deviceMemory;
    result.context = decision.context;
    result.keyValueBits = decision.keyValueBits;
    for (int scheme : decision.excludedSchemes)
        result.excludedSchemes.push_back(problem.schemes[at(scheme)].name);
    for (int variant : decision.excludedVariants)
        result.excludedVariants.push_back(problem.variants[at(variant)]);
    for (const Restriction& entry : decision.restrictions) {
        const bool named =
            entry.kind == Restriction::Kind::Pin || entry.kind == Restriction::Kind::Ban;
        result.restrictions.push_back(
            {static_cast<ProjectRestriction::Kind>(entry.kind),
             problem.layers[at(entry.where.layer.value())].name,
             named ? problem.schemes[at(entry.scheme)].name : std::string(), entry.bits});
    }
    return result;
}

pipeline::SchemeByLayer stored(const allocation::Solution& solution, const Problem& problem) {
    pipeline::SchemeByLayer schemes;
    for (std::size_t i = 0; i < solution.schemes.size(); ++i)
        schemes[problem.layers[i].name] = problem.schemes[at(solution.schemes[i])].name;
    return schemes;
}

// A snapshot's proof is not kept in the file; its loss is computed anew and is no bound.
AllocationPtr allocationOf(const pipeline::ProjectSnapshot& entry, const Finder& finder,
                           const OpenedProfile& profile) {
    Allocation result{decisionOf(entry.decision, finder), nullptr, {}};
    result.problem = problemOf(profile, result.decision);
    result.result.solution =
        finder.solution(entry.schemes, *result.problem, result.decision.fusion);
    return std::make_shared<const Allocation>(std::move(result));
}

MeasurementPtr measurementOf(const pipeline::ProjectMeasurement& entry, const Finder& finder,
                             const OpenedProfile& profile) {
    Measurement result;
    result.name = QString::fromStdString(entry.name);
    result.feedback = entry.feedback ? pipeline::Feedback::On : pipeline::Feedback::Off;
    Decision decision;
    decision.feedback = result.feedback;
    const auto problem = problemOf(profile, decision);
    result.solution = finder.solution(entry.schemes, *problem, allocation::Fusion::On);
    result.kl = entry.kl;
    result.klStandardError = entry.klStandardError;
    result.perplexity = entry.perplexity;
    result.sameTop = entry.sameTop;
    result.tokens = entry.tokens;
    result.text = QString::fromStdString(entry.text);
    result.folder = entry.folder;
    return std::make_shared<const Measurement>(std::move(result));
}

pipeline::ProjectMeasurement stored(const Measurement& entry, const Problem& problem) {
    return {entry.name.toStdString(),
            stored(entry.solution, problem),
            entry.kl,
            entry.klStandardError,
            entry.perplexity,
            entry.sameTop,
            entry.tokens,
            entry.text.toStdString(),
            entry.folder,
            entry.feedback == pipeline::Feedback::On};
}

} // namespace

RestoredWork restoreWork(const pipeline::Project& project, const OpenedProfile& profile) {
    const Finder finder(project, profile);
    RestoredWork work{decisionOf(project.decision, finder), {}, {}};
    for (const pipeline::ProjectSnapshot& entry : project.snapshots)
        work.snapshots.push_back(
            {QString::fromStdString(entry.name), allocationOf(entry, finder, profile)});
    for (const pipeline::ProjectMeasurement& entry : project.measurements)
        work.measurements.push_back(measurementOf(entry, finder, profile));
    return work;
}

void storeWork(const RestoredWork& work, const Problem& problem, pipeline::Project& project) {
    project.decision = stored(work.decision, problem);
    project.snapshots.clear();
    for (const Snapshot& snapshot : work.snapshots)
        project.snapshots.push_back({snapshot.name.toStdString(),
                                     stored(snapshot.allocation->decision, problem),
                                     stored(snapshot.allocation->result.solution, problem)});
    project.measurements.clear();
    for (const MeasurementPtr& measurement : work.measurements)
        project.measurements.push_back(stored(*measurement, problem));
}

} // namespace fracbit::app
