// How the page of the export is put together.
#include "models/format.h"
#include "pages/export_page.h"
#include "pipeline/allocation_problem.h"
#include "session/opened_profile.h"
#include "session/workspace.h"
#include "views/audit_view.h"
#include "views/card.h"
#include "views/export_form.h"
#include "views/fact_list.h"
#include "views/typography.h"
#include "views/work_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

constexpr int kLeftWidth = 540;
constexpr int kExportNameLetters = 24;

} // namespace

QList<Fact> exportFacts(const OpenedProfile& profile, const Allocation& allocation) {
    const allocation::Solution& solution = allocation.result.solution;
    const auto bytes = static_cast<std::uint64_t>(solution.memory);
    return {
        {ExportPage::tr("Linear layers"), countText(std::int64_t(solution.schemes.size()))},
        {ExportPage::tr("Bits per weight"),
         QLocale().toString(8.0 * double(bytes) / double(profile.weights), 'f', 4)},
        {ExportPage::tr("Size of the linear layers"), exactBytesText(bytes)},
        {ExportPage::tr("Predicted loss increase"),
         QStringLiteral("≈ ") + QLocale().toString(solution.objective, 'f', 4)},
    };
}

QWidget* ExportPage::makeReady() {
    facts_ = new FactList(kExportNameLetters);
    auto* left = new QWidget;
    left->setFixedWidth(kLeftWidth);
    auto* rows = new QVBoxLayout(left);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(14);
    rows->addWidget(makeLabel(TextStyle::Title, tr("Export")));
    rows->addWidget(makeCard(facts_));
    rows->addWidget(makeModelCard());
    rows->addWidget(new WorkView(workspace_.work(), Work::Kind::Quantize));
    rows->addWidget(makePlanRow());
    rows->addStretch();
    audit_ = new AuditView;
    auto* hint = makeLabel(TextStyle::Body, tr("What was written is read back and compared with "
                                               "the plan; the report appears here."));
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    setMuted(hint, true);
    hint_ = hint;
    auto* page = new QWidget;
    auto* columns = new QHBoxLayout(page);
    columns->setContentsMargins(24, 18, 24, 20);
    columns->setSpacing(18);
    columns->addWidget(left);
    columns->addWidget(audit_, 1);
    columns->addWidget(hint_, 1);
    return page;
}

QWidget* ExportPage::makeModelCard() {
    form_ = new ExportForm;
    noModel_ = new QWidget;
    auto* missing = makeLabel(TextStyle::Body,
                              tr("To write the quantized model here, open the original: a profile "
                                 "holds no weights."));
    missing->setWordWrap(true);
    auto* open = new QPushButton(tr("Open model…"));
    open->setProperty("primary", true);
    connect(open, &QPushButton::clicked, this, &ExportPage::openModelRequested);
    auto* inside = new QVBoxLayout(noModel_);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(12);
    inside->addWidget(missing);
    inside->addWidget(open, 0, Qt::AlignLeft);
    try_ = new QPushButton(tr("Try it beside the original…"));
    try_->hide();
    connect(try_, &QPushButton::clicked, this, [this] { emit tryRequested(written_); });
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    rows->addWidget(makeLabel(TextStyle::Heading, tr("Quantized model")));
    rows->addWidget(noModel_);
    rows->addWidget(form_);
    rows->addWidget(try_, 0, Qt::AlignLeft);
    return makeCard(content);
}

QWidget* ExportPage::makePlanRow() {
    auto* save = new QPushButton(tr("Save plan…"));
    connect(save, &QPushButton::clicked, this, &ExportPage::choosePath);
    copy_ = new QPushButton(tr("Copy command"));
    copy_->setToolTip(tr("The command that quantizes the model by the saved plan"));
    connect(copy_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(command()); });
    result_ = makeLabel(TextStyle::Body);
    result_->setWordWrap(true);
    setMuted(result_, true);
    result_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    auto* table = new QPushButton(tr("Save table…"));
    auto* picture = new QPushButton(tr("Save picture…"));
    connect(table, &QPushButton::clicked, this, &ExportPage::chooseTable);
    connect(picture, &QPushButton::clicked, this, &ExportPage::choosePicture);
    for (QPushButton* button : {save, table, picture, copy_})
        actions->addWidget(button);
    actions->addStretch();
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(makeLabel(TextStyle::Heading, tr("Plan, table, picture")));
    rows->addWidget(result_);
    rows->addLayout(actions);
    return makeCard(content);
}

} // namespace fracbit::app
