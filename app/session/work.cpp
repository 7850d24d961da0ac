#include "session/work.h"

namespace fracbit::app {

Work::Work(QObject* parent) : QObject(parent) {}

bool Work::begin(Kind kind) {
    if (running_)
        return false;
    kind_ = kind;
    running_ = true;
    cancelled_ = false;
    failure_.clear();
    progress_ = {};
    clock_.restart();
    emit changed();
    return true;
}

void Work::end(const QString& failure) {
    running_ = false;
    failure_ = failure;
    if (failure.isEmpty() && !cancelled_)
        kind_ = Kind::None;
    if (paused_) {
        paused_ = false;
        lane_.setPaused(false);
    }
    emit changed();
}

void Work::follow(const Progress& progress) {
    progress_ = clock_.follow(progress);
    emit progressed();
}

void Work::setPaused(bool paused) {
    if (!running_ || paused == paused_)
        return;
    paused_ = paused;
    if (paused)
        clock_.pause();
    else
        clock_.resume();
    lane_.setPaused(paused);
    emit changed();
}

void Work::cancel() {
    if (!running_)
        return;
    lane_.cancel();
    cancelled_ = kind_ != Kind::Chat; // half an answer is nothing to go on from
    end({});
}

void Work::dismiss() {
    if (running_)
        return;
    cancelled_ = false;
    end({});
}

} // namespace fracbit::app
