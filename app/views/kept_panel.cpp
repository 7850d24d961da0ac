#include "views/kept_panel.h"

#include "models/kept_table.h"
#include "session/allocation_session.h"
#include "session/file_names.h"
#include "views/table_style.h"
#include "views/typography.h"

#include <QGridLayout>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace fracbit::app {

KeptPanel::KeptPanel(AllocationSession& session, QWidget* parent)
    : QWidget(parent), session_(session), kept_(new KeptTable(this)), table_(new QTableView) {
    table_->setModel(kept_);
    table_->setAccessibleName(tr("Kept allocations"));
    styleTable(*table_);
    auto* text = makeLabel(TextStyle::Caption,
                           tr("Snapshots keep an allocation under a name; measurements are "
                              "allocations that were really quantized and compared."));
    text->setWordWrap(true);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 12, 14, 14);
    rows->setSpacing(10);
    rows->addWidget(text);
    rows->addWidget(table_, 1);
    rows->addWidget(makeActions());
    connect(&session_, &AllocationSession::snapshotsChanged, this, &KeptPanel::refresh);
    connect(&session_, &AllocationSession::measurementsChanged, this, &KeptPanel::refresh);
    connect(&session_, &AllocationSession::allocationChanged, this, &KeptPanel::refreshActions);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &KeptPanel::refreshActions);
    refresh();
}

QWidget* KeptPanel::makeActions() {
    keep_ = new QPushButton(tr("Keep this…"));
    back_ = new QPushButton(tr("Go back to"));
    compare_ = new QPushButton(tr("Compare"));
    try_ = new QPushButton(tr("Try…"));
    remove_ = new QPushButton(tr("Drop"));
    keep_->setToolTip(tr("Keep the present allocation under a name"));
    back_->setToolTip(tr("Decide as the snapshot did; can be undone"));
    try_->setToolTip(tr("Talk to the measured model and the original side by side"));
    connect(keep_, &QPushButton::clicked, this, &KeptPanel::keep);
    connect(back_, &QPushButton::clicked, this,
            [this] { session_.restoreSnapshot(*kept_->snapshotAt(row())); });
    connect(compare_, &QPushButton::clicked, this, &KeptPanel::compare);
    connect(try_, &QPushButton::clicked, this, [this] {
        emit tryRequested(fileText(session_.measurements()[*kept_->measurementAt(row())]->folder));
    });
    connect(remove_, &QPushButton::clicked, this, &KeptPanel::remove);
    auto* area = new QWidget;
    auto* grid = new QGridLayout(area);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(6);
    grid->addWidget(keep_, 0, 0);
    grid->addWidget(back_, 0, 1);
    grid->addWidget(compare_, 0, 2);
    grid->addWidget(try_, 1, 0);
    grid->addWidget(remove_, 1, 1);
    return area;
}

int KeptPanel::row() const {
    const QModelIndexList rows = table_->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.first().row();
}

void KeptPanel::refresh() {
    kept_->show(session_.profile(), session_.snapshots(), session_.measurements());
    refreshActions();
}

void KeptPanel::refreshActions() {
    const bool snapshot = kept_->snapshotAt(row()).has_value();
    const bool measurement = kept_->measurementAt(row()).has_value();
    keep_->setEnabled(session_.allocation() != nullptr);
    back_->setEnabled(snapshot);
    compare_->setEnabled(snapshot || measurement);
    try_->setEnabled(measurement);
    remove_->setEnabled(snapshot || measurement);
}

QString KeptPanel::nextName() const {
    const std::size_t number = session_.snapshots().size();
    constexpr std::size_t kLetters = 26;
    return number < kLetters ? QString(QLatin1Char(char('A' + number)))
                             : QString::number(number + 1);
}

void KeptPanel::keep() {
    bool accepted = false;
    const QString name = QInputDialog::getText(this, tr("Keep this allocation"), tr("Name"),
                                               QLineEdit::Normal, nextName(), &accepted);
    if (accepted && !name.trimmed().isEmpty())
        session_.addSnapshot(name.trimmed());
}

void KeptPanel::compare() {
    if (const auto snapshot = kept_->snapshotAt(row()))
        return session_.setReference(session_.snapshots()[*snapshot].allocation);
    const Measurement& measurement = *session_.measurements()[*kept_->measurementAt(row())];
    Allocation measured{session_.decision(), nullptr, {}};
    measured.decision.feedback = measurement.feedback;
    measured.problem = problemOf(*session_.profile(), measured.decision);
    measured.result.solution = measurement.solution;
    session_.setReference(std::make_shared<const Allocation>(std::move(measured)));
}

void KeptPanel::remove() {
    if (const auto snapshot = kept_->snapshotAt(row()))
        session_.removeSnapshot(*snapshot);
    else if (const auto measurement = kept_->measurementAt(row()))
        session_.removeMeasurement(*measurement);
}

} // namespace fracbit::app
