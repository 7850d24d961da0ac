// The menus of the main window.
#include "pages/allocate_page.h"
#include "pages/model_page.h"
#include "session/workspace.h"
#include "shell/language.h"
#include "shell/main_window.h"
#include "views/tensor_browser.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QUndoStack>

#include <functional>

namespace fracbit::app {

namespace {

// One checkable action of an exclusive group.
void addChoice(QMenu& menu, QActionGroup& group, const QString& text, bool checked,
               std::function<void()> choose) {
    QAction* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(checked);
    group.addAction(action);
    QObject::connect(action, &QAction::triggered, &menu, std::move(choose));
}

} // namespace

void MainWindow::makeFileMenu() {
    Session& model = workspace_.model();
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    menu->addAction(tr("Open &file…"), QKeySequence::Open, this, &MainWindow::openFile);
    menu->addAction(tr("Open f&older…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), this,
                    &MainWindow::openFolder);
    menu->addAction(tr("Open &profile…"), QKeySequence(Qt::CTRL | Qt::Key_P), this,
                    &MainWindow::openProfile);
    menu->addAction(tr("Open pro&ject…"), QKeySequence(Qt::CTRL | Qt::Key_J), this,
                    &MainWindow::openProject);
    recentMenu_ = menu->addMenu(tr("Open &recent"));
    menu->addSeparator();
    QAction* save = menu->addAction(tr("&Save project as…"), QKeySequence::SaveAs, this,
                                    &MainWindow::saveProjectAs);
    const auto refreshSave = [this, save] {
        save->setEnabled(workspace_.allocation().profile() != nullptr);
    };
    connect(&workspace_.allocation(), &AllocationSession::phaseChanged, save, refreshSave);
    refreshSave();
    menu->addSeparator();
    QAction* close =
        menu->addAction(tr("&Close model"), QKeySequence::Close, &model, &Session::close);
    const auto refresh = [&model, close] { close->setEnabled(model.model() != nullptr); };
    connect(&model, &Session::changed, close, refresh);
    refresh();
    QAction* quit = menu->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::makeEditMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    QUndoStack& history = workspace_.allocation().history();
    QAction* undo = history.createUndoAction(menu, tr("&Undo"));
    QAction* redo = history.createRedoAction(menu, tr("&Redo"));
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcut(QKeySequence::Redo);
    menu->addActions({undo, redo});
    menu->addSeparator();
    Session& model = workspace_.model();
    TensorBrowser& browser = modelPage_->browser();
    QAction* copy = menu->addAction(tr("&Copy rows"), &browser, &TensorBrowser::copySelection);
    QAction* find =
        menu->addAction(tr("&Filter tensors"), QKeySequence::Find, this, [this, &browser] {
            showPage(PageId::Model);
            browser.focusFilter();
        });
    const auto refresh = [&model, copy, find] {
        const bool ready = model.phase() == Session::Phase::Ready;
        copy->setEnabled(ready);
        find->setEnabled(ready);
    };
    connect(&model, &Session::changed, menu, refresh);
    refresh();
}

void MainWindow::makeViewMenu(const Settings& settings) {
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    for (PageId page : kPages)
        menu->addAction(pageTitle(page),
                        QKeySequence(QKeyCombination(Qt::CTRL, Qt::Key(Qt::Key_1 + int(page)))),
                        this, [this, page] { showPage(page); });
    menu->addSeparator();
    makeThemeMenu(*menu, settings.theme);
    makeColorMenu(*menu, settings);
    makeLanguageMenu(*menu, settings.language);
}

void MainWindow::makeThemeMenu(QMenu& view, Theme current) {
    QMenu* menu = view.addMenu(tr("&Theme"));
    auto* group = new QActionGroup(menu);
    const auto add = [&](Theme theme, const QString& text) {
        addChoice(*menu, *group, text, theme == current,
                  [this, theme] { emit themeChosen(theme); });
    };
    add(Theme::System, tr("As the &system"));
    add(Theme::Light, tr("&Light"));
    add(Theme::Dark, tr("&Dark"));
}

void MainWindow::makeColorMenu(QMenu& view, const Settings& settings) {
    const auto apply = [this](bool safe) {
        allocatePage_->setColors(safe ? Palette::Cividis : Palette::Viridis);
    };
    QAction* safe = view.addAction(tr("&Colours for all kinds of colour vision"));
    safe->setCheckable(true);
    safe->setChecked(settings.colorBlindSafe);
    apply(settings.colorBlindSafe);
    connect(safe, &QAction::toggled, this, apply);
    connect(safe, &QAction::toggled, this, &MainWindow::colorBlindSafeChosen);
}

void MainWindow::makeLanguageMenu(QMenu& view, const QString& current) {
    QMenu* menu = view.addMenu(tr("&Language"));
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& language, const QString& text) {
        addChoice(*menu, *group, text, language == current,
                  [this, language] { emit languageChosen(language); });
    };
    add({}, tr("As the &system"));
    menu->addSeparator();
    for (const Language& language : languages())
        add(language.code, language.name);
}

void MainWindow::makeHelpMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    QAction* action = menu->addAction(tr("&About Fracbit Studio"), this, &MainWindow::about);
    action->setMenuRole(QAction::AboutRole);
}

void MainWindow::setRecent(const QStringList& paths) {
    modelPage_->setRecent(paths);
    recentMenu_->clear();
    recentMenu_->setEnabled(!paths.isEmpty());
    for (const QString& path : paths) {
        QAction* action =
            recentMenu_->addAction(QFileInfo(path).fileName(), this, [this, path] { open(path); });
        action->setToolTip(path);
    }
    recentMenu_->setToolTipsVisible(true);
    recentMenu_->addSeparator();
    recentMenu_->addAction(tr("&Clear list"), this, &MainWindow::recentCleared);
}

void MainWindow::about() {
    QMessageBox::about(
        this, tr("About Fracbit Studio"),
        tr("<h3>Fracbit Studio %1</h3><p>Fits a large language model into a memory and latency "
           "budget by giving each layer a fractional number of bits.</p><p>Free software under "
           "the MIT licence.</p>")
            .arg(QCoreApplication::applicationVersion()));
}

} // namespace fracbit::app
