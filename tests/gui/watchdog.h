// Measures how long the event loop was not served.
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace fracbit::tests {

// Ticks every millisecond; the longest time between two ticks is the longest block.
class Watchdog {
public:
    Watchdog() {
        timer_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer_, &QTimer::timeout, &timer_,
                         [this] { longest_ = std::max(longest_, clock_.restart()); });
        clock_.start();
        timer_.start(1);
    }
    // Milliseconds.
    qint64 longestBlock() const { return longest_; }

private:
    QTimer timer_;
    QElapsedTimer clock_;
    qint64 longest_ = 0;
};

} // namespace fracbit::tests
