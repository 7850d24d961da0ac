// Measures how long the event loop was not served.
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <thread>

namespace fracbit::tests {

// A timer ticks every millisecond; the longest time between two ticks is the longest block. A
// thread that does nothing but sleep for a millisecond shows how long this machine leaves any
// thread waiting, which on a busy one is no fault of the event loop and is taken off.
class Watchdog {
public:
    Watchdog() : control_([this](std::stop_token ending) { sleepInSteps(ending); }) {
        timer_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer_, &QTimer::timeout, &timer_,
                         [this] { longest_ = std::max(longest_, clock_.restart()); });
        clock_.start();
        timer_.start(1);
    }
    // Milliseconds.
    qint64 longestBlock() const { return std::max<qint64>(0, longest_ - controlLongest_); }

private:
    void sleepInSteps(std::stop_token ending) {
        QElapsedTimer clock;
        clock.start();
        while (!ending.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            controlLongest_ = std::max<qint64>(controlLongest_, clock.restart());
        }
    }

    QTimer timer_;
    QElapsedTimer clock_;
    qint64 longest_ = 0;
    std::atomic<qint64> controlLongest_ = 0;
    std::jthread control_;
};

// The longest that is allowed, in milliseconds.
constexpr qint64 kLongestBlock = 50;

// What blocks the loop does so every time; other work on the machine does not. The least of up to
// three.
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
