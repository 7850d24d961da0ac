// From the engine's progress reports to what a person wants to know: how far, and how long still.
#pragma once

#include "base/progress.h"

#include <QElapsedTimer>
#include <QString>

#include <optional>

namespace fracbit::app {

struct WorkProgress {
    QString stage;                     // the engine's key: "fisher", "quantize", ...
    QString item;                      // a layer, a block
    std::optional<double> share;       // of the stage, 0 ... 1
    std::optional<double> secondsLeft; // of the stage; absent while there is little to judge by
};

// The remaining time is that of the work not yet done at the speed since the stage began; what an
// earlier run had finished, and pauses, do not count. A value, for one thread.
class ProgressClock {
public:
    void restart(); // before a job
    void pause();
    void resume();
    WorkProgress follow(const Progress& progress);

private:
    double seconds() const; // of work since the stage began

    QString stage_;
    std::uint64_t doneAtFirst_ = 0;
    QElapsedTimer clock_;
    double pausedSeconds_ = 0;
    std::optional<double> pausedAt_; // seconds on the clock
};

} // namespace fracbit::app
