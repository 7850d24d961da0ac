// The window: menus, the bar of pages, and the pages. Shows a workspace; owns none of its data.
#pragma once

#include "settings/settings.h"
#include "shell/navigation_bar.h"

#include <QMainWindow>

class QStackedWidget;

namespace fracbit::app {

class AllocatePage;
class ExportPage;
class ModelPage;
class Workspace;

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    // The workspace outlives the window.
    MainWindow(Workspace& workspace, const Settings& settings, QWidget* parent = nullptr);

    PageId currentPage() const;
    void showPage(PageId page);
    ModelPage& modelPage() { return *modelPage_; }
    AllocatePage& allocatePage() { return *allocatePage_; }
    ExportPage& exportPage() { return *exportPage_; }
    // Opens a model or a profile and shows the page that is about it.
    void open(const QString& path);
    void setRecent(const QStringList& paths);
    // The part of the settings that the window's shape makes up.
    void storeLayout(Settings& settings) const;

signals:
    void themeChosen(Theme theme);
    void colorBlindSafeChosen(bool safe);
    void languageChosen(const QString& language);
    void recentCleared();
    void closing();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void makePages();
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu(const Settings& settings);
    void makeHelpMenu();
    void makeThemeMenu(QMenu& view, Theme current);
    void makeColorMenu(QMenu& view, const Settings& settings);
    void makeLanguageMenu(QMenu& view, const QString& current);
    void restoreLayout(const Settings& settings);
    void refreshTitle();
    void openFile();
    void openFolder();
    void openProfile();
    void about();

    Workspace& workspace_;
    NavigationBar* navigation_;
    QStackedWidget* pages_;
    ModelPage* modelPage_ = nullptr;
    AllocatePage* allocatePage_ = nullptr;
    ExportPage* exportPage_ = nullptr;
    QMenu* recentMenu_ = nullptr;
    QWidget* dropHint_ = nullptr;
};

} // namespace fracbit::app
