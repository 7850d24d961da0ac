#include "shell/main_window.h"

#include "pages/allocate_page.h"
#include "pages/chat_window.h"
#include "pages/export_page.h"
#include "pages/measure_dialog.h"
#include "pages/model_page.h"
#include "pages/profile_page.h"
#include "pages/waiting_page.h"
#include "session/file_names.h"
#include "session/opened_model.h"
#include "session/opened_profile.h"
#include "session/workspace.h"
#include "shell/drop_hint.h"
#include "views/notice_bar.h"
#include "views/picture_file.h"
#include "views/tensor_browser.h"

#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

constexpr QSize kDefaultSize(1280, 800);
constexpr QSize kMinimumSize(820, 540);
constexpr int kNavigationWidth = 92;

// What a project remembers of the picture's rows, one name a line.
const char* const kHiddenRows = "rows.hidden";
const char* const kUnfoldedRows = "rows.unfolded";

QStringList namesIn(const std::map<std::string, std::string>& view, const char* key) {
    const auto found = view.find(key);
    return found == view.end()
               ? QStringList()
               : QString::fromStdString(found->second).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

// The first local file of a drag; empty when there is none.
QString localPath(const QMimeData* data) {
    for (const QUrl& url : data->urls())
        if (url.isLocalFile())
            return fileText(QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1())
                                .toStdString());
    return {};
}

} // namespace

MainWindow::MainWindow(Workspace& workspace, const Settings& settings, QWidget* parent)
    : QMainWindow(parent), workspace_(workspace), navigation_(new NavigationBar),
      pages_(new QStackedWidget), notice_(new NoticeBar) {
    makePages();
    setCentralWidget(makeCenter());
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
    ProjectSession& project = workspace_.project();
    connect(&project, &ProjectSession::changed, this, &MainWindow::refreshTitle);
    connect(&project, &ProjectSession::changed, this, &MainWindow::refreshProject);
    connect(&project, &ProjectSession::viewRestored, this, &MainWindow::restoreView);
    setRecent(settings.recent);
    restoreLayout(settings);
    refreshTitle();
    pages_->setFocus();
}

QWidget* MainWindow::makeCenter() {
    auto* content = new QVBoxLayout;
    content->setSpacing(0);
    content->addWidget(notice_);
    content->addWidget(pages_, 1);
    auto* center = new QWidget;
    auto* columns = new QHBoxLayout(center);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    navigation_->setFixedWidth(kNavigationWidth);
    columns->addWidget(navigation_);
    columns->addLayout(content, 1);
    return center;
}

void MainWindow::makePages() {
    const WaitingActions actions{[this] { openFile(); }, [this] { openProfile(); },
                                 [this] { showPage(PageId::Profile); },
                                 [this] { showPage(PageId::Allocate); }};
    const auto waiting = [this, actions](PageId page, auto missing) {
        return new WaitingPage(workspace_, pageKey(page),
                               [this, actions, missing] { return missing(workspace_, actions); });
    };
    modelPage_ = new ModelPage(workspace_.model());
    profilePage_ = new ProfilePage(workspace_, waiting(PageId::Profile, &missingForProfile));
    allocatePage_ = new AllocatePage(workspace_);
    allocatePage_->setWaiting(waiting(PageId::Allocate, &missingForAllocation));
    exportPage_ = new ExportPage(workspace_, waiting(PageId::Export, &missingForExport));
    for (QWidget* page : {static_cast<QWidget*>(modelPage_), static_cast<QWidget*>(profilePage_),
                          static_cast<QWidget*>(allocatePage_), static_cast<QWidget*>(exportPage_)})
        pages_->addWidget(page);
    connect(modelPage_, &ModelPage::openFileRequested, this, &MainWindow::openFile);
    connect(modelPage_, &ModelPage::openFolderRequested, this, &MainWindow::openFolder);
    connect(modelPage_, &ModelPage::openProfileRequested, this, &MainWindow::openProfile);
    connect(modelPage_, &ModelPage::openProjectRequested, this, &MainWindow::openProject);
    connect(modelPage_, &ModelPage::openRequested, this, &MainWindow::open);
    connect(profilePage_, &ProfilePage::openProfileRequested, this, &MainWindow::openProfile);
    connect(allocatePage_, &AllocatePage::openProfileRequested, this, &MainWindow::openProfile);
    connect(profilePage_, &ProfilePage::allocateRequested, this,
            [this] { showPage(PageId::Allocate); });
    connect(profilePage_, &ProfilePage::profileMeasured, this, &MainWindow::open);
    connect(exportPage_, &ExportPage::openModelRequested, this, &MainWindow::openFile);
    connect(exportPage_, &ExportPage::pictureRequested, this, &MainWindow::savePicture);
    connect(exportPage_, &ExportPage::tryRequested, this, &MainWindow::tryModel);
    connect(allocatePage_, &AllocatePage::rowsChanged, this, &MainWindow::storeRows);
    connect(allocatePage_, &AllocatePage::measureRequested, this, &MainWindow::measure);
    connect(allocatePage_, &AllocatePage::tryRequested, this, &MainWindow::tryModel);
}

