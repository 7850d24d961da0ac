#include "session/allocation_session.h"

#include "allocation/solver.h"
#include "session/opened_profile.h"

#include <algorithm>

namespace fracbit::app {

namespace {

// The budget a new profile begins with: a common compromise between size and loss.
constexpr double kFirstBits = 3.25;
// Enough for a smooth curve at the width of a screen.
constexpr std::size_t kFrontPoints = 60;

enum MergeKey { MergeMemory = 1, MergeLatency = 2 };

Decision firstDecision(const OpenedProfile& profile) {
    const double wanted = kFirstBits / 8.0 * static_cast<double>(profile.weights);
    Decision decision;
    decision.budgets.memory = std::clamp(static_cast<allocation::Bytes>(wanted),
                                         profile.memory.least, profile.memory.most);
    return decision;
}

allocation::Constraints constraintsOf(const Decision& decision) {
    return {.restrictions = decision.restrictions, .equal = {}};
}

FrontsPtr makeFronts(const std::shared_ptr<const allocation::Problem>& problem,
                     const Decision& decision, const RunContext& context) {
    const allocation::Solver solver(problem, constraintsOf(decision), decision.fusion);
    const allocation::Limits limits{.stop = context.stop};
    auto fronts = std::make_shared<Fronts>();
    fronts->memory = solver.front(allocation::Axis::Memory, kFrontPoints, {}, limits);
    context.throwIfCancelled();
    if (problem->hasLatency())
        fronts->latency = solver.front(allocation::Axis::Latency, kFrontPoints, {}, limits);
    fronts->uniform = uniformAllocations(*problem, decision.fusion);
    return fronts;
}

} // namespace

// A step of the history: from one decision to the next.
class ChangeDecision final : public QUndoCommand {
public:
    ChangeDecision(AllocationSession& session, Decision after, const QString& text, int mergeKey)
        : QUndoCommand(text), session_(session), before_(session.decision()),
          after_(std::move(after)), mergeKey_(mergeKey) {}

