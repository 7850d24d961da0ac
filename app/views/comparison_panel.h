// The present allocation against the one it is compared with: totals, and every layer that differs.
#pragma once

#include <QWidget>

class QLabel;
class QTableView;

namespace fracbit::app {

class AllocationSession;
class ComparisonTable;
class FactList;

class ComparisonPanel final : public QWidget {
    Q_OBJECT

public:
    // The session outlives the panel.
    explicit ComparisonPanel(AllocationSession& session, QWidget* parent = nullptr);

signals:
    void layerChosen(int layer);

private:
    void refresh();

    AllocationSession& session_;
    ComparisonTable* differences_;
    QLabel* hint_;
    FactList* totals_;
    QTableView* table_;
};

} // namespace fracbit::app
