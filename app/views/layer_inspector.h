// The selected layers: what they are and cost, the schemes they can have, pins and bans.
#pragma once

#include "session/opened_profile.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QTableView;

namespace fracbit::app {

class AllocationSession;
class BarChart;
class BlockGraph;
class FactList;
class HistogramPlot;
class SchemeTable;
struct WeightHistogram;
using WeightHistogramPtr = std::shared_ptr<const WeightHistogram>;

class LayerInspector final : public QWidget {
    Q_OBJECT

public:
    // The session outlives the inspector.
    explicit LayerInspector(AllocationSession& session, QWidget* parent = nullptr);

    // The first layer is the one that is described; edits concern all.
    void setSelection(int current, const std::vector<int>& layers);
    // After the allocation changed.
    void refresh();
    int current() const { return current_; } // layer; -1: none
    // Of the current layer; null: why there is none is said.
    void setHistogram(const WeightHistogramPtr& histogram, const QString& message);
    BlockGraph& graph() { return *graph_; }

private:
    void makeRows();
    QWidget* makeActions();
    QWidget* makeLimits();
    QWidget* makeCharts();
    void showFacts();
    void showCharts();
    void selectScheme(int scheme);
    void updateActions();
    int selectedScheme() const; // -1: none

    AllocationSession& session_;
    int current_ = -1;
    std::vector<int> layers_;
    QLabel* title_;
    QLabel* subtitle_;
    FactList* facts_;
    SchemeTable* schemes_;
    QTableView* table_;
    QPushButton* pin_ = nullptr;
    QPushButton* ban_ = nullptr;
    QPushButton* release_ = nullptr;
    QWidget* limits_ = nullptr;
    QComboBox* limitKind_ = nullptr;
    QDoubleSpinBox* limitBits_ = nullptr;
    QWidget* charts_ = nullptr;
    BarChart* errors_ = nullptr;
    QLabel* timesTitle_ = nullptr;
    BarChart* times_ = nullptr;
    QLabel* timesText_ = nullptr; // where they come from; or why there are none
    QWidget* inside_ = nullptr;   // histogram and graph
    HistogramPlot* histogram_;
    QLabel* histogramText_;
    BlockGraph* graph_;
};

} // namespace fracbit::app
