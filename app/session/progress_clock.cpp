#include "session/progress_clock.h"

#include <algorithm>

namespace fracbit::app {

namespace {

// Earlier than this, an estimate jumps about.
constexpr double kLeastSeconds = 1.0;

} // namespace

void ProgressClock::restart() {
    *this = {};
}

double ProgressClock::seconds() const {
    return clock_.isValid() ? double(clock_.nsecsElapsed()) * 1e-9 - pausedSeconds_ : 0.0;
}

void ProgressClock::pause() {
    if (!pausedAt_)
        pausedAt_ = seconds();
}

void ProgressClock::resume() {
    if (pausedAt_)
        pausedSeconds_ += seconds() - *pausedAt_;
    pausedAt_.reset();
}

WorkProgress ProgressClock::follow(const Progress& progress) {
    WorkProgress known;
    known.stage = QString::fromStdString(progress.stage);
    known.item = QString::fromStdString(progress.item);
    if (known.stage != stage_) {
        restart();
        stage_ = known.stage;
        doneAtFirst_ = progress.done;
        clock_.start();
    }
    if (progress.total == 0)
        return known;
    const std::uint64_t done = std::min(progress.done, progress.total);
    known.share = double(done) / double(progress.total);
    const double elapsed = seconds();
    if (done > doneAtFirst_ && elapsed >= kLeastSeconds)
        known.secondsLeft = elapsed * double(progress.total - done) / double(done - doneAtFirst_);
    return known;
}

} // namespace fracbit::app
