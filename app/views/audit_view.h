// The report about a written model: as planned or not, sizes, and every layer.
#pragma once

#include "session/quantize_run.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace fracbit::app {

class AuditTable;
class FactList;

class AuditView final : public QWidget {
    Q_OBJECT

public:
    explicit AuditView(QWidget* parent = nullptr);

    void showAudit(const Audit& audit);

private:
    QLabel* title_;
    QLabel* problems_;
    FactList* facts_;
    AuditTable* layers_;
    QTableView* table_;
};

} // namespace fracbit::app
