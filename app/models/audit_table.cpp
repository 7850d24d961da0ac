#include "models/audit_table.h"

#include "models/format.h"

#include <QFont>
#include <QLocale>

namespace fracbit::app {

namespace {

// To the same place for all, so that the column can be read down; 8 bits leave about 0.00002.
QString errorText(double error) {
    return QLocale().toString(error, 'f', 6);
}

} // namespace

void AuditTable::show(std::vector<AuditedLayer> layers) {
    beginResetModel();
    layers_ = std::move(layers);
    endResetModel();
}

int AuditTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(layers_.size());
}

int AuditTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant AuditTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const AuditedLayer& layer = layers_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return text(layer, index.column());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() >= Bytes ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::FontRole && layer.assigned != layer.stored) {
        QFont font;
        font.setBold(true);
        return font;
    }
    return {};
}

QString AuditTable::text(const AuditedLayer& layer, int column) const {
    switch (column) {
    case Layer:
        return QString::fromStdString(layer.name);
    case Assigned:
        return QString::fromStdString(quantizer::schemeName(layer.assigned));
    case Stored:
        return QString::fromStdString(quantizer::schemeName(layer.stored));
    case Bytes:
        return countText(static_cast<std::int64_t>(layer.bytes));
    case Expected:
        return layer.expectedError ? errorText(*layer.expectedError) : QString();
    default:
        return errorText(layer.relativeError);
    }
}

QVariant AuditTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= Bytes ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Layer:
        return tr("Layer");
    case Assigned:
        return tr("Assigned");
    case Stored:
        return tr("Stored");
    case Bytes:
        return tr("Bytes");
    case Expected:
        return tr("Expected error");
    default:
        return tr("Found error");
    }
}

} // namespace fracbit::app
