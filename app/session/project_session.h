// The file that all work is saved in, by itself: shortly after every edit. No widgets.
//
// A project begins with the first edit of an opened profile, in the folder for projects, and can be
// moved elsewhere; nothing has to be saved by hand. A save that fails leaves the file of the last
// one untouched and is tried again with the next edit.
#pragma once

#include "jobs/job_lane.h"
#include "pipeline/project_file.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <string>

namespace fracbit::app {

class AllocationSession;
class Session;

class ProjectSession final : public QObject {
    Q_OBJECT

public:
    // The sessions outlive the project.
    ProjectSession(Session& model, AllocationSession& allocation, QObject* parent = nullptr);

    // Where projects go that have no name yet; empty: they are not saved.
    void setFolder(const QString& folder) { folder_ = folder; }

    const QString& path() const { return path_; } // empty: none yet
    QString name() const;
    const QString& failure() const { return failure_; } // of opening or saving; empty: none
    bool busy() const { return lane_.busy(); }

    // Opens the model (if it is still there) and the profile of a project in the background.
    void open(const QString& path);
    void saveAs(const QString& path);
    void saveNow(); // what waits for its moment
    void dismissFailure();
    // What the window remembers with the project ("page", ...).
    void setView(const std::string& key, const std::string& value);

    static bool isProject(const QString& path);

signals:
    void changed(); // path or failure
    void opened(const QString& path);
    void viewRestored(const std::map<std::string, std::string>& view);

private:
    void edited();
    void save();
    void publish(const QString& path, std::shared_ptr<const pipeline::Project> project);
    void fail(const QString& message);
    void otherProfile(const QString& path);
    pipeline::Project project() const;
    QString freeName() const;

    Session& model_;
    AllocationSession& allocation_;
    QString folder_;
    QString path_;
    QString failure_;
    // Of the project that is being opened; it is ours once its profile is.
    QString expectedPath_;
    QString expectedProfile_;
    std::map<std::string, std::string> expectedView_;
    std::filesystem::path expectedModel_;
    std::filesystem::path modelPath_; // that the project names, while no other is open
    bool restoring_ = false;          // changes that come from opening are no edits
    std::map<std::string, std::string> view_;
    QTimer timer_;
    JobLane lane_{JobLane::Replace::FinishRunning};
};

} // namespace fracbit::app