PageId MainWindow::currentPage() const {
    return static_cast<PageId>(pages_->currentIndex());
}

void MainWindow::showPage(PageId page) {
    pages_->setCurrentIndex(int(page));
    navigation_->setCurrent(page);
    workspace_.project().setView("page", pageKey(page).toStdString());
}

void MainWindow::refreshTitle() {
    const OpenedModelPtr& model = workspace_.model().model();
    const OpenedProfilePtr& profile = workspace_.allocation().profile();
    const QString project = workspace_.project().name();
    const QString name = !project.isEmpty() ? project
                         : model            ? model->name
                         : profile          ? profile->name
                                            : QString();
    setWindowTitle(name.isEmpty() ? QStringLiteral("Fracbit Studio")
                                  : QStringLiteral("%1 — Fracbit Studio").arg(name));
}

void MainWindow::refreshProject() {
    ProjectSession& project = workspace_.project();
    if (project.failure().isEmpty()) {
        if (projectNotice_)
            notice_->hide();
        projectNotice_ = false;
        return;
    }
    projectNotice_ = true;
    QList<NoticeBar::Action> actions;
    if (workspace_.allocation().profile())
        actions.append({tr("Save elsewhere…"), [this] { saveProjectAs(); }});
    notice_->showNotice(tr("The project: %1").arg(project.failure()), actions,
                        [&project] { project.dismissFailure(); });
}

void MainWindow::restoreView(const std::map<std::string, std::string>& view) {
    const auto page = view.find("page");
    for (PageId id : kPages)
        if (page != view.end() && page->second == pageKey(id).toStdString())
            showPage(id);
    allocatePage_->setRows({namesIn(view, kHiddenRows), namesIn(view, kUnfoldedRows)});
}

void MainWindow::storeRows(const RowChoice& rows) {
    workspace_.project().setView(kHiddenRows, rows.hidden.join(QLatin1Char('\n')).toStdString());
    workspace_.project().setView(kUnfoldedRows,
                                 rows.unfolded.join(QLatin1Char('\n')).toStdString());
}

void MainWindow::storeLayout(Settings& settings) const {
    settings.geometry = saveGeometry();
    settings.modelSplitter = modelPage_->browser().splitterState();
    settings.allocateLayout = allocatePage_->layoutState();
}

void MainWindow::restoreLayout(const Settings& settings) {
    if (settings.geometry.isEmpty() || !restoreGeometry(settings.geometry))
        resize(kDefaultSize);
    modelPage_->browser().restoreSplitter(settings.modelSplitter);
    allocatePage_->restoreLayoutState(settings.allocateLayout);
}

void MainWindow::open(const QString& path) {
    if (path.isEmpty())
        return;
    const bool model = Workspace::kindOf(path) == Workspace::Kind::Model;
    showPage(model ? PageId::Model : PageId::Allocate);
    workspace_.open(path);
}

void MainWindow::measure() {
    if (workspace_.model().model() && workspace_.allocation().allocation())
        (new MeasureDialog(workspace_, this))->show();
}

void MainWindow::savePicture(const QString& path) {
    const AllocatePage::Picture shown = allocatePage_->picture();
    const QColor ground = palette().color(QPalette::Base);
    exportPage_->saveFile(path, [shown, ground, path] {
        return pictureFile(shown.picture, shown.size, ground, path);
    });
}

void MainWindow::tryModel(const QString& folder) {
    if (workspace_.model().model())
        (new ChatWindow(workspace_, folder, this))->show();
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

void MainWindow::openProject() {
    open(QFileDialog::getOpenFileName(this, tr("Open a project"),
                                      QFileInfo(workspace_.project().path()).path(),
                                      tr("Projects (*.fracbit)")));
}

void MainWindow::saveProjectAs() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the project as"), workspace_.project().path(), tr("Projects (*.fracbit)"));
    if (!path.isEmpty())
        workspace_.project().saveAs(path);
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

// All edits are in the file before the window goes; when they cannot be, the user decides.
void MainWindow::closeEvent(QCloseEvent* event) {
    ProjectSession& project = workspace_.project();
    project.saveNow();
    while (project.busy())
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents |
                                        QEventLoop::WaitForMoreEvents);
    const bool lost = !project.failure().isEmpty() && workspace_.allocation().profile();
    if (lost && QMessageBox::warning(this, tr("The project is not saved"), project.failure(),
                                     QMessageBox::Discard | QMessageBox::Cancel,
                                     QMessageBox::Cancel) == QMessageBox::Cancel)
        return event->ignore();
    emit closing();
    QMainWindow::closeEvent(event);
}

} // namespace fracbit::app
