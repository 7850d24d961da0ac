// Allocations that were kept: snapshots, then measurements, with what is predicted and measured.
#pragma once

#include "session/decision.h"
#include "session/measurement.h"
#include "session/opened_profile.h"

#include <QAbstractTableModel>

namespace fracbit::app {

class KeptTable final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Bits, Predicted, Measured, ColumnCount };

    explicit KeptTable(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void show(const OpenedProfilePtr& profile, std::vector<Snapshot> snapshots,
              std::vector<MeasurementPtr> measurements);
    // The position of a row among the snapshots or the measurements; empty when it is not one.
    std::optional<std::size_t> snapshotAt(int row) const;
    std::optional<std::size_t> measurementAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const allocation::Solution& solution(int row) const;
    QString text(int row, int column) const;
    QString toolTip(int row) const;

    OpenedProfilePtr profile_;
    std::vector<Snapshot> snapshots_;
    std::vector<MeasurementPtr> measurements_;
};

} // namespace fracbit::app
