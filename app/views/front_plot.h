// A front: the least loss for each amount of a resource, with the present allocation, what ideal
// quantizers would reach, uniform schemes, named points and measured ones on it. Clicking or
// dragging chooses a budget.
#pragma once

#include "session/decision.h"
#include "session/opened_profile.h"
#include "views/budget_control.h"

#include <QPicture>
#include <QWidget>

class QCPAbstractItem;
class QCPErrorBars;
class QCPGraph;
class QCustomPlot;

namespace fracbit::app {

struct Measurement;
using MeasurementPtr = std::shared_ptr<const Measurement>;

// A point that carries a name.
struct NamedPoint {
    QString name;
    AllocationPtr allocation;
};

class FrontPlot final : public QWidget {
    Q_OBJECT

public:
    explicit FrontPlot(allocation::Axis axis, QWidget* parent = nullptr);

    // Any of the values may be null: what is not there is not drawn.
    void setFronts(const OpenedProfilePtr& profile, const FrontsPtr& fronts);
    void setAllocation(const AllocationPtr& allocation);
    void setReference(const AllocationPtr& reference);
    void setNamed(const std::vector<NamedPoint>& points);
    void setMeasurements(const std::vector<MeasurementPtr>& measurements);

    // What the horizontal axis is in; at first bits per weight or milliseconds, the base units.
    void setUnit(const BudgetUnit& unit, int context);

    // As it is shown, for documents.
    QPicture picture() const;
    // What is on the horizontal axis for a cost.
    double coordinate(std::int64_t cost) const;
    // The budget (bytes or femtoseconds) at a horizontal position of the widget.
    std::int64_t budgetAt(double x) const;

signals:
    void budgetChosen(std::int64_t budget);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void placeLegend();
    void wrapLegend();
    void fitLabel();
    void makeGraphs();
    void restyle();
    double fromBase(double value) const { return unit_.fromBase ? unit_.fromBase(value) : value; }
    double toBase(double value) const { return unit_.toBase ? unit_.toBase(value) : value; }
    void drawFront();
    void drawNamed();
    void drawMeasurements();
    void drawLegend();
    void addLabel(const QString& text, double x, double y);
    void drawPoint(QCPGraph& graph, const AllocationPtr& allocation);
    std::optional<std::int64_t> cost(const allocation::Solution& solution) const;

    allocation::Axis axis_;
    OpenedProfilePtr profile_;
    FrontsPtr fronts_;
    AllocationPtr allocation_;
    AllocationPtr compared_;
    std::vector<NamedPoint> points_;
    std::vector<MeasurementPtr> measurements_;
    BudgetUnit unit_; // no conversion: the base unit
    QCustomPlot* plot_;
    QCPGraph* front_ = nullptr;
    QCPGraph* uniform_ = nullptr;
    QCPGraph* reference_ = nullptr;
    QCPGraph* current_ = nullptr;
    QCPGraph* ideal_ = nullptr; // memory only
    QCPGraph* named_ = nullptr;
    QCPGraph* measured_ = nullptr;
    QCPErrorBars* measuredErrors_ = nullptr;
    std::vector<QCPAbstractItem*> labels_;
};

} // namespace fracbit::app
