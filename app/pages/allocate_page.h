// Where the bits go: the picture, the fronts, the budgets and the inspector of a profile.
#pragma once

#include "models/heatmap_data.h"
#include "views/color_scale.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace fracbit::app {

class AllocationSession;
class BudgetControl;
class FrontPlot;
class HeatmapView;
class LayerInspector;
class ReadoutLine;
class StateView;

class AllocatePage final : public QWidget {
    Q_OBJECT

public:
    // The session outlives the page.
    explicit AllocatePage(AllocationSession& session, QWidget* parent = nullptr);

    // Shown while no profile is open.
    void setWaiting(QWidget* waiting);
    void setColors(Palette palette);

    HeatmapView& heatmap() { return *heatmap_; }
    ReadoutLine& readout() { return *readout_; }
    BudgetControl& memory() { return *memory_; }
    BudgetControl& latency() { return *latency_; }

signals:
    void openProfileRequested();

private:
    QWidget* makeReady();
    QWidget* makeHeader();
    QWidget* makePicture();
    QWidget* makeFronts();
    QWidget* makeBudgets();
    StateView* makeOpening();
    StateView* makeFailed();

    void refreshPhase();
    void refreshProfile();
    void refreshDecision();
    void refreshAllocation();
    void refreshReference();
    void refreshFronts();
    void redrawHeatmap();
    void selectCostliest();
    CellValue meaning() const;

    AllocationSession& session_;
    QStackedLayout* states_;
    QWidget* waiting_ = nullptr;
    StateView* opening_ = nullptr;
    StateView* failed_ = nullptr;
    QWidget* ready_ = nullptr;
    QPushButton* back_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* subtitle_ = nullptr;
    QComboBox* meaning_ = nullptr;
    QCheckBox* fusion_ = nullptr;
    QPushButton* keep_ = nullptr;
    HeatmapView* heatmap_ = nullptr;
    QLabel* legend_ = nullptr;
    FrontPlot* memoryFront_ = nullptr;
    FrontPlot* latencyFront_ = nullptr;
    BudgetControl* memory_ = nullptr;
    BudgetControl* latency_ = nullptr;
    ReadoutLine* readout_ = nullptr;
    LayerInspector* inspector_ = nullptr;
};

} // namespace fracbit::app
