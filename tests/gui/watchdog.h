// Measures how long the event loop was not served.
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <fstream>
#include <limits>

namespace fracbit::tests {

// A timer ticks every millisecond; the longest time between two ticks is the longest block, less
// the time for which the thread was ready to run and other work had the processors: on a busy
// machine that is no fault of the event loop.
class Watchdog {
public:
    Watchdog() : scheduler_("/proc/thread-self/schedstat"), waited_(waitedForProcessor()) {
        timer_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { tick(); });
        clock_.start();
        timer_.start(1);
    }
    // Milliseconds.
    qint64 longestBlock() const { return longest_ / 1'000'000; }

private:
    void tick() {
        const qint64 waited = waitedForProcessor();
        longest_ = std::max(longest_, clock_.nsecsElapsed() - (waited - waited_));
        waited_ = waited;
        clock_.restart();
    }
    // Nanoseconds of this thread so far (Linux, Documentation/scheduler/sched-stats.rst).
    qint64 waitedForProcessor() {
        qint64 ran = 0;
        qint64 waited = 0;
        scheduler_.clear();
        scheduler_.seekg(0);
        scheduler_ >> ran >> waited;
        return waited;
    }

    std::ifstream scheduler_;
    qint64 waited_ = 0;
    qint64 longest_ = 0;
    QTimer timer_;
    QElapsedTimer clock_;
};

// The longest that is allowed, in milliseconds.
constexpr qint64 kLongestBlock = 50;

// What blocks the loop does so every time. The least of up to three.
template <class Action>
qint64 longestBlockOf(const Action& action) {
    qint64 least = std::numeric_limits<qint64>::max();
    for (int attempt = 0; attempt < 3 && least > kLongestBlock; ++attempt) {
        const Watchdog watchdog;
        action();
        least = std::min(least, watchdog.longestBlock());
    }
    return least;
}

} // namespace fracbit::tests
