#include "views/comparison_panel.h"

#include "models/comparison_table.h"
#include "models/format.h"
#include "session/allocation_session.h"
#include "views/fact_list.h"
#include "views/table_style.h"
#include "views/typography.h"

#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

QString change(double before, double now) {
    const double percent = before != 0 ? 100.0 * (now - before) / before : 0.0;
    return ComparisonPanel::tr("%1 → %2 (%3 %)")
        .arg(QLocale().toString(before, 'g', 4), QLocale().toString(now, 'g', 4),
             (percent > 0 ? QStringLiteral("+") : QString()) + QLocale().toString(percent, 'f', 1));
}

QList<Fact> totals(const OpenedProfile& profile, const allocation::Solution& before,
                   const allocation::Solution& now, int layers) {
    const double scale = 8.0 / double(profile.weights);
    QList<Fact> facts{
        {ComparisonPanel::tr("Predicted loss"), change(before.objective, now.objective)},
        {ComparisonPanel::tr("Bits per weight"),
         change(double(before.memory) * scale, double(now.memory) * scale)},
        {ComparisonPanel::tr("Layers that differ"), countText(layers)},
    };
    if (before.latency && now.latency)
        facts.insert(2, {ComparisonPanel::tr("Milliseconds per token"),
                         change(1e3 * allocation::secondsFromFemtoseconds(*before.latency),
                                1e3 * allocation::secondsFromFemtoseconds(*now.latency))});
    return facts;
}

} // namespace

ComparisonPanel::ComparisonPanel(AllocationSession& session, QWidget* parent)
    : QWidget(parent), session_(session), differences_(new ComparisonTable(this)),
      hint_(makeLabel(TextStyle::Caption,
                      tr("Keep an allocation with “Compare with this”, or compare with a "
                         "snapshot: what differs is listed here and coloured in the picture."))),
      totals_(new FactList), table_(new QTableView) {
    hint_->setWordWrap(true);
    table_->setModel(differences_);
    table_->setAccessibleName(tr("Layers that differ"));
    styleTable(*table_);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 12, 14, 14);
    rows->setSpacing(10);
    rows->addWidget(hint_);
    rows->addWidget(totals_);
    rows->addWidget(table_, 1);
    connect(&session_, &AllocationSession::allocationChanged, this, &ComparisonPanel::refresh);
    connect(&session_, &AllocationSession::referenceChanged, this, &ComparisonPanel::refresh);
    connect(table_, &QTableView::clicked, this, [this](const QModelIndex& index) {
        emit layerChosen(differences_->layerAt(index.row()));
    });
    refresh();
}

void ComparisonPanel::refresh() {
    const AllocationPtr& before = session_.reference();
    const AllocationPtr& now = session_.allocation();
    const bool shown = before && now;
    differences_->show(session_.profile(), before, now);
    hint_->setVisible(!shown);
    totals_->setVisible(shown);
    table_->setVisible(shown);
    if (shown)
        totals_->setFacts(totals(*session_.profile(), before->result.solution, now->result.solution,
                                 differences_->rowCount()));
}

} // namespace fracbit::app
