// All that is open: a model, and the allocation that is worked on. Each may be there without the
// other.
#pragma once

#include "session/allocation_session.h"
#include "session/project_session.h"
#include "session/session.h"
#include "session/work.h"

namespace fracbit::app {

class Workspace final : public QObject {
    Q_OBJECT

public:
    enum class Kind { Model, Profile, Project };

    explicit Workspace(QObject* parent = nullptr);

    Session& model() { return model_; }
    AllocationSession& allocation() { return allocation_; }
    Work& work() { return work_; }
    ProjectSession& project() { return project_; }

    // Opens a model, a profile or a project in the background, whatever the path names. Says which.
    Kind open(const QString& path);
    // Work is under way whose end will change what is shown.
    bool busy() const { return model_.busy() || allocation_.busy() || project_.busy(); }

    // By name alone, so that no disk is touched: projects are .fracbit files, profiles .json files
    // except config.json.
    static Kind kindOf(const QString& path);

signals:
    void opened(const QString& path);

private:
    Session model_;
    AllocationSession allocation_;
    Work work_;
    ProjectSession project_{model_, allocation_};
};

} // namespace fracbit::app
