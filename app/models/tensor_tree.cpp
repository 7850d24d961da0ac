#include "models/tensor_tree.h"

#include "models/format.h"

#include <algorithm>

namespace fracbit::app {

namespace {

// internalId of a block's index; a tensor's is its group's row plus one.
constexpr quintptr kGroup = 0;

// "attn.q.weight" of "blocks.3.attn.q.weight": the block stands above it in the tree.
QString shortName(const checkpoint::ModelTensor& tensor) {
    const QString name = QString::fromStdString(tensor.name);
    const QString prefix = QStringLiteral("blocks.%1.").arg(tensor.block);
    return name.startsWith(prefix) ? name.mid(prefix.size()) : name;
}

QString typeText(DType type) {
    const std::string_view name = dtypeName(type);
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

} // namespace

TensorTree::TensorTree(OpenedModelPtr model, QObject* parent)
    : QAbstractItemModel(parent), model_(std::move(model)) {}

QModelIndex TensorTree::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kGroup);
}

QModelIndex TensorTree::parent(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == kGroup)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, kGroup);
}

int TensorTree::rowCount(const QModelIndex& parent) const {
    if (!model_ || parent.column() > 0)
        return 0;
    if (!parent.isValid())
        return int(model_->groups.size());
    const TensorGroup* group = groupAt(parent);
    return group ? int(group->tensors.size()) : 0;
}

int TensorTree::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

const TensorGroup* TensorTree::groupAt(const QModelIndex& index) const {
    return index.internalId() == kGroup ? &model_->groups[std::size_t(index.row())] : nullptr;
}

const checkpoint::ModelTensor* TensorTree::tensorAt(const QModelIndex& index) const {
    if (index.internalId() == kGroup)
        return nullptr;
    const TensorGroup& group = model_->groups[index.internalId() - 1];
    return &model_->spec().tensors[group.tensors[std::size_t(index.row())]];
}

QVariant TensorTree::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(index);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return toolTip(index);
    case SortRole:
        return sortKey(index);
    case FilterRole:
        return filterText(index);
    case TensorRole:
        if (tensorAt(index))
            return int(tensorAt(index) - model_->spec().tensors.data());
        return {};
    default:
        return {};
    }
}

QString TensorTree::groupTitle(const TensorGroup& group) const {
    return group.block < 0 ? tr("Outside the blocks") : tr("Block %1").arg(group.block);
}

QVariant TensorTree::display(const QModelIndex& index) const {
    const TensorGroup* group = groupAt(index);
    const checkpoint::ModelTensor* tensor = tensorAt(index);
    const std::int64_t parameters = group ? group->parameters : elementCount(tensor->shape);
    const std::uint64_t bytes = group ? group->bytes : tensor->bytes;
    switch (index.column()) {
    case Name:
        return group ? groupTitle(*group) : shortName(*tensor);
    case Dimensions:
        return group ? tr("%n tensor(s)", nullptr, int(group->tensors.size()))
                     : dimensionsText(tensor->shape);
    case Type:
        return group ? QString() : typeText(tensor->dtype);
    case Parameters:
        return countText(parameters);
    case Size:
        return bytesText(bytes);
    default:
        return bitsText(bitsPerWeight(bytes, parameters));
    }
}

QVariant TensorTree::sortKey(const QModelIndex& index) const {
    const TensorGroup* group = groupAt(index);
    const checkpoint::ModelTensor* tensor = tensorAt(index);
    const std::int64_t parameters = group ? group->parameters : elementCount(tensor->shape);
    const std::uint64_t bytes = group ? group->bytes : tensor->bytes;
    switch (index.column()) {
    case Name: // the order of use, which is the order of the rows
        return index.row();
    case Type:
        return display(index);
    case Size:
        return qulonglong(bytes);
    case Bits:
        return bitsPerWeight(bytes, parameters);
    default:
        return qlonglong(parameters);
    }
}

QString TensorTree::filterText(const QModelIndex& index) const {
    if (const TensorGroup* group = groupAt(index)) {
        const QString key =
            group->block < 0 ? QString() : QStringLiteral(" blocks.%1").arg(group->block);
        return (groupTitle(*group) + key).toLower();
    }
    const checkpoint::ModelTensor& tensor = *tensorAt(index);
    return QStringLiteral("%1 %2 %3")
        .arg(QString::fromStdString(tensor.name), QString::fromStdString(tensor.stored.name),
             typeText(tensor.dtype))
        .toLower();
}

QString TensorTree::toolTip(const QModelIndex& index) const {
    const TensorGroup* group = groupAt(index);
    if (index.column() == Size)
        return exactBytesText(group ? group->bytes : tensorAt(index)->bytes);
    if (index.column() == Name && !group)
        return QString::fromStdString(tensorAt(index)->name);
    return {};
}

QVariant TensorTree::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Tensor");
    case Dimensions:
        return tr("Shape");
    case Type:
        return tr("Type");
    case Parameters:
        return tr("Parameters");
    case Size:
        return tr("Size");
    case Bits:
        return tr("Bits per weight");
    default:
        return {};
    }
}

TensorFilter::TensorFilter(QObject* parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
    setSortRole(TensorTree::SortRole);
}

void TensorFilter::setText(const QString& text) {
    words_ = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool TensorFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (words_.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QString text = index.data(TensorTree::FilterRole).toString();
    return std::all_of(words_.begin(), words_.end(),
                       [&text](const QString& word) { return text.contains(word); });
}

// Equal keys keep the order of use, whichever way the column is sorted.
bool TensorFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant leftKey = left.data(TensorTree::SortRole);
    const QVariant rightKey = right.data(TensorTree::SortRole);
    const QPartialOrdering order = QVariant::compare(leftKey, rightKey);
    if (order == QPartialOrdering::Equivalent)
        return sortOrder() == Qt::AscendingOrder ? left.row() < right.row()
                                                 : left.row() > right.row();
    return order == QPartialOrdering::Less;
}

} // namespace fracbit::app
