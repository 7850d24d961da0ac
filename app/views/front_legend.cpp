#undef QT_NO_FOREACH // the plot library's header uses the macro that our own code does without

// What explains a front: its legend, and the name of the vertical axis.
#include "views/front_plot.h"

#include <qcustomplot.h>

#include <algorithm>

namespace fracbit::app {

namespace {

constexpr QSize kLegendIcon(18, 12);
constexpr int kLegendMargin = 16; // left and right of it
constexpr int kLabelMargin = 90;  // above and below the vertical axis

int widthInColumns(const std::vector<int>& widths, int columns) {
    int total = 0;
    for (int column = 0; column < columns; ++column) {
        int widest = 0;
        for (std::size_t i = std::size_t(column); i < widths.size(); i += std::size_t(columns))
            widest = std::max(widest, widths[i]);
        total += widest;
    }
    return total;
}

} // namespace

// Above the curves, where it covers none of them.
void FrontPlot::placeLegend() {
    QCPLegend* legend = plot_->legend;
    plot_->axisRect()->insetLayout()->take(legend);
    plot_->plotLayout()->insertRow(0);
    plot_->plotLayout()->addElement(0, 0, legend);
    plot_->plotLayout()->setRowStretchFactor(0, 0.001);
    plot_->plotLayout()->setRowSpacing(0);
    legend->setFillOrder(QCPLegend::foColumnsFirst);
    legend->setIconSize(kLegendIcon);
    legend->setMargins({4, 2, 4, 2});
    legend->setRowSpacing(0);
}

// As many entries in a row as fit, in columns as wide as their widest entry.
void FrontPlot::wrapLegend() {
    QCPLegend& legend = *plot_->legend;
    std::vector<int> widths;
    for (const QCPLayoutElement* entry : legend.elements(false))
        if (entry) // a row need not be full
            widths.push_back(entry->minimumOuterSizeHint().width() + legend.columnSpacing());
    int columns = std::max(1, int(widths.size()));
    while (columns > 1 && widthInColumns(widths, columns) > width() - kLegendMargin)
        --columns;
    legend.setWrap(columns);
    legend.setFillOrder(QCPLegend::foColumnsFirst, true);
    legend.setVisible(!widths.empty());
}

// The name of the vertical axis, or a shorter one where it would be cut.
void FrontPlot::fitLabel() {
    const QString full = tr("predicted loss increase");
    const int room = height() - kLabelMargin;
    const bool fits = QFontMetrics(plot_->yAxis->labelFont()).horizontalAdvance(full) <= room;
    plot_->yAxis->setLabel(fits ? full : tr("loss increase"));
}

// Only what there is to see is explained. Laid out anew only when that changes: a point that moves
// must not cost more than itself.
void FrontPlot::drawLegend() {
    bool changed = false;
    for (QCPGraph* graph : {front_, ideal_, uniform_, current_, named_, reference_, measured_}) {
        const bool shown = !graph->data()->isEmpty();
        if (shown == plot_->legend->hasItemWithPlottable(graph))
            continue;
        shown ? graph->addToLegend() : graph->removeFromLegend();
        changed = true;
    }
    if (changed)
        wrapLegend();
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace fracbit::app
