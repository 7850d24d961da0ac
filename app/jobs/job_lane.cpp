#include "jobs/job_lane.h"

#include "base/parallel.h"

#include <QElapsedTimer>

#include <new>

namespace fracbit::app {

namespace {

// Progress reaches the window at most this often; more could not be seen.
constexpr qint64 kProgressInterval = 33; // ms

} // namespace

// Hands progress and notes over to the object's thread, progress thinned out.
class JobLane::Relay final : public ProgressSink {
public:
    Relay(JobLane& lane, const Task& task)
        : lane_(lane), number_(task.number), progressed_(task.progressed), noted_(task.noted),
          stop_(task.stop.get_token()) {}

    void report(const Progress& progress) override {
        lane_.waitWhilePaused(stop_);
        if (!progressed_ || (timer_.isValid() && timer_.elapsed() < kProgressInterval))
            return;
        timer_.start();
        lane_.post(number_, [progressed = progressed_, progress] { progressed(progress); });
    }

    void note(const std::string& message) override {
        if (noted_)
            lane_.post(number_,
                       [noted = noted_, text = QString::fromStdString(message)] { noted(text); });
    }

private:
    JobLane& lane_;
    std::uint64_t number_;
    std::function<void(const Progress&)> progressed_;
    std::function<void(const QString&)> noted_;
    std::stop_token stop_;
    QElapsedTimer timer_;
};

JobLane::JobLane(Replace policy, QObject* parent)
    : QObject(parent), policy_(policy), thread_([this](std::stop_token ending) { loop(ending); }) {}

JobLane::~JobLane() {
    cancel();
    thread_.request_stop();
    thread_.join();
}

void JobLane::enqueue(Task task) {
    task.number = ++last_;
    if (policy_ == Replace::StopRunning)
        obsolete_ = last_ - 1;
    bool replaced = false;
    {
        std::lock_guard lock(mutex_);
        replaced = waiting_ != nullptr;
        waiting_ = std::make_shared<Task>(std::move(task));
        if (running_ && policy_ == Replace::StopRunning)
            running_->stop.request_stop();
    }
    wake_.notify_one();
    setPending(pending_ + (replaced ? 0 : 1));
}

void JobLane::cancel() {
    obsolete_ = last_;
    bool dropped = false;
    {
        std::lock_guard lock(mutex_);
        dropped = waiting_ != nullptr;
        waiting_.reset();
        if (running_)
            running_->stop.request_stop();
    }
    setPending(pending_ - (dropped ? 1 : 0));
}

void JobLane::setPaused(bool paused) {
    {
        std::lock_guard lock(mutex_);
        paused_ = paused;
    }
    letGo_.notify_all();
}

void JobLane::waitWhilePaused(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    letGo_.wait(lock, stop, [this] { return !paused_; });
}

void JobLane::setPending(int pending) {
    const bool before = busy();
    pending_ = pending;
    if (busy() != before)
        emit busyChanged(busy());
}

bool JobLane::wanted(std::uint64_t number) const {
    return number > obsolete_;
}

void JobLane::loop(std::stop_token ending) {
    while (auto task = waitForTask(ending))
        run(task);
}

std::shared_ptr<JobLane::Task> JobLane::waitForTask(std::stop_token ending) {
    std::unique_lock lock(mutex_);
    running_.reset();
    if (!wake_.wait(lock, ending, [this] { return waiting_ != nullptr; }))
        return nullptr;
    running_ = std::move(waiting_);
    return running_;
}

void JobLane::run(const std::shared_ptr<Task>& task) {
    Delivery delivery = execute(*task);
    QMetaObject::invokeMethod(
        this,
        [this, number = task->number, delivery = std::move(delivery)] { ended(number, delivery); },
        Qt::QueuedConnection);
}

// The one place of the application where errors of the engine are caught.
JobLane::Delivery JobLane::execute(Task& task) {
    Relay relay(*this, task);
    const RunContext context{task.stop.get_token(), &relay, hardwareThreads()};
    JobFailure failure;
    try {
        Delivery delivery = task.work(context);
        context.files.throwIfLost();
        return delivery;
    } catch (const std::bad_alloc&) {
        failure = {ErrorCode::Io, tr("There is not enough memory for this.")};
    } catch (...) {
        const Error error = asError(std::current_exception(), context.files);
        failure = {error.code(), QString::fromUtf8(error.what())};
    }
    return [failed = task.failed, failure] {
        if (failed)
            failed(failure);
    };
}

void JobLane::post(std::uint64_t number, Delivery delivery) {
    QMetaObject::invokeMethod(
        this,
        [this, number, delivery = std::move(delivery)] {
            if (wanted(number))
                delivery();
        },
        Qt::QueuedConnection);
}

void JobLane::ended(std::uint64_t number, const Delivery& delivery) {
    setPending(pending_ - 1);
    if (wanted(number))
        delivery();
}

} // namespace fracbit::app
