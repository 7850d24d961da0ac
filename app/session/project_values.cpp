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
    Finder(const pipeline::Project& project, const Problem& problem)
        : profile_(project.profile.string()), problem_(problem) {
        for (std::size_t i = 0; i < problem.layers.size(); ++i)
            layers_[problem.layers[i].name] = static_cast<int>(i);
        for (std::size_t i = 0; i < problem.schemes.size(); ++i)
            schemes_[problem.schemes[i].name] = static_cast<int>(i);
    }

    int layer(const std::string& name) const { return find(layers_, name, "layer"); }
    int scheme(const std::string& name) const { return find(schemes_, name, "scheme"); }

    allocation::Solution solution(const pipeline::SchemeByLayer& schemes,
                                  allocation::Fusion fusion) const {
        std::vector<int> chosen(problem_.layers.size(), -1);
        for (const auto& [layerName, schemeName] : schemes)
            chosen[at(layer(layerName))] = scheme(schemeName);
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (chosen[i] < 0)
                fail("the project gives no scheme to layer '" + problem_.layers[i].name + "'");
        return allocation::evaluate(problem_, std::move(chosen), fusion);
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
};

Decision decisionOf(const pipeline::ProjectDecision& stored, const Finder& finder) {
    Decision decision;
    decision.budgets.memory = stored.memoryBytes;
    if (stored.latencySeconds)
        decision.budgets.latency = std::llround(*stored.latencySeconds * kFemtosecondsPerSecond);
    decision.fusion = stored.fusion ? allocation::Fusion::On : allocation::Fusion::Off;
    for (const std::string& name : stored.excludedSchemes)
        decision.excludedSchemes.push_back(finder.scheme(name));
    std::sort(decision.excludedSchemes.begin(), decision.excludedSchemes.end());
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
    for (int scheme : decision.excludedSchemes)
        result.excludedSchemes.push_back(problem.schemes[at(scheme)].name);
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
AllocationPtr allocationOf(const pipeline::ProjectSnapshot& entry, const Finder& finder) {
    Decision decision = decisionOf(entry.decision, finder);
    allocation::Result result;
    result.solution = finder.solution(entry.schemes, decision.fusion);
    return std::make_shared<const Allocation>(Allocation{std::move(decision), std::move(result)});
}

MeasurementPtr measurementOf(const pipeline::ProjectMeasurement& entry, const Finder& finder) {
    Measurement result;
    result.name = QString::fromStdString(entry.name);
    result.solution = finder.solution(entry.schemes, allocation::Fusion::On);
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
            entry.folder.string()};
}

} // namespace

RestoredWork restoreWork(const pipeline::Project& project, const OpenedProfile& profile) {
    const Finder finder(project, *profile.problem);
    RestoredWork work{decisionOf(project.decision, finder), {}, {}};
    for (const pipeline::ProjectSnapshot& entry : project.snapshots)
        work.snapshots.push_back({QString::fromStdString(entry.name), allocationOf(entry, finder)});
    for (const pipeline::ProjectMeasurement& entry : project.measurements)
        work.measurements.push_back(measurementOf(entry, finder));
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
