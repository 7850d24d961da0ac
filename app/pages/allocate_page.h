// Where the bits go: the picture, the fronts, the budgets and the inspector of a profile.
#pragma once

#include "jobs/job_lane.h"
#include "models/heatmap_data.h"
#include "views/color_scale.h"

#include <QPicture>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedLayout;
class QTabWidget;

namespace fracbit::app {

class AllocationSession;
class BudgetControl;
class FrontPlot;
class HeatmapView;
class RowList;
class KeptPanel;
class LayerInspector;
class ReadoutLine;
class StateView;
class Workspace;

class AllocatePage final : public QWidget {
    Q_OBJECT

public:
    // The workspace outlives the page.
    explicit AllocatePage(Workspace& workspace, QWidget* parent = nullptr);

    // Shown while no profile is open.
    void setWaiting(QWidget* waiting);
    void setColors(Palette palette);

    HeatmapView& heatmap() { return *built().heatmap_; }
    ReadoutLine& readout() { return *built().readout_; }
    BudgetControl& memory() { return *built().memory_; }
    BudgetControl& latency() { return *built().latency_; }

    KeptPanel& kept() { return *built().kept_; }
    // Heatmap and fronts as they are shown, one below the other, for documents.
    struct Picture {
        QPicture picture;
        QSize size;
    };
    Picture picture() const;
    // Width of the side panel and which of its tabs is in front.
    QByteArray layoutState() const;
    void restoreLayoutState(const QByteArray& state);

    // Which rows the picture has; part of what a project remembers.
    const RowChoice& rows() const { return rows_; }
    void setRows(const RowChoice& rows);
    // Selects layers; those without a row of their own get one.
    void select(const std::vector<int>& layers);

signals:
    void rowsChanged(const RowChoice& rows);
    void openProfileRequested();
    void measureRequested();
    void tryRequested(const QString& folder);

private:
    // What shows an allocation is made when the first one is to come, so that the window appears
    // sooner.
    AllocatePage& built();
    void connectReady();
    QWidget* makeReady();
    QWidget* makeSide();
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
    void showInfeasible();
    void refreshReference();
    void refreshFronts();
    void refreshMeasurements();
    void refreshNamed();
    void refreshMeasurable();
    void readWeights();
    void redrawHeatmap();
    void selectCostliest();
    void selectMatching();
    void resetRows();
    void fold(const QString& group);
    QWidget* makeRowButton();
    CellValue meaning() const;

    Workspace& workspace_;
    AllocationSession& session_;
    QStackedLayout* states_;
    QWidget* waiting_ = nullptr;
    StateView* opening_ = nullptr;
    StateView* failed_ = nullptr;
    QWidget* ready_ = nullptr;
    Palette palette_ = Palette::Viridis;
    QByteArray layoutState_; // to be restored
    QPushButton* back_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* subtitle_ = nullptr;
    OpenedProfilePtr rowsOf_; // whose rows the list holds
    RowChoice rows_;
    RowList* rowList_ = nullptr;
    QComboBox* meaning_ = nullptr;
    QCheckBox* fusion_ = nullptr;
    QCheckBox* feedback_ = nullptr;
    QPushButton* keep_ = nullptr;
    QPushButton* measure_ = nullptr;
    HeatmapView* heatmap_ = nullptr;
    QLabel* legend_ = nullptr;
    QLabel* next_ = nullptr; // what a little more would buy
    QLineEdit* select_ = nullptr;
    FrontPlot* memoryFront_ = nullptr;
    FrontPlot* latencyFront_ = nullptr;
    BudgetControl* memory_ = nullptr;
    BudgetControl* latency_ = nullptr;
    ReadoutLine* readout_ = nullptr;
    LayerInspector* inspector_ = nullptr;
    KeptPanel* kept_ = nullptr;
    QSplitter* splitter_ = nullptr;
    QTabWidget* side_ = nullptr;
    JobLane weightsLane_{JobLane::Replace::StopRunning};
};

} // namespace fracbit::app
