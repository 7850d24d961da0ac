// The spread of a layer's weights against the normal curve.
#pragma once

#include "session/weight_histogram.h"

#include <QWidget>

class QCPGraph;
class QCustomPlot;

namespace fracbit::app {

class HistogramPlot final : public QWidget {
    Q_OBJECT

public:
    explicit HistogramPlot(QWidget* parent = nullptr);

    void setHistogram(const WeightHistogramPtr& histogram); // null: only the normal curve

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();
    void draw(QCPGraph& graph, const Density& density);

    QCustomPlot* plot_;
    QCPGraph* normal_ = nullptr;
    QCPGraph* original_ = nullptr;
    QCPGraph* rotated_ = nullptr;
};

} // namespace fracbit::app
