#undef QT_NO_FOREACH // the plot library's header uses the macro that our own code does without

#include "views/histogram_plot.h"

#include "views/typography.h"

#include <QVBoxLayout>

#include <qcustomplot.h>

#include <cmath>
#include <numbers>

namespace fracbit::app {

namespace {

constexpr int kHeight = 150;
constexpr double kTop = 0.56; // a little above a normal's and most layers' peak

double binCenter(std::size_t bin) {
    return (double(bin) + 0.5) * 2 * kHistogramRange / kHistogramBins - kHistogramRange;
}

} // namespace

HistogramPlot::HistogramPlot(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(plot_);
    setFixedHeight(kHeight);
    normal_ = plot_->addGraph();
    original_ = plot_->addGraph();
    rotated_ = plot_->addGraph();
    for (QCPGraph* graph : {original_, rotated_})
        graph->setLineStyle(QCPGraph::lsStepCenter);
    normal_->setName(tr("normal"));
    original_->setName(tr("as stored"));
    rotated_->setName(tr("rotated"));
    for (std::size_t bin = 0; bin < kHistogramBins; ++bin) {
        const double x = binCenter(bin);
        normal_->addData(x, std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi));
    }
    plot_->xAxis->setRange(-kHistogramRange, kHistogramRange);
    plot_->yAxis->setRange(0, kTop);
    plot_->yAxis->setVisible(false);
    plot_->axisRect()->setAutoMargins(QCP::msBottom);
    plot_->axisRect()->setMargins(QMargins(4, 4, 4, 0));
    plot_->legend->setVisible(true);
    plot_->setAccessibleName(tr("Spread of the weights against the normal curve"));
    restyle();
}

void HistogramPlot::restyle() {
    const QColor ink = palette().color(QPalette::WindowText);
    const QColor ground = palette().color(QPalette::Base);
    const QColor muted = mutedText(palette());
    plot_->setBackground(ground);
    plot_->xAxis->setBasePen(QPen(borderColor(palette())));
    plot_->xAxis->setTickPen(QPen(borderColor(palette())));
    plot_->xAxis->setSubTickPen(Qt::NoPen);
    plot_->xAxis->setTickLabelColor(muted);
    plot_->xAxis->setTickLabelFont(tabularFont(textFont(TextStyle::Caption)));
    plot_->xAxis->grid()->setVisible(false);
    normal_->setPen(QPen(muted, 1.4, Qt::DashLine));
    original_->setPen(QPen(blend(ink, ground, 0.45), 1.4));
    rotated_->setPen(QPen(palette().color(QPalette::Link), 1.8));
    plot_->legend->setBrush(Qt::NoBrush);
    plot_->legend->setBorderPen(Qt::NoPen);
    plot_->legend->setTextColor(muted);
    plot_->legend->setFont(textFont(TextStyle::Caption));
    plot_->legend->setRowSpacing(-4);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void HistogramPlot::draw(QCPGraph& graph, const Density& density) {
    graph.data()->clear();
    for (std::size_t bin = 0; bin < density.size(); ++bin)
        graph.addData(binCenter(bin), density[bin]);
}

void HistogramPlot::setHistogram(const WeightHistogramPtr& histogram) {
    if (histogram) {
        draw(*original_, histogram->original);
        draw(*rotated_, histogram->rotated);
    } else {
        original_->data()->clear();
        rotated_->data()->clear();
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void HistogramPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        restyle();
    QWidget::changeEvent(event);
}

} // namespace fracbit::app
