#include "session/workspace.h"

namespace fracbit::app {

Workspace::Workspace(QObject* parent) : QObject(parent) {
    connect(&model_, &Session::opened, this, &Workspace::opened);
    connect(&allocation_, &AllocationSession::opened, this, &Workspace::opened);
    connect(&project_, &ProjectSession::opened, this, &Workspace::opened);
}

Workspace::Kind Workspace::kindOf(const QString& path) {
    if (ProjectSession::isProject(path))
        return Kind::Project;
    const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    const QString name = path.section(QLatin1Char('/'), -1);
    const bool ofModel =
        name == QLatin1String("config.json") || name.endsWith(QLatin1String(".index.json"));
    return json && !ofModel ? Kind::Profile : Kind::Model;
}

Workspace::Kind Workspace::open(const QString& path) {
    const Kind kind = kindOf(path);
    if (kind != Kind::Model)
        project_.saveNow();
    if (kind == Kind::Project)
        project_.open(path);
    else if (kind == Kind::Profile)
        allocation_.open(path);
    else
        model_.open(path);
    return kind;
}

} // namespace fracbit::app
