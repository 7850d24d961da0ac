// Where the application's long work runs. Threads of jobs are started here and nowhere else, and
// fracbit::Error is caught here and nowhere else.
#pragma once

#include "base/error.h"
#include "base/progress.h"

#include <QObject>
#include <QString>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>

namespace fracbit::app {

struct JobFailure {
    ErrorCode code = ErrorCode::Internal;
    QString message;
};

// Work and what becomes of it. `work` runs on the lane's thread and must only touch what it owns
// or what is immutable; the other functions run on the thread of the lane's QObject.
template <class Result>
struct Job {
    std::function<Result(const RunContext&)> work;
    std::function<void(const Result&)> succeeded;
    std::function<void(const JobFailure&)> failed;
    std::function<void(const Progress&)> progressed; // optional; thinned out
    std::function<void(const QString&)> noted;       // optional; every note of the work, in order
};

// One worker thread that runs one job at a time. A newer job takes the place of a waiting one, and
// nothing is ever delivered of a job that was replaced before it ended, or cancelled.
class JobLane : public QObject {
    Q_OBJECT

public:
    // What a newer job does to the one that runs.
    enum class Replace {
        StopRunning,   // stop it: its result is of no use any more (opening another file)
        FinishRunning, // let it end and show it (solving while a slider moves must not starve)
    };
    explicit JobLane(Replace policy, QObject* parent = nullptr);
    ~JobLane() override; // stops and joins; delivers nothing

    template <class Result>
    void start(Job<Result> job);
    // Drops the waiting job and stops the running one.
    void cancel();
    bool busy() const { return pending_ > 0; }
    // Holds the running job where it next reports progress, until it is let go or stopped.
    void setPaused(bool paused);

signals:
    void busyChanged(bool busy);

private:
    using Delivery = std::function<void()>;
    struct Task {
        std::uint64_t number = 0;
        std::function<Delivery(const RunContext&)> work;
        std::function<void(const JobFailure&)> failed;
        std::function<void(const Progress&)> progressed;
        std::function<void(const QString&)> noted;
        std::stop_source stop;
    };
    class Relay;

    void enqueue(Task task);
    void loop(std::stop_token ending);
    std::shared_ptr<Task> waitForTask(std::stop_token ending);
    void run(const std::shared_ptr<Task>& task);
    Delivery execute(Task& task);
    bool wanted(std::uint64_t number) const;
    void post(std::uint64_t number, Delivery delivery);
    void ended(std::uint64_t number, const Delivery& delivery);
    void setPending(int pending);
    void waitWhilePaused(std::stop_token stop);

    const Replace policy_;
    // Of the object's thread.
    std::uint64_t last_ = 0;     // number of the newest job
    std::uint64_t obsolete_ = 0; // jobs up to this number deliver nothing
    int pending_ = 0;
    // Shared with the worker.
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::condition_variable_any letGo_;
    bool paused_ = false;
    std::shared_ptr<Task> waiting_;
    std::shared_ptr<Task> running_;
    std::jthread thread_; // last: it uses all of the above
};

template <class Result>
void JobLane::start(Job<Result> job) {
    Task task;
    task.failed = std::move(job.failed);
    task.progressed = std::move(job.progressed);
    task.noted = std::move(job.noted);
    task.work = [work = std::move(job.work),
                 succeeded = std::move(job.succeeded)](const RunContext& context) -> Delivery {
        auto result = std::make_shared<const Result>(work(context));
        return [result, succeeded] { succeeded(*result); };
    };
    enqueue(std::move(task));
}

} // namespace fracbit::app
