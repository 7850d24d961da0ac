// The allocation that is being worked on: profile, decision, history, results. No widgets.
//
// Every edit is an undo command on a Decision; results are computed from a snapshot of it on the
// lanes of this object and published whole. Only the newest decision is solved: what is found
// within a frame is shown at once, so that a picture follows the hand, and the search for the proof
// goes on until it is there, has taken a minute, or the decision changes.
#pragma once

#include "jobs/job_lane.h"
#include "session/decision.h"

#include <QObject>
#include <QUndoStack>

namespace fracbit::allocation {
class Solver;
struct Limits;
} // namespace fracbit::allocation

namespace fracbit::pipeline {
struct Project;
}

namespace fracbit::app {

struct Measurement;
struct OpenedProfile;
using MeasurementPtr = std::shared_ptr<const Measurement>;
using OpenedProfilePtr = std::shared_ptr<const OpenedProfile>;

class AllocationSession final : public QObject {
    Q_OBJECT

public:
    enum class Phase { Empty, Opening, Ready, Failed };

    explicit AllocationSession(QObject* parent = nullptr);
    ~AllocationSession() override;

    Phase phase() const { return phase_; }
    const QString& path() const { return path_; }
    const QString& failureMessage() const { return failureMessage_; }
    const OpenedProfilePtr& profile() const { return profile_; }

    // Work is under way whose end will change what is shown.
    bool busy() const {
        return openLane_.busy() || solveLane_.busy() || refineLane_.busy() || frontLane_.busy();
    }

    // Opens a profile; with a project, as that left it.
    void open(const QString& path, std::shared_ptr<const pipeline::Project> project = {});
    void retry() { open(QString(path_), project_); }
    void returnToProfile(); // from Opening or Failed to what was open before
    void close();

    const Decision& decision() const { return decision_; }
    // The newest allocation that was found; null before the first.
    const AllocationPtr& allocation() const { return allocation_; }
    // Why there is none for the current decision; empty when there is one.
    const QString& infeasible() const { return infeasible_; }
    const FrontsPtr& fronts() const { return fronts_; }
    // An allocation kept for comparison; null when there is none.
    const AllocationPtr& reference() const { return reference_; }
    QUndoStack& history() { return history_; }

    // Edits. Budgets that follow one another become one step of the history.
    void setMemoryBudget(std::optional<allocation::Bytes> budget);
    void setLatencyBudget(std::optional<allocation::Femtoseconds> budget);
    void setFusion(allocation::Fusion fusion);
    void setFeedback(pipeline::Feedback feedback);
    void setExcludedSchemes(std::vector<int> schemes);
    void setExcludedVariants(std::vector<int> variants); // of kernels
    void pin(const std::vector<int>& layers, int scheme);
    void ban(const std::vector<int>& layers, int scheme);
    // At least or at most so many bits; replaces such a limit that the layers have.
    void limitBits(const std::vector<int>& layers, allocation::Restriction::Kind kind, double bits);
    void release(const std::vector<int>& layers); // drops all restrictions of the layers
    // Keeps the present allocation to compare others with.
    void keepReference() { setReference(allocation_); }
    void dropReference() { setReference(nullptr); }
    // To compare with any allocation; null for none.
    void setReference(const AllocationPtr& reference);
    const std::vector<Snapshot>& snapshots() const { return snapshots_; }
    void addSnapshot(const QString& name); // of the present allocation
    void removeSnapshot(std::size_t index);
    // Goes back to the decision of a snapshot: an edit like others.
    void restoreSnapshot(std::size_t index);
    // Allocations that were really quantized and compared with the original, oldest first.
    const std::vector<MeasurementPtr>& measurements() const { return measurements_; }
    void addMeasurement(const MeasurementPtr& measurement);
    void removeMeasurement(std::size_t index);

signals:
    void phaseChanged();
    void opened(const QString& path);
    void decisionChanged();
    void allocationChanged(); // allocation() or infeasible()
    void frontsChanged();
    void referenceChanged();
    void measurementsChanged();
    void snapshotsChanged();

private:
    friend class ChangeDecision;
    struct Solved;
    struct Opened;
    void publish(const Opened& opened);
    void fail(const JobFailure& failure);
    void setPhase(Phase phase);
    void change(Decision decision, const QString& text, int mergeKey = -1);
    void apply(const Decision& decision);
    void solve();
    void refine();
    void startSolving(JobLane& lane, allocation::Limits limits,
                      std::function<void(const Solved&)> succeeded,
                      std::function<void(const JobFailure&)> failed);
    void show(const Solved& solved);
    void showFailure(const JobFailure& failure);
    bool isCurrent(const Decision& decision) const;
    void computeFronts();
    QString describe(const std::vector<int>& layers) const;

    Phase phase_ = Phase::Empty;
    QString path_;
    QString failureMessage_;
    OpenedProfilePtr profile_;
    Decision decision_;
    AllocationPtr allocation_;
    AllocationPtr reference_;
    std::vector<MeasurementPtr> measurements_;
    std::vector<Snapshot> snapshots_;
    std::shared_ptr<const pipeline::Project> project_; // that is being opened, for retry()
    QString infeasible_;
    FrontsPtr fronts_;
    std::shared_ptr<const allocation::Problem> problem_; // of the present constraints
    std::shared_ptr<const allocation::Solver> solver_;   // of the present constraints, once made
    QUndoStack history_;
    JobLane openLane_{JobLane::Replace::StopRunning};
    JobLane solveLane_{JobLane::Replace::FinishRunning};
    JobLane refineLane_{JobLane::Replace::StopRunning};
    JobLane frontLane_{JobLane::Replace::StopRunning};
};

} // namespace fracbit::app
