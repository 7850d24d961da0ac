// Schemes of a layer as bars by rising bits, the one that the layer has marked. A dot is what was
// found where the bar says what is expected. Hovering explains a bar, a click chooses its scheme.
#pragma once

#include "models/scheme_bars.h"

#include <QWidget>

#include <vector>

namespace fracbit::app {

class BarChart final : public QWidget {
    Q_OBJECT

public:
    // The name for screen readers, and the unit behind the number of the marked bar.
    BarChart(const QString& name, const QString& unit, QWidget* parent = nullptr);

    void setBars(std::vector<SchemeBar> bars);
    const std::vector<SchemeBar>& bars() const { return bars_; }
    QRectF barRect(std::size_t index) const; // the column of a bar, as high as the chart

    QSize sizeHint() const override;

signals:
    void schemeChosen(int scheme);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override; // tool tips

private:
    QRectF plotRect() const;
    double heightOf(double value) const; // above the axis, in pixels
    int indexAt(QPointF point) const;    // -1: none
    void paintAxes(QPainter& painter) const;
    void paintBar(QPainter& painter, std::size_t index) const;
    void paintMarkedValue(QPainter& painter) const;

    QString unit_;
    std::vector<SchemeBar> bars_;
    double top_ = 1; // of the axis: a round number
    double step_ = 1;
};

} // namespace fracbit::app
