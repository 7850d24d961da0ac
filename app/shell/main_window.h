// The window: menus, the bar of pages, and the pages. Shows a workspace; owns none of its data.
#pragma once

#include "models/heatmap_rows.h"
#include "settings/settings.h"
#include "shell/navigation_bar.h"

#include <QMainWindow>

#include <map>
#include <string>

class QStackedWidget;

namespace fracbit::app {

class AllocatePage;
class ExportPage;
class ModelPage;
class NoticeBar;
class ProfilePage;
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
    ProfilePage& profilePage() { return *profilePage_; }
    NoticeBar& notice() { return *notice_; }
    // Opens a model, a profile or a project and shows the page that is about it.
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
    QWidget* makeCenter();
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
    void openProject();
    void saveProjectAs();
    void refreshProject();
    void restoreView(const std::map<std::string, std::string>& view);
    void storeRows(const RowChoice& rows);
    void about();
    void measure();
    void savePicture(const QString& path);
    void tryModel(const QString& folder);

    Workspace& workspace_;
    NavigationBar* navigation_;
    QStackedWidget* pages_;
    ModelPage* modelPage_ = nullptr;
    AllocatePage* allocatePage_ = nullptr;
    ExportPage* exportPage_ = nullptr;
    ProfilePage* profilePage_ = nullptr;
    QMenu* recentMenu_ = nullptr;
    NoticeBar* notice_;
    bool projectNotice_ = false; // the notice is about the project
    QWidget* dropHint_ = nullptr;
};

} // namespace fracbit::app
