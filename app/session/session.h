// What the window is about: which model is open, or being opened, or could not be. No widgets.
#pragma once

#include "jobs/job_lane.h"

#include <QObject>
#include <QString>

#include <memory>

namespace fracbit::app {

struct OpenedModel;
using OpenedModelPtr = std::shared_ptr<const OpenedModel>;

class Session : public QObject {
    Q_OBJECT

public:
    enum class Phase { Empty, Opening, Ready, Failed };

    explicit Session(QObject* parent = nullptr);

    Phase phase() const { return phase_; }
    // What is open, is being opened, or could not be opened.
    const QString& path() const { return path_; }
    // The open model. Stays while another one is being opened or has failed to open.
    const OpenedModelPtr& model() const { return model_; }
    const QString& failureMessage() const { return failureMessage_; } // in phase Failed

    bool busy() const { return lane_.busy(); }

    // Opens a checkpoint in the background; a newer request replaces an older one.
    void open(const QString& path);
    void retry() { open(QString(path_)); }
    // Back to the model that was open before, if any.
    void cancelOpening();
    void dismissFailure() { returnToModel(); }
    void close();

signals:
    void changed();
    void opened(const QString& path);

private:
    void publish(const OpenedModelPtr& model);
    void fail(const JobFailure& failure);
    void returnToModel();
    void setPhase(Phase phase);

    Phase phase_ = Phase::Empty;
    QString path_;
    QString failureMessage_;
    OpenedModelPtr model_;
    JobLane lane_{JobLane::Replace::StopRunning};
};

} // namespace fracbit::app
