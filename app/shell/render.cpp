#include "shell/render.h"

#include "pages/export_page.h"
#include "shell/main_window.h"
#include "shell/studio.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QImage>

#include <cstdio>

namespace fracbit::app {

namespace {

bool complain(const QString& message) {
    std::fprintf(stderr, "fracbit-studio: %s\n", qPrintable(message));
    return false;
}

QString failureOf(Workspace& workspace, Workspace::Kind kind) {
    if (kind == Workspace::Kind::Model)
        return workspace.model().failureMessage();
    const QString project = workspace.project().failure();
    return project.isEmpty() ? workspace.allocation().failureMessage() : project;
}

void settle(Studio& studio) {
    while (studio.workspace().busy() || studio.window().exportPage().busy())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

bool openAndWait(Studio& studio, const QString& file) {
    if (file.isEmpty())
        return true;
    Workspace& workspace = studio.workspace();
    const Workspace::Kind kind = workspace.open(file);
    settle(studio);
    const QString failure = failureOf(workspace, kind);
    return failure.isEmpty() || complain(failure);
}

bool renderWindow(MainWindow& window, const QString& path, double scale) {
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    QImage image(window.size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(window.palette().color(QPalette::Window));
    window.render(&image);
    return image.save(path) ||
           complain(QStringLiteral("%1: the picture could not be written").arg(path));
}

} // namespace

int renderPages(Studio& studio, const QString& file, const RenderOptions& options) {
    if (!QDir().mkpath(options.folder))
        return complain(QStringLiteral("%1: the folder cannot be made").arg(options.folder)), 1;
    MainWindow& window = studio.window();
    window.resize(options.size);
    window.show();
    bool good = openAndWait(studio, file);
    for (PageId page : kPages) {
        window.showPage(page);
        settle(studio);
        const QString path = QDir(options.folder).filePath(pageKey(page) + QStringLiteral(".png"));
        good = renderWindow(window, path, options.scale) && good;
    }
    return good ? 0 : 1;
}

} // namespace fracbit::app
