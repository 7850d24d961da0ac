#include "pages/export_page.h"

#include "models/format.h"
#include "pages/waiting_page.h"
#include "pipeline/allocation_problem.h"
#include "session/opened_model.h"
#include "session/opened_profile.h"
#include "session/workspace.h"
#include "views/fact_list.h"
#include "views/typography.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedLayout>

namespace fracbit::app {

namespace {

constexpr int kCardWidth = 620;
constexpr int kNameLetters = 30;

QList<Fact> factsOf(const OpenedProfile& profile, const Allocation& allocation) {
    const allocation::Solution& solution = allocation.result.solution;
    const auto bytes = static_cast<std::uint64_t>(solution.memory);
    const auto footprint =
        static_cast<std::uint64_t>(pipeline::footprintBytes(profile.profile, solution.memory));
    QList<Fact> facts{
        {ExportPage::tr("Linear layers"), countText(std::int64_t(solution.schemes.size()))},
        {ExportPage::tr("Bits per weight"),
         QLocale().toString(8.0 * double(bytes) / double(profile.weights), 'f', 4)},
        {ExportPage::tr("Size of the linear layers"), exactBytesText(bytes)},
        {ExportPage::tr("Predicted loss increase"),
         QStringLiteral("≈ ") + QLocale().toString(solution.objective, 'f', 4)},
    };
    if (footprint != bytes)
        facts.insert(3, {ExportPage::tr("With embeddings and norms"), exactBytesText(footprint)});
    return facts;
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
    refresh();
}

QWidget* ExportPage::makeReady() {
    auto* page = new QWidget;
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(24, 18, 24, 20);
    rows->setSpacing(14);
    facts_ = new FactList(kNameLetters);
    auto* card = new QWidget;
    card->setObjectName(QStringLiteral("card"));
    card->setAttribute(Qt::WA_StyledBackground);
    card->setMaximumWidth(kCardWidth);
    auto* cardRows = new QVBoxLayout(card);
    cardRows->setContentsMargins(18, 16, 18, 16);
    cardRows->addWidget(facts_);
    auto* save = new QPushButton(tr("Save plan…"));
    save->setProperty("primary", true);
    connect(save, &QPushButton::clicked, this, &ExportPage::choosePath);
    copy_ = new QPushButton(tr("Copy command"));
    copy_->setToolTip(tr("The command that quantizes the model by the saved plan"));
    connect(copy_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(command()); });
    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    actions->addWidget(save);
    actions->addWidget(copy_);
    actions->addStretch();
    result_ = makeLabel(TextStyle::Body);
    result_->setWordWrap(true);
    result_->setMaximumWidth(kCardWidth);
    result_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    rows->addWidget(makeLabel(TextStyle::Title, tr("Export")));
    rows->addWidget(card);
    rows->addLayout(actions);
    rows->addWidget(result_);
    rows->addStretch();
    return page;
}

void ExportPage::refresh() {
    const AllocationSession& session = workspace_.allocation();
    const bool known = session.allocation() && session.infeasible().isEmpty();
    states_->setCurrentWidget(known ? ready_ : waiting_);
    saved_.clear();
    if (!known)
        return;
    facts_->setFacts(factsOf(*session.profile(), *session.allocation()));
    showResult(tr("A plan says which scheme each layer gets. “fracbit quantize” writes the model "
                  "by it."));
}

void ExportPage::showResult(const QString& text) {
    result_->setText(text);
    copy_->setVisible(!saved_.isEmpty());
}

void ExportPage::choosePath() {
    const QFileInfo profile(workspace_.allocation().profile()->path);
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the plan"), profile.dir().filePath(QStringLiteral("plan.json")),
        tr("Plans (*.json)"));
    if (!path.isEmpty())
        savePlan(path);
}

void ExportPage::savePlan(const QString& path) {
    Job<QString> job;
    job.work = [path, problem = workspace_.allocation().profile()->problem,
                allocation = workspace_.allocation().allocation()](const RunContext&) {
        pipeline::writePlan(path.toStdString(),
                            pipeline::planOf(*problem, allocation->result.solution));
        return path;
    };
    job.succeeded = [this](const QString& written) {
        saved_ = written;
        showResult(tr("Saved as %1. This quantizes the model by it:\n%2").arg(written, command()));
    };
    job.failed = [this](const JobFailure& failure) { showResult(failure.message); };
    lane_.start(std::move(job));
}

QString ExportPage::command() const {
    const OpenedModelPtr& model = workspace_.model().model();
    return QStringLiteral("fracbit quantize %1 --plan %2 --out %3")
        .arg(model ? shellQuoted(model->path) : QStringLiteral("MODEL"), shellQuoted(saved_),
             shellQuoted(QStringLiteral("quantized")));
}

} // namespace fracbit::app
