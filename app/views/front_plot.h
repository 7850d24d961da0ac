// A front: the least loss for each amount of a resource, with the present allocation, uniform
// schemes and the reference on it. Clicking or dragging chooses a budget.
#pragma once

#include "session/decision.h"
#include "session/opened_profile.h"

#include <QWidget>

class QCPGraph;
class QCustomPlot;

namespace fracbit::app {

class FrontPlot final : public QWidget {
    Q_OBJECT

public:
    explicit FrontPlot(allocation::Axis axis, QWidget* parent = nullptr);

    // Any of the values may be null: what is not there is not drawn.
    void setFronts(const OpenedProfilePtr& profile, const FrontsPtr& fronts);
    void setAllocation(const AllocationPtr& allocation);
    void setReference(const AllocationPtr& reference);

    // What is on the horizontal axis for a cost: bits per weight, or milliseconds.
    double coordinate(std::int64_t cost) const;
    // The budget (bytes or femtoseconds) at a horizontal position of the widget.
    std::int64_t budgetAt(double x) const;

signals:
    void budgetChosen(std::int64_t budget);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeGraphs();
    void restyle();
    void drawFront();
    void drawPoint(QCPGraph& graph, const AllocationPtr& allocation);
    std::optional<std::int64_t> cost(const allocation::Solution& solution) const;

    allocation::Axis axis_;
    OpenedProfilePtr profile_;
    FrontsPtr fronts_;
    QCustomPlot* plot_;
    QCPGraph* front_ = nullptr;
    QCPGraph* uniform_ = nullptr;
    QCPGraph* reference_ = nullptr;
    QCPGraph* current_ = nullptr;
};

} // namespace fracbit::app
