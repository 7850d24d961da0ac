#include "session/allocation_session.h"

#include "allocation/solver.h"
#include "session/file_names.h"
#include "session/opened_profile.h"
#include "session/project_values.h"

#include <algorithm>

namespace fracbit::app {

namespace {

// The budget a new profile begins with: a common compromise between size and loss.
constexpr double kFirstBits = 3.25;
// Enough for a smooth curve at the width of a screen.
constexpr std::size_t kFrontPoints = 60;
constexpr int kIdealPoints = 60;
// A search for what is shown while a budget moves: with the drawing it fits into two frames of a
// screen. The proof may take longer, up to the time that `fracbit solve` gives itself.
constexpr double kFrameSeconds = 0.015;
constexpr double kFrameGap = 1e-5; // nobody sees the difference
constexpr double kLongestProof = 60;

Decision firstDecision(const OpenedProfile& profile) {
    const double wanted = kFirstBits / 8.0 * static_cast<double>(profile.weights);
    Decision decision;
    decision.budgets.memory = std::clamp(static_cast<allocation::Bytes>(wanted),
                                         profile.memory.least, profile.memory.most);
    return decision;
}

allocation::Solver makeSolver(const OpenedProfile& profile,
                              const std::shared_ptr<const allocation::Problem>& problem,
                              const Decision& decision) {
    return {problem, constraintsOf(decision, *profile.problem), decision.fusion};
}

AllocationPtr solved(const allocation::Solver& solver,
                     const std::shared_ptr<const allocation::Problem>& problem,
                     const Decision& decision, const allocation::Limits& limits) {
    const allocation::Budgets& budgets = decision.budgets;
    Allocation found{decision, problem, solver.solve(budgets, limits)};
    found.nextMemory = solver.nextSwap(found.result, budgets, allocation::Axis::Memory);
    found.nextLatency = solver.nextSwap(found.result, budgets, allocation::Axis::Latency);
    return std::make_shared<const Allocation>(std::move(found));
}

FrontsPtr makeFronts(const OpenedProfile& profile,
                     const std::shared_ptr<const allocation::Problem>& problem,
                     const Decision& decision, const RunContext& context) {
    const allocation::Solver solver = makeSolver(profile, problem, decision);
    const allocation::Limits limits{.stop = context.stop};
    auto fronts = std::make_shared<Fronts>();
    fronts->memory = solver.front(allocation::Axis::Memory, kFrontPoints, {}, limits);
    context.throwIfCancelled();
    if (problem->hasLatency())
        fronts->latency = solver.front(allocation::Axis::Latency, kFrontPoints, {}, limits);
    fronts->uniform = uniformAllocations(*problem, decision.fusion);
    fronts->ideal = idealAllocations(*problem, kIdealPoints);
    return fronts;
}

} // namespace

AllocationSession::AllocationSession(QObject* parent) : QObject(parent) {}

AllocationSession::~AllocationSession() = default;

// What the job of open() brings.
struct AllocationSession::Opened {
    OpenedProfilePtr profile;
    RestoredWork work;
};

void AllocationSession::open(const QString& path,
                             std::shared_ptr<const pipeline::Project> project) {
    path_ = path;
    project_ = project;
    failureMessage_.clear();
    Job<Opened> job;
    job.work = [file = filePath(path_), project](const RunContext& context) {
        const OpenedProfilePtr profile = openProfile(file, context);
        return Opened{profile, project ? restoreWork(*project, *profile)
                                       : RestoredWork{firstDecision(*profile), {}, {}}};
    };
    job.succeeded = [this](const Opened& opened) { publish(opened); };
    job.failed = [this](const JobFailure& failure) { fail(failure); };
    openLane_.start(std::move(job));
    setPhase(Phase::Opening);
}

void AllocationSession::publish(const Opened& opened) {
    solveLane_.cancel();
    refineLane_.cancel();
    frontLane_.cancel();
    profile_ = opened.profile;
    allocation_.reset();
    reference_.reset();
    measurements_ = opened.work.measurements;
    snapshots_ = opened.work.snapshots;
    fronts_.reset();
    solver_.reset();
    infeasible_.clear();
    history_.clear();
    decision_ = opened.work.decision;
    problem_ = problemOf(*profile_, decision_);
    setPhase(Phase::Ready);
    emit this->opened(path_);
    emit decisionChanged();
    emit referenceChanged();
    emit snapshotsChanged();
    emit measurementsChanged();
    solve();
    computeFronts();
}

void AllocationSession::fail(const JobFailure& failure) {
    failureMessage_ = failure.message;
    setPhase(Phase::Failed);
}

void AllocationSession::returnToProfile() {
    openLane_.cancel();
    failureMessage_.clear();
    path_ = profile_ ? profile_->path : QString();
    setPhase(profile_ ? Phase::Ready : Phase::Empty);
}

void AllocationSession::close() {
    solveLane_.cancel();
    refineLane_.cancel();
    frontLane_.cancel();
    profile_.reset();
    allocation_.reset();
    fronts_.reset();
    history_.clear();
    returnToProfile();
}

void AllocationSession::setPhase(Phase phase) {
    phase_ = phase;
    emit phaseChanged();
}

void AllocationSession::apply(const Decision& decision) {
    const bool constraintsChanged = !sameConstraints(decision, decision_);
    decision_ = decision;
    emit decisionChanged();
    if (constraintsChanged) {
        problem_ = problemOf(*profile_, decision_);
        solver_.reset();
        computeFronts();
    }
    solve();
}

struct AllocationSession::Solved {
    std::shared_ptr<const allocation::Solver> solver;
    AllocationPtr allocation;
};

void AllocationSession::startSolving(JobLane& lane, allocation::Limits limits,
                                     std::function<void(const Solved&)> succeeded,
                                     std::function<void(const JobFailure&)> failed) {
    Job<Solved> job;
    job.work = [profile = profile_, problem = problem_, decision = decision_, solver = solver_,
                limits](const RunContext& context) mutable {
        if (!solver)
            solver =
                std::make_shared<const allocation::Solver>(makeSolver(*profile, problem, decision));
        limits.stop = context.stop;
        return Solved{solver, solved(*solver, problem, decision, limits)};
    };
    job.succeeded = std::move(succeeded);
    job.failed = std::move(failed);
    lane.start(std::move(job));
}

void AllocationSession::solve() {
    refineLane_.cancel();
    const auto found = [this](const Solved& solved) {
        show(solved);
        const Allocation& allocation = *solved.allocation;
        if (!allocation.result.proven && isCurrent(allocation.decision))
            refine();
    };
    const auto failed = [this](const JobFailure& failure) {
        // That nothing was found so soon does not mean that there is nothing.
        if (failure.code == ErrorCode::Infeasible)
            refine();
        else
            showFailure(failure);
    };
    startSolving(solveLane_, {.stop = {}, .seconds = kFrameSeconds, .gap = kFrameGap}, found,
                 failed);
}

void AllocationSession::refine() {
    startSolving(
        refineLane_, {.stop = {}, .seconds = kLongestProof},
        [this](const Solved& solved) { show(solved); },
        [this](const JobFailure& failure) { showFailure(failure); });
}

bool AllocationSession::isCurrent(const Decision& decision) const {
    return sameConstraints(decision, decision_) && decision.budgets == decision_.budgets;
}

void AllocationSession::show(const Solved& solved) {
    if (sameConstraints(solved.allocation->decision, decision_))
        solver_ = solved.solver;
    allocation_ = solved.allocation;
    infeasible_.clear();
    emit allocationChanged();
}

void AllocationSession::showFailure(const JobFailure& failure) {
    infeasible_ = failure.message;
    emit allocationChanged();
}

void AllocationSession::computeFronts() {
    Job<FrontsPtr> job;
    job.work = [profile = profile_, problem = problem_,
                decision = decision_](const RunContext& context) {
        return makeFronts(*profile, problem, decision, context);
    };
    job.succeeded = [this](const FrontsPtr& fronts) {
        fronts_ = fronts;
        emit frontsChanged();
    };
    // Constraints that contradict one another: the solve of the same decision says why.
    job.failed = [this](const JobFailure&) {
        fronts_.reset();
        emit frontsChanged();
    };
    frontLane_.start(std::move(job));
}

} // namespace fracbit::app
