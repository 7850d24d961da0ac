#include "pages/model_page.h"

#include "checkpoint/architecture.h"
#include "session/session.h"
#include "views/model_header.h"
#include "views/start_view.h"
#include "views/state_view.h"
#include "views/tensor_browser.h"

#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace fracbit::app {

ModelPage::ModelPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), states_(new QStackedLayout(this)), start_(new StartView),
      opening_(makeOpening()) {
    failed_ = makeFailed();
    ready_ = makeReady();
    for (QWidget* state : {static_cast<QWidget*>(start_), static_cast<QWidget*>(opening_),
                           static_cast<QWidget*>(failed_), ready_})
        states_->addWidget(state);
    connect(start_, &StartView::openFileRequested, this, &ModelPage::openFileRequested);
    connect(start_, &StartView::openFolderRequested, this, &ModelPage::openFolderRequested);
    connect(start_, &StartView::openProfileRequested, this, &ModelPage::openProfileRequested);
    connect(start_, &StartView::openProjectRequested, this, &ModelPage::openProjectRequested);
    connect(start_, &StartView::openRequested, this, &ModelPage::openRequested);
    connect(&session_, &Session::changed, this, &ModelPage::refresh);
    refresh();
}

StateView* ModelPage::makeOpening() {
    auto* view = new StateView(QStringLiteral("model"));
    view->setTitle(tr("Opening…"));
    view->setBusy(true);
    view->addAction(tr("Cancel"), false, [this] { session_.cancelOpening(); });
    return view;
}

StateView* ModelPage::makeFailed() {
    auto* view = new StateView(QStringLiteral("warning"));
    view->addAction(tr("Try again"), true, [this] { session_.retry(); });
    view->addAction(tr("Open another file…"), false, [this] { emit openFileRequested(); });
    view->addAction(tr("Open another folder…"), false, [this] { emit openFolderRequested(); });
    back_ = view->addAction(tr("Back"), false, [this] { session_.dismissFailure(); });
    return view;
}

QWidget* ModelPage::makeReady() {
    auto* page = new QWidget;
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(24, 18, 24, 20);
    rows->setSpacing(18);
    header_ = new ModelHeader;
    browser_ = new TensorBrowser;
    rows->addWidget(header_);
    rows->addWidget(browser_, 1);
    return page;
}

void ModelPage::refresh() {
    switch (session_.phase()) {
    case Session::Phase::Empty:
        states_->setCurrentWidget(start_);
        break;
    case Session::Phase::Opening:
        opening_->setText(session_.path());
        states_->setCurrentWidget(opening_);
        break;
    case Session::Phase::Failed:
        refreshFailed();
        states_->setCurrentWidget(failed_);
        break;
    case Session::Phase::Ready:
        header_->setModel(*session_.model());
        browser_->setModel(session_.model());
        states_->setCurrentWidget(ready_);
        browser_->setFocus();
        break;
    }
}

void ModelPage::refreshFailed() {
    failed_->setTitle(tr("This could not be opened"));
    QStringList titles;
    for (const checkpoint::Architecture* architecture : checkpoint::architectures())
        titles << QString::fromUtf8(architecture->title);
    failed_->setText(tr("The studio reads Hugging Face folders (config.json with safetensors or "
                        "PyTorch files) and GGUF files of these models: %1. "
                        "The file was not changed.")
                         .arg(titles.join(QStringLiteral(", "))));
    failed_->setDetail(session_.failureMessage());
    back_->setVisible(session_.model() != nullptr);
}

void ModelPage::setRecent(const QStringList& paths) {
    start_->setRecent(paths);
}

QWidget* ModelPage::current() const {
    return states_->currentWidget();
}

} // namespace fracbit::app
