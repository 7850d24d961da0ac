#include "shell/studio.h"

#include "shell/language.h"
#include "shell/main_window.h"
#include "shell/theme.h"
#include "views/notice_bar.h"

#include <QSettings>

namespace fracbit::app {

Studio::Studio(QSettings& store, QObject* parent)
    : QObject(parent), store_(store), settings_(loadSettings(store)) {
    applyLanguage(settings_.language);
    applyTheme(settings_.theme);
    connect(&workspace_, &Workspace::opened, this, &Studio::remember);
    connect(&workspace_.project(), &ProjectSession::changed, this, &Studio::rememberProject);
    makeWindow();
}

Studio::~Studio() = default;

void Studio::makeWindow() {
    window_ = std::make_unique<MainWindow>(workspace_, settings_);
    connect(window_.get(), &MainWindow::themeChosen, this, &Studio::chooseTheme);
    connect(window_.get(), &MainWindow::colorBlindSafeChosen, this, [this](bool safe) {
        settings_.colorBlindSafe = safe;
        save();
    });
    connect(window_.get(), &MainWindow::closing, this, [this] {
        ended_ = true;
        settings_.openProject.clear();
        save();
    });
    connect(window_.get(), &MainWindow::recentCleared, this, [this] {
        settings_.recent.clear();
        window_->setRecent({});
        save();
    });
    // Queued: the menu that asks for it goes away with the window.
    connect(window_.get(), &MainWindow::languageChosen, this, &Studio::chooseLanguage,
            Qt::QueuedConnection);
}

void Studio::remember(const QString& path) {
    settings_.recent = withRecent(settings_.recent, path);
    window_->setRecent(settings_.recent);
    save();
}

// So that the next start can go on from here if this one does not end properly.
void Studio::rememberProject() {
    const QString& path = workspace_.project().path();
    if (ended_ || path == settings_.openProject)
        return;
    settings_.openProject = path;
    save();
}

void Studio::reopenAfterCrash() {
    if (settings_.openProject.isEmpty())
        return;
    window_->open(settings_.openProject);
    window_->notice().showNotice(
        tr("Fracbit Studio did not end properly last time. This is the project that was open, "
           "with everything that was saved."),
        {});
}

void Studio::overrideTheme(Theme theme) {
    applyTheme(theme);
}

void Studio::chooseTheme(Theme theme) {
    settings_.theme = theme;
    applyTheme(theme);
    save();
}

// The window is made anew in the new language; the workspace and its jobs go on.
void Studio::chooseLanguage(const QString& language) {
    const PageId page = window_->currentPage();
    settings_.language = language;
    save();
    applyLanguage(language);
    makeWindow();
    window_->showPage(page);
    window_->show();
}

void Studio::save() {
    window_->storeLayout(settings_);
    saveSettings(settings_, store_);
}

} // namespace fracbit::app
