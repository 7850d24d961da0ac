// Two allocations of one profile, layer by layer: only where they differ, largest change first.
#pragma once

#include "session/decision.h"
#include "session/opened_profile.h"

#include <QAbstractTableModel>

namespace fracbit::app {

class ComparisonTable final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Layer, Before, Now, Bits, Loss, ColumnCount };

    explicit ComparisonTable(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    // Either may be null: an empty table then.
    void show(const OpenedProfilePtr& profile, const AllocationPtr& before,
              const AllocationPtr& now);
    int layerAt(int row) const { return rows_[static_cast<std::size_t>(row)].layer; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        int layer = 0;
        int before = 0; // schemes
        int now = 0;
        int variantBefore = -1; // of the kernel
        int variantNow = -1;
        double bits = 0; // differences: now minus before
        double loss = 0;
    };
    QString text(const Row& row, int column) const;

    OpenedProfilePtr profile_;
    std::vector<Row> rows_;
};

} // namespace fracbit::app