    void undo() override { session_.apply(before_); }
    void redo() override { session_.apply(after_); }
    int id() const override { return mergeKey_; }
    bool mergeWith(const QUndoCommand* other) override {
        after_ = static_cast<const ChangeDecision*>(other)->after_;
        return true;
    }

private:
    AllocationSession& session_;
    Decision before_;
    Decision after_;
    int mergeKey_;
};

AllocationSession::AllocationSession(QObject* parent) : QObject(parent) {}

AllocationSession::~AllocationSession() = default;

void AllocationSession::open(const QString& path) {
    path_ = path;
    failureMessage_.clear();
    Job<OpenedProfilePtr> job;
    job.work = [file = std::filesystem::path(path.toStdString())](const RunContext& context) {
        return openProfile(file, context);
    };
    job.succeeded = [this](const OpenedProfilePtr& profile) { publish(profile); };
    job.failed = [this](const JobFailure& failure) { fail(failure); };
    openLane_.start(std::move(job));
    setPhase(Phase::Opening);
}

void AllocationSession::publish(const OpenedProfilePtr& profile) {
    solveLane_.cancel();
    frontLane_.cancel();
    profile_ = profile;
    allocation_.reset();
    reference_.reset();
    fronts_.reset();
    solver_.reset();
    infeasible_.clear();
    history_.clear();
    decision_ = firstDecision(*profile);
    setPhase(Phase::Ready);
    emit opened(path_);
    emit decisionChanged();
    emit referenceChanged();
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

void AllocationSession::change(Decision decision, const QString& text, int mergeKey) {
    history_.push(new ChangeDecision(*this, std::move(decision), text, mergeKey));
}

void AllocationSession::apply(const Decision& decision) {
    const bool constraintsChanged = !sameConstraints(decision, decision_);
    decision_ = decision;
    emit decisionChanged();
    if (constraintsChanged) {
        solver_.reset();
        computeFronts();
    }
    solve();
}

void AllocationSession::solve() {
    Job<Solved> job;
    job.work = [problem = profile_->problem, decision = decision_,
                solver = solver_](const RunContext& context) mutable {
        if (!solver)
            solver = std::make_shared<const allocation::Solver>(problem, constraintsOf(decision),
                                                                decision.fusion);
        const allocation::Limits limits{.stop = context.stop};
        return Solved{solver, std::make_shared<const Allocation>(
                                  Allocation{decision, solver->solve(decision.budgets, limits)})};
    };
    job.succeeded = [this](const Solved& solved) {
        if (sameConstraints(solved.allocation->decision, decision_))
            solver_ = solved.solver;
        allocation_ = solved.allocation;
        infeasible_.clear();
        emit allocationChanged();
    };
    job.failed = [this](const JobFailure& failure) {
        infeasible_ = failure.message;
        emit allocationChanged();
    };
    solveLane_.start(std::move(job));
}

void AllocationSession::computeFronts() {
    Job<FrontsPtr> job;
    job.work = [problem = profile_->problem, decision = decision_](const RunContext& context) {
        return makeFronts(problem, decision, context);
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

void AllocationSession::setMemoryBudget(std::optional<allocation::Bytes> budget) {
    if (budget == decision_.budgets.memory || (!budget && !decision_.budgets.latency))
        return;
    Decision next = decision_;
    next.budgets.memory = budget;
    change(std::move(next), tr("Memory budget"), MergeMemory);
}

void AllocationSession::setLatencyBudget(std::optional<allocation::Femtoseconds> budget) {
    if (budget == decision_.budgets.latency || (!budget && !decision_.budgets.memory))
        return;
    Decision next = decision_;
    next.budgets.latency = budget;
    change(std::move(next), tr("Latency budget"), MergeLatency);
}

void AllocationSession::setFusion(allocation::Fusion fusion) {
    if (fusion == decision_.fusion)
        return;
    Decision next = decision_;
    next.fusion = fusion;
    change(std::move(next),
           fusion == allocation::Fusion::On ? tr("Allow fusion") : tr("Forbid fusion"));
}

QString AllocationSession::describe(const std::vector<int>& layers) const {
    if (layers.size() == 1)
        return QString::fromStdString(
            profile_->problem->layers[static_cast<std::size_t>(layers.front())].name);
    return tr("%n layer(s)", nullptr, static_cast<int>(layers.size()));
}

namespace {

allocation::Restriction restriction(allocation::Restriction::Kind kind, int layer, int scheme) {
    allocation::Restriction made;
    made.kind = kind;
    made.where.layer = layer;
    made.scheme = scheme;
    return made;
}

// Drops restrictions of the layers: all, or only pins.
void drop(Decision& decision, const std::vector<int>& layers, bool pinsOnly) {
    std::erase_if(decision.restrictions, [&](const allocation::Restriction& candidate) {
        const bool concerned = std::find(layers.begin(), layers.end(),
                                         candidate.where.layer.value_or(-1)) != layers.end();
        return concerned && (!pinsOnly || candidate.kind == allocation::Restriction::Kind::Pin);
    });
}

} // namespace

void AllocationSession::pin(const std::vector<int>& layers, int scheme) {
    Decision next = decision_;
    drop(next, layers, false);
    for (int layer : layers)
        next.restrictions.push_back(restriction(allocation::Restriction::Kind::Pin, layer, scheme));
    const std::string& name = profile_->problem->schemes[static_cast<std::size_t>(scheme)].name;
    change(std::move(next), tr("Pin %1 to %2").arg(describe(layers), QString::fromStdString(name)));
}

void AllocationSession::ban(const std::vector<int>& layers, int scheme) {
    Decision next = decision_;
    drop(next, layers, true);
    for (int layer : layers)
        next.restrictions.push_back(restriction(allocation::Restriction::Kind::Ban, layer, scheme));
    const std::string& name = profile_->problem->schemes[static_cast<std::size_t>(scheme)].name;
    change(std::move(next),
           tr("Ban %2 from %1").arg(describe(layers), QString::fromStdString(name)));
}

void AllocationSession::release(const std::vector<int>& layers) {
    Decision next = decision_;
    drop(next, layers, false);
    if (next.restrictions.size() != decision_.restrictions.size())
        change(std::move(next), tr("Release %1").arg(describe(layers)));
}

void AllocationSession::keepReference() {
    reference_ = allocation_;
    emit referenceChanged();
}

void AllocationSession::dropReference() {
    reference_.reset();
    emit referenceChanged();
}

} // namespace fracbit::app
