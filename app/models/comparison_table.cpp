#include "models/comparison_table.h"

#include "models/format.h"
#include "models/heatmap_data.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace fracbit::app {

namespace {

QString withSign(double value, char format, int digits) {
    return (value > 0 ? QStringLiteral("+") : QString()) +
           QLocale().toString(value, format, digits);
}

} // namespace

void ComparisonTable::show(const OpenedProfilePtr& profile, const AllocationPtr& before,
                           const AllocationPtr& now) {
    beginResetModel();
    profile_ = profile;
    rows_.clear();
    if (profile && before && now)
        for (std::size_t i = 0; i < now->result.solution.schemes.size(); ++i) {
            const int was = before->result.solution.schemes[i];
            const int is = now->result.solution.schemes[i];
            const int variantWas = before->result.solution.variants[i];
            const int variantIs = now->result.solution.variants[i];
            if (was == is && variantWas == variantIs)
                continue;
            const LayerCost first = layerCost(*before->problem, int(i), was);
            const LayerCost second = layerCost(*now->problem, int(i), is);
            rows_.push_back({int(i), was, is, variantWas, variantIs, second.bits - first.bits,
                             second.loss - first.loss});
        }
    std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
        return std::abs(a.loss) > std::abs(b.loss);
    });
    endResetModel();
}

int ComparisonTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int ComparisonTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ComparisonTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return text(rows_[static_cast<std::size_t>(index.row())], index.column());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() >= Bits ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

QString ComparisonTable::text(const Row& row, int column) const {
    const allocation::Problem& problem = *profile_->problem;
    // The kernel is named where it is what differs.
    const auto scheme = [&](int index, int variant) {
        const auto name =
            QString::fromStdString(problem.schemes[static_cast<std::size_t>(index)].name);
        return row.before == row.now && variant >= 0
                   ? QStringLiteral("%1, %2").arg(
                         name, variantText(problem.variants[static_cast<std::size_t>(variant)]))
                   : name;
    };
    switch (column) {
    case Layer:
        return QString::fromStdString(problem.layers[static_cast<std::size_t>(row.layer)].name);
    case Before:
        return scheme(row.before, row.variantBefore);
    case Now:
        return scheme(row.now, row.variantNow);
    case Bits:
        return withSign(row.bits, 'f', 2);
    default:
        return withSign(row.loss, 'g', 2);
    }
}

QVariant ComparisonTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= Bits ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Layer:
        return tr("Layer");
    case Before:
        return tr("Was");
    case Now:
        return tr("Is");
    case Bits:
        return tr("Δ bits");
    default:
        return tr("Δ loss");
    }
}

} // namespace fracbit::app
