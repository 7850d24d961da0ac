#include "views/audit_view.h"

#include "models/audit_table.h"
#include "models/format.h"
#include "session/file_names.h"
#include "views/fact_list.h"
#include "views/table_style.h"
#include "views/typography.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QUrl>

namespace fracbit::app {

namespace {

constexpr std::size_t kShownProblems = 5;

QString lines(const std::vector<std::string>& texts) {
    QStringList list;
    for (std::size_t i = 0; i < std::min(texts.size(), kShownProblems); ++i)
        list << QString::fromStdString(texts[i]);
    if (texts.size() > kShownProblems)
        list << QStringLiteral("…");
    return list.join(QLatin1Char('\n'));
}

QList<Fact> factsOf(const Audit& audit) {
    QList<Fact> facts{
        {AuditView::tr("Folder"), fileText(audit.folder)},
        {AuditView::tr("Size on disk"), exactBytesText(audit.bytes)},
        {AuditView::tr("Size foretold"), exactBytesText(audit.predictedBytes)},
        {AuditView::tr("Time"),
         AuditView::tr("%1 s").arg(QLocale().toString(audit.seconds, 'f', 1))},
    };
    if (audit.resumedItems > 0)
        facts.append({AuditView::tr("From an earlier run"),
                      AuditView::tr("%n item(s)", nullptr, audit.resumedItems)});
    return facts;
}

} // namespace

AuditView::AuditView(QWidget* parent)
    : QWidget(parent), title_(makeLabel(TextStyle::Heading)), problems_(makeLabel(TextStyle::Body)),
      facts_(new FactList), layers_(new AuditTable(this)), table_(new QTableView) {
    setObjectName(QStringLiteral("card"));
    setAttribute(Qt::WA_StyledBackground);
    title_->setWordWrap(true);
    problems_->setWordWrap(true);
    table_->setModel(layers_);
    table_->setAccessibleName(tr("Layers as they were written"));
    styleTable(*table_);
    auto* open = new QPushButton(tr("Open folder"));
    connect(open, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(facts_->facts().constFirst().value));
    });
    auto* head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(open, 0, Qt::AlignTop);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(18, 14, 18, 14);
    rows->setSpacing(10);
    rows->addLayout(head);
    rows->addWidget(problems_);
    rows->addWidget(facts_);
    rows->addWidget(table_, 1);
    hide();
}

void AuditView::showAudit(const Audit& audit) {
    title_->setText(
        audit.problems.empty()
            ? tr("Written as assigned: all %n layer(s) read back and compared", nullptr,
                 int(audit.layers.size()))
            : tr("%n problem(s) in what was written", nullptr, int(audit.problems.size())));
    const QString texts = lines(audit.problems.empty() ? audit.notes : audit.problems);
    problems_->setText(texts);
    problems_->setVisible(!texts.isEmpty());
    facts_->setFacts(factsOf(audit));
    layers_->show(audit.layers);
    setVisible(true);
}

} // namespace fracbit::app
