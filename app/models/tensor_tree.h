// The tensors of a model as a tree: blocks, and in each block its tensors.
#pragma once

#include "session/opened_model.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

namespace fracbit::app {

class TensorTree final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Dimensions, Type, Parameters, Size, Bits, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, // a number or text that orders the column
        FilterRole,              // all that a filter may match, in lower case
        TensorRole,              // index into ModelSpec::tensors; invalid for a block
    };

    // A null model is an empty tree.
    explicit TensorTree(OpenedModelPtr model, QObject* parent = nullptr);

    const OpenedModelPtr& model() const { return model_; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static bool isNumber(int column) { return column >= Parameters; }

private:
    const TensorGroup* groupAt(const QModelIndex& index) const;              // null for a tensor
    const checkpoint::ModelTensor* tensorAt(const QModelIndex& index) const; // null for a group
    QVariant display(const QModelIndex& index) const;
    QVariant sortKey(const QModelIndex& index) const;
    QString filterText(const QModelIndex& index) const;
    QString toolTip(const QModelIndex& index) const;
    QString groupTitle(const TensorGroup& group) const;

    OpenedModelPtr model_;
};

// Keeps rows that contain every word of the filter, and their blocks; a block that matches keeps
// all its tensors.
class TensorFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit TensorFilter(QObject* parent = nullptr);
    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QStringList words_;
};

} // namespace fracbit::app
