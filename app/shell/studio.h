// The running program: settings at the edge, the workspace, and the window that shows it.
#pragma once

#include "session/workspace.h"
#include "settings/settings.h"

#include <QObject>

#include <memory>

class QSettings;

namespace fracbit::app {

class MainWindow;

class Studio : public QObject {
    Q_OBJECT

public:
    // Reads the settings; writes them back whenever something changed. `store` outlives the studio.
    explicit Studio(QSettings& store, QObject* parent = nullptr);
    ~Studio() override;

    Workspace& workspace() { return workspace_; }
    MainWindow& window() { return *window_; }
    const Settings& settings() const { return settings_; }

    // Opens the project of a run that did not end properly, if there was one.
    void reopenAfterCrash();
    // For this run only (--theme).
    void overrideTheme(Theme theme);

private:
    void makeWindow();
    void remember(const QString& path);
    void rememberProject();
    void chooseTheme(Theme theme);
    void chooseLanguage(const QString& language);
    void save();

    QSettings& store_;
    Settings settings_;
    bool ended_ = false; // the window was closed
    Workspace workspace_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace fracbit::app
