// What was written, layer by layer: assigned and stored scheme, bytes, expected and found error.
#pragma once

#include "session/quantize_run.h"

#include <QAbstractTableModel>

namespace fracbit::app {

class AuditTable final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Layer, Assigned, Stored, Bytes, Expected, Found, ColumnCount };

    explicit AuditTable(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void show(std::vector<AuditedLayer> layers);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const AuditedLayer& layer, int column) const;

    std::vector<AuditedLayer> layers_;
};

} // namespace fracbit::app
