#include "models/kept_table.h"

#include "models/format.h"

#include <QFont>
#include <QLocale>

namespace fracbit::app {

namespace {

QString number(double value, int digits) {
    return QLocale().toString(value, 'g', digits);
}

} // namespace

void KeptTable::show(const OpenedProfilePtr& profile, std::vector<Snapshot> snapshots,
                     std::vector<MeasurementPtr> measurements) {
    beginResetModel();
    profile_ = profile;
    snapshots_ = std::move(snapshots);
    measurements_ = std::move(measurements);
    endResetModel();
}

std::optional<std::size_t> KeptTable::snapshotAt(int row) const {
    if (row < 0 || row >= int(snapshots_.size()))
        return std::nullopt;
    return static_cast<std::size_t>(row);
}

std::optional<std::size_t> KeptTable::measurementAt(int row) const {
    const int index = row - int(snapshots_.size());
    if (index < 0 || index >= int(measurements_.size()))
        return std::nullopt;
    return static_cast<std::size_t>(index);
}

int KeptTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(snapshots_.size() + measurements_.size());
}

int KeptTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

const allocation::Solution& KeptTable::solution(int row) const {
    if (const auto index = snapshotAt(row))
        return snapshots_[*index].allocation->result.solution;
    return measurements_[*measurementAt(row)]->solution;
}

QVariant KeptTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::ToolTipRole)
        return toolTip(index.row());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Name ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::FontRole && index.column() == Predicted) {
        QFont font;
        font.setItalic(true); // what was not measured looks different
        return font;
    }
    return {};
}

QString KeptTable::text(int row, int column) const {
    const auto measurement = measurementAt(row);
    switch (column) {
    case Name:
        return measurement ? measurements_[*measurement]->name : snapshots_[*snapshotAt(row)].name;
    case Bits:
        return QLocale().toString(8.0 * double(solution(row).memory) / double(profile_->weights),
                                  'f', 3);
    case Predicted:
        return number(solution(row).objective, 3);
    default:
        return measurement ? number(measurements_[*measurement]->kl, 3) : QStringLiteral("—");
    }
}

QString KeptTable::toolTip(int row) const {
    const auto index = measurementAt(row);
    if (!index)
        return tr("A snapshot: nothing was measured");
    const Measurement& entry = *measurements_[*index];
    return tr("KL %1 ± %2 nats, perplexity %3, the same most probable token in %4 % of %5 "
              "predictions; text: %6")
        .arg(number(entry.kl, 4), number(entry.klStandardError, 2), number(entry.perplexity, 5),
             number(100 * entry.sameTop, 3), countText(entry.tokens), entry.text);
}

QVariant KeptTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Name ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Bits:
        return tr("Bits");
    case Predicted:
        return tr("Predicted");
    default:
        return tr("Measured");
    }
}

} // namespace fracbit::app
