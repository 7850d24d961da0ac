#include "pages/export_page.h"

#include "base/atomic_file.h"
#include "models/allocation_table.h"
#include "pages/waiting_page.h"
#include "session/file_names.h"
#include "session/opened_model.h"
#include "session/opened_profile.h"
#include "session/workspace.h"
#include "views/audit_view.h"
#include "views/export_form.h"
#include "views/fact_list.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>

namespace fracbit::app {

namespace {

QString defaultFolder(QString modelName) {
    modelName.replace(QLatin1Char(' '), QLatin1Char('-'))
        .replace(QLatin1Char('/'), QLatin1Char('-'));
    return QDir(QDir::homePath()).filePath(modelName + QStringLiteral("-fracbit"));
}

} // namespace

ExportPage::ExportPage(Workspace& workspace, QWidget* waiting, QWidget* parent)
    : QWidget(parent), workspace_(workspace), states_(new QStackedLayout(this)), waiting_(waiting) {
    ready_ = makeReady();
    states_->addWidget(waiting_);
    states_->addWidget(ready_);
    connect(&workspace_.allocation(), &AllocationSession::phaseChanged, this, &ExportPage::refresh);
    connect(&workspace_.allocation(), &AllocationSession::allocationChanged, this,
            &ExportPage::refresh);
    connect(&workspace_.model(), &Session::changed, this, &ExportPage::refreshModel);
    connect(&workspace_.work(), &Work::changed, this, &ExportPage::refreshStart);
    connect(form_, &ExportForm::changed, this, &ExportPage::foretellSize);
    connect(form_, &ExportForm::quantizeRequested, this, &ExportPage::quantize);
    refresh();
    refreshModel();
}

void ExportPage::refresh() {
    const AllocationSession& session = workspace_.allocation();
    const bool known = session.allocation() && session.infeasible().isEmpty();
    states_->setCurrentWidget(known ? ready_ : waiting_);
    saved_.clear();
    if (!known)
        return;
    facts_->setFacts(exportFacts(*session.profile(), *session.allocation()));
    showResult(tr("A plan says which scheme each layer gets; “fracbit quantize” carries it out."));
    foretellSize();
}

void ExportPage::refreshModel() {
    const OpenedModelPtr& model = workspace_.model().model();
    noModel_->setVisible(!model);
    form_->setVisible(model != nullptr);
    if (model && form_->folder().isEmpty())
        form_->setFolder(defaultFolder(model->name));
    foretellSize();
}

QuantizeRequest ExportPage::request() const {
    const AllocationSession& session = workspace_.allocation();
    return {workspace_.model().model()->checkpoint,
            planOf(*session.profile(), *session.allocation()), filePath(form_->folder()),
            form_->options(), form_->format()};
}

// The plan may not be one for this model; the engine says so, and that is what is shown.
void ExportPage::foretellSize() {
    fits_ = false;
    refreshStart();
    if (!isVisible() || !workspace_.model().model() || !workspace_.allocation().allocation())
        return;
    form_->setSize(std::nullopt, tr("being worked out"));
    Job<std::optional<std::uint64_t>> job;
    job.work = [request = request()](const RunContext&) { return folderBytes(request); };
    job.succeeded = [this](const std::optional<std::uint64_t>& bytes) {
        fits_ = true;
        form_->setSize(bytes, tr("known once the model is quantized"));
        refreshStart();
    };
    job.failed = [this](const JobFailure& failure) {
        form_->setSize(std::nullopt, failure.message);
        refreshStart();
    };
    sizeLane_.start(std::move(job));
}

void ExportPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    foretellSize();
}

void ExportPage::refreshStart() {
    const bool busy = workspace_.work().running();
    form_->setStartable(fits_ && !busy,
                        busy ? tr("Another job is running; one runs at a time") : QString());
}

void ExportPage::quantize() {
    Job<Audit> job;
    job.work = [request = request()](const RunContext& context) {
        return quantizeAndVerify(request, context);
    };
    job.succeeded = [this](const Audit& audit) {
        written_ = fileText(audit.folder);
        audit_->showAudit(audit);
        hint_->hide();
        try_->show();
    };
    workspace_.work().start(Work::Kind::Quantize, std::move(job));
}

QString ExportPage::askPath(const QString& title, const QString& name, const QString& filter) {
    const QFileInfo profile(workspace_.allocation().profile()->path);
    return QFileDialog::getSaveFileName(this, title, profile.dir().filePath(name), filter);
}

void ExportPage::choosePath() {
    const QString path =
        askPath(tr("Save the plan"), QStringLiteral("plan.json"), tr("Plans (*.json)"));
    if (!path.isEmpty())
        savePlan(path);
}

void ExportPage::chooseTable() {
    const QString path = askPath(tr("Save the table"), QStringLiteral("allocation.csv"),
                                 tr("Tables (*.csv *.json)"));
    if (!path.isEmpty())
        saveTable(path);
}

void ExportPage::choosePicture() {
    const QString path = askPath(tr("Save the picture"), QStringLiteral("allocation.svg"),
                                 tr("Pictures (*.svg *.pdf *.png)"));
    if (!path.isEmpty())
        emit pictureRequested(path);
}

void ExportPage::saveTable(const QString& path) {
    const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    saveFile(path, [json, profile = workspace_.allocation().profile(),
                    allocation = workspace_.allocation().allocation()] {
        return json ? allocationJson(*allocation) : allocationCsv(*allocation);
    });
}

void ExportPage::saveFile(const QString& path, std::function<std::string()> contents) {
    Job<QString> job;
    job.work = [path, contents = std::move(contents)](const RunContext&) {
        writeFileAtomically(filePath(path), contents());
        return path;
    };
    job.succeeded = [this](const QString& written) { showResult(tr("Saved as %1.").arg(written)); };
    job.failed = [this](const JobFailure& failure) { showResult(failure.message); };
    lane_.start(std::move(job));
}

QString ExportPage::resultText() const {
    return result_->text();
}

void ExportPage::savePlan(const QString& path) {
    Job<QString> job;
    job.work = [path, profile = workspace_.allocation().profile(),
                allocation = workspace_.allocation().allocation()](const RunContext&) {
        pipeline::writePlan(filePath(path), planOf(*profile, *allocation));
        return path;
    };
    job.succeeded = [this](const QString& written) {
        saved_ = written;
        showResult(tr("Saved as %1. This quantizes the model by it:\n%2").arg(written, command()));
    };
    job.failed = [this](const JobFailure& failure) { showResult(failure.message); };
    lane_.start(std::move(job));
}

void ExportPage::showResult(const QString& text) {
    result_->setText(text);
    copy_->setVisible(!saved_.isEmpty());
}

QString ExportPage::command() const {
    const OpenedModelPtr& model = workspace_.model().model();
    return QStringLiteral("fracbit quantize %1 --plan %2 --out %3")
        .arg(model ? shellQuoted(model->path) : QStringLiteral("MODEL"), shellQuoted(saved_),
             shellQuoted(QStringLiteral("quantized")));
}

} // namespace fracbit::app
