#include "shell/main_window.h"

#include "pages/allocate_page.h"
#include "pages/export_page.h"
#include "pages/model_page.h"
#include "pages/profile_page.h"
#include "pages/waiting_page.h"
#include "session/opened_model.h"
#include "session/opened_profile.h"
#include "session/workspace.h"
#include "shell/drop_hint.h"
#include "views/tensor_browser.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QStackedWidget>

namespace fracbit::app {

namespace {

constexpr QSize kDefaultSize(1280, 800);
constexpr QSize kMinimumSize(820, 540);
constexpr int kNavigationWidth = 92;

// The first local file of a drag; empty when there is none.
QString localPath(const QMimeData* data) {
    for (const QUrl& url : data->urls())
        if (url.isLocalFile())
            return url.toLocalFile();
    return {};
}

} // namespace

MainWindow::MainWindow(Workspace& workspace, const Settings& settings, QWidget* parent)
    : QMainWindow(parent), workspace_(workspace), navigation_(new NavigationBar),
      pages_(new QStackedWidget) {
    auto* center = new QWidget;
    auto* columns = new QHBoxLayout(center);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    navigation_->setFixedWidth(kNavigationWidth);
    columns->addWidget(navigation_);
    columns->addWidget(pages_, 1);
    makePages();
    setCentralWidget(center);
    setMinimumSize(kMinimumSize);
    setAcceptDrops(true);
    dropHint_ = new DropHint(this);
    makeFileMenu();
    makeEditMenu();
    makeViewMenu(settings);
    makeHelpMenu();
    connect(navigation_, &NavigationBar::pageRequested, this, &MainWindow::showPage);
    connect(&workspace_.model(), &Session::changed, this, &MainWindow::refreshTitle);
    connect(&workspace_.allocation(), &AllocationSession::phaseChanged, this,
            &MainWindow::refreshTitle);
    setRecent(settings.recent);
    restoreLayout(settings);
    refreshTitle();
    pages_->setFocus();
}

void MainWindow::makePages() {
    const WaitingActions actions{[this] { openFile(); }, [this] { openProfile(); },
                                 [this] { showPage(PageId::Allocate); }};
    const auto waiting = [this, actions](PageId page, auto missing) {
        return new WaitingPage(workspace_, pageKey(page),
                               [this, actions, missing] { return missing(workspace_, actions); });
    };
    AllocationSession& allocation = workspace_.allocation();
    modelPage_ = new ModelPage(workspace_.model());
    auto* profilePage = new ProfilePage(allocation, waiting(PageId::Profile, &missingForProfile));
    allocatePage_ = new AllocatePage(allocation);
    allocatePage_->setWaiting(waiting(PageId::Allocate, &missingForAllocation));
    exportPage_ = new ExportPage(workspace_, waiting(PageId::Export, &missingForExport));
    for (QWidget* page : {static_cast<QWidget*>(modelPage_), static_cast<QWidget*>(profilePage),
                          static_cast<QWidget*>(allocatePage_), static_cast<QWidget*>(exportPage_)})
        pages_->addWidget(page);
    connect(modelPage_, &ModelPage::openFileRequested, this, &MainWindow::openFile);
    connect(modelPage_, &ModelPage::openFolderRequested, this, &MainWindow::openFolder);
    connect(modelPage_, &ModelPage::openRequested, this, &MainWindow::open);
    connect(profilePage, &ProfilePage::openProfileRequested, this, &MainWindow::openProfile);
    connect(allocatePage_, &AllocatePage::openProfileRequested, this, &MainWindow::openProfile);
    connect(profilePage, &ProfilePage::allocateRequested, this,
            [this] { showPage(PageId::Allocate); });
}

PageId MainWindow::currentPage() const {
    return static_cast<PageId>(pages_->currentIndex());
}

void MainWindow::showPage(PageId page) {
    pages_->setCurrentIndex(int(page));
    navigation_->setCurrent(page);
}

void MainWindow::refreshTitle() {
    const OpenedModelPtr& model = workspace_.model().model();
    const OpenedProfilePtr& profile = workspace_.allocation().profile();
    const QString name = model ? model->name : profile ? profile->name : QString();
    setWindowTitle(name.isEmpty() ? QStringLiteral("Fracbit Studio")
                                  : QStringLiteral("%1 — Fracbit Studio").arg(name));
}

void MainWindow::storeLayout(Settings& settings) const {
    settings.geometry = saveGeometry();
    settings.modelSplitter = modelPage_->browser().splitterState();
}

void MainWindow::restoreLayout(const Settings& settings) {
    if (settings.geometry.isEmpty() || !restoreGeometry(settings.geometry))
        resize(kDefaultSize);
    modelPage_->browser().restoreSplitter(settings.modelSplitter);
}

void MainWindow::open(const QString& path) {
    if (path.isEmpty())
        return;
    const bool model = Workspace::kindOf(path) == Workspace::Kind::Model;
    showPage(model ? PageId::Model : PageId::Allocate);
    workspace_.open(path);
}

void MainWindow::openFile() {
    open(QFileDialog::getOpenFileName(this, tr("Open a model"),
                                      QFileInfo(workspace_.model().path()).path(),
                                      tr("Models (*.gguf *.safetensors *.bin config.json)") +
                                          QStringLiteral(";;") + tr("All files (*)")));
}

void MainWindow::openFolder() {
    open(QFileDialog::getExistingDirectory(this, tr("Open a model's folder"),
                                           QFileInfo(workspace_.model().path()).path()));
}

void MainWindow::openProfile() {
    open(QFileDialog::getOpenFileName(this, tr("Open a profile"),
                                      QFileInfo(workspace_.allocation().path()).path(),
                                      tr("Profiles (*.json)")));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (localPath(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    dropHint_->setGeometry(rect());
    dropHint_->show();
    dropHint_->raise();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
    dropHint_->hide();
}

void MainWindow::dropEvent(QDropEvent* event) {
    dropHint_->hide();
    event->acceptProposedAction();
    open(localPath(event->mimeData()));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    emit closing();
    QMainWindow::closeEvent(event);
}

} // namespace fracbit::app
