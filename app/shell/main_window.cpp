#include "shell/main_window.h"

#include "pages/model_page.h"
#include "pages/waiting_page.h"
#include "session/session.h"
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

MainWindow::MainWindow(Session& session, const Settings& settings, QWidget* parent)
    : QMainWindow(parent), session_(session), navigation_(new NavigationBar),
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
    connect(&session_, &Session::changed, this, &MainWindow::refreshTitle);
    setRecent(settings.recent);
    restoreLayout(settings);
    refreshTitle();
    pages_->setFocus();
}

void MainWindow::makePages() {
    const auto openModel = [this] { openFile(); };
    const auto goTo = [this](PageId page) { return [this, page] { showPage(page); }; };
    modelPage_ = new ModelPage(session_);
    connect(modelPage_, &ModelPage::openFileRequested, this, &MainWindow::openFile);
    connect(modelPage_, &ModelPage::openFolderRequested, this, &MainWindow::openFolder);
    const auto toProfile = goTo(PageId::Profile);
    const auto toAllocate = goTo(PageId::Allocate);
    pages_->addWidget(modelPage_);
    pages_->addWidget(
        new WaitingPage(session_, pageKey(PageId::Profile), [openModel](const Session& session) {
            return missingForProfile(session, openModel);
        }));
    pages_->addWidget(new WaitingPage(
        session_, pageKey(PageId::Allocate), [openModel, toProfile](const Session& session) {
            return missingForAllocation(session, openModel, toProfile);
        }));
    pages_->addWidget(new WaitingPage(session_, pageKey(PageId::Export),
                                      [openModel, toAllocate](const Session& session) {
                                          return missingForExport(session, openModel, toAllocate);
                                      }));
}

PageId MainWindow::currentPage() const {
    return static_cast<PageId>(pages_->currentIndex());
}

void MainWindow::showPage(PageId page) {
    pages_->setCurrentIndex(int(page));
    navigation_->setCurrent(page);
}

void MainWindow::refreshTitle() {
    setWindowTitle(session_.model()
                       ? QStringLiteral("%1 — Fracbit Studio").arg(session_.model()->name)
                       : QStringLiteral("Fracbit Studio"));
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
    showPage(PageId::Model);
    session_.open(path);
}

void MainWindow::openFile() {
    open(QFileDialog::getOpenFileName(this, tr("Open a model"), QFileInfo(session_.path()).path(),
                                      tr("Models (*.gguf *.safetensors *.bin config.json)") +
                                          QStringLiteral(";;") + tr("All files (*)")));
}

void MainWindow::openFolder() {
    open(QFileDialog::getExistingDirectory(this, tr("Open a model's folder"),
                                           QFileInfo(session_.path()).path()));
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
