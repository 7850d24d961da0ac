// The long work of the window: profiling, quantizing, measuring, generating. One job at a time;
// what it is, how far it is and when it will end. No widgets.
#pragma once

#include "jobs/job_lane.h"
#include "session/progress_clock.h"

#include <QObject>

namespace fracbit::app {

class Work final : public QObject {
    Q_OBJECT

public:
    enum class Kind { None, Profile, Quantize, Measure, Chat };

    explicit Work(QObject* parent = nullptr);

    // What runs, or ended last and nobody has dismissed: a failure, or work that was cancelled.
    Kind kind() const { return kind_; }
    bool running() const { return running_; }
    bool paused() const { return paused_; }
    const WorkProgress& progress() const { return progress_; }
    const QString& failure() const { return failure_; } // empty: none
    bool cancelled() const { return cancelled_; }

    // Starts a job and takes over its `progressed` and `failed`. Refused (false) while another job
    // runs: long work is never thrown away silently.
    template <class Result>
    bool start(Kind kind, Job<Result> job);
    void setPaused(bool paused);
    // Stops it; what it leaves behind for a later run stays.
    void cancel();
    void dismiss(); // the failure, or that it was cancelled

signals:
    void changed();    // kind, running, paused, cancelled or failure
    void progressed(); // progress

private:
    bool begin(Kind kind);
    void end(const QString& failure);
    void follow(const Progress& progress);

    Kind kind_ = Kind::None;
    bool running_ = false;
    bool paused_ = false;
    bool cancelled_ = false;
    QString failure_;
    WorkProgress progress_;
    ProgressClock clock_;
    JobLane lane_{JobLane::Replace::StopRunning};
};

template <class Result>
bool Work::start(Kind kind, Job<Result> job) {
    if (!begin(kind))
        return false;
    job.progressed = [this](const Progress& progress) { follow(progress); };
    job.failed = [this](const JobFailure& failure) { end(failure.message); };
    job.succeeded = [this, succeeded = std::move(job.succeeded)](const Result& result) {
        end({});
        succeeded(result);
    };
    lane_.start(std::move(job));
    return true;
}

} // namespace fracbit::app
