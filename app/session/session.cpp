#include "session/session.h"

#include "session/file_names.h"
#include "session/opened_model.h"

namespace fracbit::app {

Session::Session(QObject* parent) : QObject(parent) {}

void Session::open(const QString& path) {
    path_ = path;
    failureMessage_.clear();
    Job<OpenedModelPtr> job;
    job.work = [file = filePath(path)](const RunContext& context) {
        return openModel(file, context);
    };
    job.succeeded = [this](const OpenedModelPtr& model) { publish(model); };
    job.failed = [this](const JobFailure& failure) { fail(failure); };
    lane_.start(std::move(job));
    setPhase(Phase::Opening);
}

void Session::cancelOpening() {
    lane_.cancel();
    returnToModel();
}

void Session::close() {
    lane_.cancel();
    model_.reset();
    returnToModel();
}

void Session::publish(const OpenedModelPtr& model) {
    model_ = model;
    path_ = model->path;
    setPhase(Phase::Ready);
    emit opened(path_);
}

void Session::fail(const JobFailure& failure) {
    failureMessage_ = failure.message;
    setPhase(Phase::Failed);
}

void Session::returnToModel() {
    failureMessage_.clear();
    path_ = model_ ? model_->path : QString();
    setPhase(model_ ? Phase::Ready : Phase::Empty);
}

void Session::setPhase(Phase phase) {
    phase_ = phase;
    emit changed();
}

} // namespace fracbit::app
