#include "session/project_session.h"

#include "session/allocation_session.h"
#include "session/file_names.h"
#include "session/opened_model.h"
#include "session/opened_profile.h"
#include "session/project_values.h"
#include "session/session.h"

#include <QDir>
#include <QFileInfo>

namespace fracbit::app {

namespace {

// Long enough not to write while a slider moves, short enough to lose nothing worth a word.
constexpr int kSaveDelay = 800; // ms
const QString kEnding = QStringLiteral(".fracbit");

void makeFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::Io, folder.string(), "cannot be made: " + error.message());
}

bool taken(const std::filesystem::path& file) {
    std::error_code ignored; // what cannot be examined will not be written either
    return std::filesystem::exists(file, ignored);
}

} // namespace

ProjectSession::ProjectSession(Session& model, AllocationSession& allocation, QObject* parent)
    : QObject(parent), model_(model), allocation_(allocation) {
    timer_.setSingleShot(true);
    timer_.setInterval(kSaveDelay);
    connect(&timer_, &QTimer::timeout, this, &ProjectSession::save);
    connect(&allocation_, &AllocationSession::opened, this, &ProjectSession::otherProfile);
    connect(&allocation_.history(), &QUndoStack::indexChanged, this, &ProjectSession::edited);
    connect(&allocation_, &AllocationSession::snapshotsChanged, this, &ProjectSession::edited);
    connect(&allocation_, &AllocationSession::measurementsChanged, this, &ProjectSession::edited);
    connect(&model_, &Session::opened, this, [this] {
        if (!path_.isEmpty())
            edited();
    });
}

bool ProjectSession::isProject(const QString& path) {
    return path.endsWith(kEnding, Qt::CaseInsensitive);
}

QString ProjectSession::name() const {
    return QFileInfo(path_).completeBaseName();
}

void ProjectSession::open(const QString& path) {
    Job<std::shared_ptr<const pipeline::Project>> job;
    job.work = [file = filePath(path)](const RunContext&) {
        return std::make_shared<const pipeline::Project>(pipeline::readProject(file));
    };
    job.succeeded = [this, path](const std::shared_ptr<const pipeline::Project>& project) {
        publish(path, project);
    };
    job.failed = [this](const JobFailure& failure) { fail(failure.message); };
    lane_.start(std::move(job));
}

void ProjectSession::publish(const QString& path,
                             std::shared_ptr<const pipeline::Project> project) {
    saveNow();
    expectedPath_ = path;
    expectedProfile_ = fileText(project->profile);
    expectedView_ = project->view;
    expectedModel_ = project->model;
    failure_.clear();
    if (!project->model.empty()) {
        model_.close(); // if the project's cannot be opened, another must not take its place
        model_.open(fileText(project->model));
    }
    allocation_.open(expectedProfile_, project);
    emit changed();
}

// A profile that was opened by itself begins a new project.
void ProjectSession::otherProfile(const QString& path) {
    const bool own = !expectedPath_.isEmpty() && path == expectedProfile_;
    restoring_ = true; // until what the opening announces has passed
    QMetaObject::invokeMethod(
        this, [this] { restoring_ = false; }, Qt::QueuedConnection);
    timer_.stop();
    path_ = own ? expectedPath_ : QString();
    modelPath_ = own ? expectedModel_ : std::filesystem::path();
    view_ = own ? expectedView_ : std::map<std::string, std::string>();
    expectedPath_.clear();
    emit changed();
    if (!own)
        return;
    emit opened(path_);
    emit viewRestored(view_);
}

void ProjectSession::edited() {
    const bool named = !path_.isEmpty() || !folder_.isEmpty();
    if (restoring_ || !named || !allocation_.profile())
        return;
    timer_.start();
}

void ProjectSession::setView(const std::string& key, const std::string& value) {
    if (view_[key] == value)
        return;
    view_[key] = value;
    if (!path_.isEmpty()) // looking around alone is not worth a project
        edited();
}

void ProjectSession::saveNow() {
    if (!timer_.isActive())
        return;
    timer_.stop();
    save();
}

QString ProjectSession::freeName() const {
    const QDir folder(folder_);
    const QString name = allocation_.profile()->name;
    QString path = folder.filePath(name + kEnding);
    for (int number = 2; taken(filePath(path)); ++number)
        path = folder.filePath(QStringLiteral("%1-%2%3").arg(name).arg(number).arg(kEnding));
    return path;
}

pipeline::Project ProjectSession::project() const {
    pipeline::Project result;
    result.model = modelPath_;
    if (const OpenedModelPtr& model = model_.model())
        result.model = filePath(model->path);
    result.profile = std::filesystem::absolute(filePath(allocation_.profile()->path));
    result.profileFingerprint = allocation_.profile()->fingerprint;
    storeWork({allocation_.decision(), allocation_.snapshots(), allocation_.measurements()},
              *allocation_.profile()->problem, result);
    result.view = view_;
    return result;
}

void ProjectSession::save() {
    if (!allocation_.profile())
        return;
    const bool fresh = path_.isEmpty();
    if (fresh)
        path_ = freeName();
    Job<QString> job;
    job.work = [path = path_, project = project()](const RunContext&) {
        const std::filesystem::path file = filePath(path);
        makeFolder(file.parent_path());
        pipeline::writeProject(file, project);
        return path;
    };
    job.succeeded = [this, fresh](const QString& path) {
        failure_.clear();
        emit changed();
        if (fresh)
            emit opened(path);
    };
    job.failed = [this](const JobFailure& failure) { fail(failure.message); };
    lane_.start(std::move(job));
}

void ProjectSession::saveAs(const QString& path) {
    if (!allocation_.profile())
        return;
    timer_.stop();
    path_ = isProject(path) ? path : path + kEnding;
    save();
    emit opened(path_);
}

void ProjectSession::fail(const QString& message) {
    failure_ = message;
    emit changed();
}

void ProjectSession::dismissFailure() {
    failure_.clear();
    emit changed();
}

} // namespace fracbit::app
