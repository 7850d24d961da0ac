#undef QT_NO_FOREACH // the plot library's header uses the macro that our own code does without

#include "views/front_plot.h"

#include "session/measurement.h"
#include "views/budget_units.h"
#include "views/typography.h"

#include <QMouseEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace fracbit::app {

namespace {

// A logarithmic range needs a positive end; losses below this part of the largest say nothing.
constexpr double kSmallestShare = 1e-4;

// One for both fronts, so that a loss is at the same height in either.
QCPRange lossRange(const Fronts& fronts) {
    double least = std::numeric_limits<double>::max();
    double most = 0;
    for (const allocation::Front* front :
         {&fronts.memory, fronts.latency ? &*fronts.latency : &fronts.memory})
        for (const allocation::FrontPoint& point : front->points) {
            least = std::min(least, point.solution.objective);
            most = std::max(most, point.solution.objective);
        }
    return {std::max(least, most * kSmallestShare) / 1.3, most * 1.3};
}

} // namespace

FrontPlot::FrontPlot(allocation::Axis axis, QWidget* parent)
    : QWidget(parent), axis_(axis), plot_(new QCustomPlot) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(plot_);
    plot_->setNoAntialiasingOnDrag(true);
    plot_->installEventFilter(this);
    plot_->setMinimumSize(220, 130);
    placeLegend();
    makeGraphs();
    const bool memory = axis == allocation::Axis::Memory;
    plot_->xAxis->setLabel(memory ? tr("bits per weight") : tr("milliseconds per token"));
    plot_->yAxis->setScaleType(QCPAxis::stLogarithmic);
    plot_->yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>(new QCPAxisTickerLog));
    plot_->yAxis->setNumberFormat(QStringLiteral("g"));
    plot_->yAxis->setNumberPrecision(3);
    plot_->setAccessibleName(memory ? tr("Front of loss and memory")
                                    : tr("Front of loss and latency"));
    plot_->setToolTip(tr("Click or drag to choose a budget"));
    restyle();
}

void FrontPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitLabel();
    wrapLegend();
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void FrontPlot::makeGraphs() {
    ideal_ = plot_->addGraph();
    uniform_ = plot_->addGraph();
    front_ = plot_->addGraph();
    named_ = plot_->addGraph();
    reference_ = plot_->addGraph();
    measured_ = plot_->addGraph();
    current_ = plot_->addGraph();
    for (QCPGraph* points : {uniform_, named_, reference_, measured_, current_})
        points->setLineStyle(QCPGraph::lsNone);
    measuredErrors_ = new QCPErrorBars(plot_->xAxis, plot_->yAxis);
    measuredErrors_->setDataPlottable(measured_);
    measuredErrors_->removeFromLegend();
    front_->setName(tr("optimal"));
    ideal_->setName(tr("ideal quantizers"));
    uniform_->setName(tr("one scheme for all"));
    named_->setName(tr("snapshots"));
    reference_->setName(tr("compared with"));
    measured_->setName(tr("measured"));
    current_->setName(tr("present"));
}

void FrontPlot::restyle() {
    const QColor ink = palette().color(QPalette::WindowText);
    const QColor muted = mutedText(palette());
    const QColor ground = palette().color(QPalette::Base);
    const QColor accent = palette().color(QPalette::Link);
    plot_->setBackground(ground);
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setBasePen(QPen(borderColor(palette())));
        axis->setTickPen(QPen(borderColor(palette())));
        axis->setSubTickPen(Qt::NoPen);
        axis->setLabelColor(muted);
        axis->setTickLabelColor(muted);
        axis->setLabelFont(textFont(TextStyle::Caption));
        axis->setTickLabelFont(tabularFont(textFont(TextStyle::Caption)));
        axis->grid()->setPen(QPen(blend(ink, ground, 0.08)));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    front_->setPen(QPen(accent, 2));
    uniform_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCross, QPen(muted, 1.4), Qt::NoBrush, 6));
    reference_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssDiamond, QPen(ink, 1.5), ground, 10));
    ideal_->setPen(QPen(muted, 1.4, Qt::DashLine));
    named_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssSquare, QPen(accent, 1.4), ground, 8));
    // What was measured is filled with ink; what is predicted has the accent.
    measured_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(ink, 1.4), QBrush(ink), 7));
    measuredErrors_->setPen(QPen(ink, 1.2));
    plot_->legend->setBrush(ground);
    plot_->legend->setBorderPen(Qt::NoPen);
    plot_->legend->setTextColor(muted);
    plot_->legend->setFont(textFont(TextStyle::Caption));
    current_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(ground, 2), QBrush(accent), 12));
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

double FrontPlot::coordinate(std::int64_t cost) const {
    return fromBase(axis_ == allocation::Axis::Memory
                        ? 8.0 * static_cast<double>(cost) / static_cast<double>(profile_->weights)
                        : static_cast<double>(cost) / kFemtosecondsPerMillisecond);
}

void FrontPlot::setUnit(const BudgetUnit& unit, int context) {
    unit_ = unit;
    plot_->xAxis->setLabel(unit.withContext ? tr("%1 %2 tokens").arg(unit.name).arg(context)
                                            : unit.name);
    if (!profile_)
        return;
    drawFront();
    drawPoint(*current_, allocation_);
    drawPoint(*reference_, compared_);
    drawNamed();
    drawMeasurements();
}

std::int64_t FrontPlot::budgetAt(double x) const {
    const QCPRange range = plot_->xAxis->range(); // a reciprocal unit has no zero
    const double coordinate =
        toBase(std::clamp(plot_->xAxis->pixelToCoord(x), range.lower, range.upper));
    const double cost = axis_ == allocation::Axis::Memory
                            ? coordinate * static_cast<double>(profile_->weights) / 8.0
                            : coordinate * kFemtosecondsPerMillisecond;
    const Extent extent = axis_ == allocation::Axis::Memory ? profile_->memory : *profile_->latency;
    return std::clamp(static_cast<std::int64_t>(std::llround(cost)), extent.least, extent.most);
}

std::optional<std::int64_t> FrontPlot::cost(const allocation::Solution& solution) const {
    return axis_ == allocation::Axis::Memory ? std::optional(solution.memory) : solution.latency;
}

void FrontPlot::setFronts(const OpenedProfilePtr& profile, const FrontsPtr& fronts) {
    profile_ = profile;
    fronts_ = fronts;
    drawFront();
    drawLegend();
}

void FrontPlot::drawFront() {
    front_->data()->clear();
    uniform_->data()->clear();
    ideal_->data()->clear();
    if (!fronts_ || (axis_ == allocation::Axis::Latency && !fronts_->latency))
        return;
    const allocation::Front& front =
        axis_ == allocation::Axis::Memory ? fronts_->memory : *fronts_->latency;
    for (const allocation::FrontPoint& point : front.points)
        if (const auto x = cost(point.solution))
            front_->addData(coordinate(*x), point.solution.objective);
    for (const Fronts::Uniform& uniform : fronts_->uniform)
        if (const auto x = cost(uniform.solution))
            uniform_->addData(coordinate(*x), uniform.solution.objective);
    if (axis_ == allocation::Axis::Memory)
        for (const Fronts::Ideal& ideal : fronts_->ideal)
            ideal_->addData(fromBase(ideal.bits), ideal.loss);
    front_->rescaleAxes();
    plot_->yAxis->setRange(lossRange(*fronts_));
    plot_->xAxis->setRange(plot_->xAxis->range().lower * 0.97, plot_->xAxis->range().upper * 1.02);
}

void FrontPlot::drawPoint(QCPGraph& graph, const AllocationPtr& allocation) {
    graph.data()->clear();
    if (allocation && profile_)
        if (const auto x = cost(allocation->result.solution))
            graph.addData(coordinate(*x), allocation->result.solution.objective);
    drawLegend();
}

void FrontPlot::setAllocation(const AllocationPtr& allocation) {
    allocation_ = allocation;
    drawPoint(*current_, allocation);
}

void FrontPlot::setReference(const AllocationPtr& reference) {
    compared_ = reference;
    drawPoint(*reference_, reference);
}

void FrontPlot::addLabel(const QString& text, double x, double y) {
    auto* label = new QCPItemText(plot_);
    label->position->setCoords(x, y);
    label->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    label->setPadding(QMargins(6, 0, 0, 3));
    label->setFont(textFont(TextStyle::Caption));
    label->setColor(palette().color(QPalette::WindowText));
    label->setText(text);
    labels_.push_back(label);
}

void FrontPlot::setNamed(const std::vector<NamedPoint>& points) {
    points_ = points;
    drawNamed();
}

void FrontPlot::drawNamed() {
    for (QCPAbstractItem* label : labels_)
        plot_->removeItem(label);
    labels_.clear();
    named_->data()->clear();
    for (const NamedPoint& point : points_) {
        const allocation::Solution& solution = point.allocation->result.solution;
        if (const auto x = cost(solution)) {
            named_->addData(coordinate(*x), solution.objective);
            addLabel(point.name, coordinate(*x), solution.objective);
        }
    }
    drawLegend();
}

void FrontPlot::setMeasurements(const std::vector<MeasurementPtr>& measurements) {
    measurements_ = measurements;
    drawMeasurements();
}

void FrontPlot::drawMeasurements() {
    measured_->data()->clear();
    QVector<QCPErrorBarsData> errors;
    std::vector<const Measurement*> shown;
    for (const MeasurementPtr& measurement : measurements_)
        if (cost(measurement->solution))
            shown.push_back(measurement.get());
    // The plot sorts its points; error bars go by position.
    std::sort(shown.begin(), shown.end(), [this](const Measurement* a, const Measurement* b) {
        return coordinate(*cost(a->solution)) < coordinate(*cost(b->solution));
    });
    for (const Measurement* measurement : shown) {
        measured_->addData(coordinate(*cost(measurement->solution)), measurement->kl);
        errors.append(QCPErrorBarsData(measurement->klStandardError));
    }
    measuredErrors_->data()->swap(errors);
    drawLegend();
}

QPicture FrontPlot::picture() const {
    QPicture picture;
    QCPPainter painter;
    painter.begin(&picture);
    painter.setMode(QCPPainter::pmVectorized);
    plot_->toPainter(&painter, plot_->width(), plot_->height());
    painter.end();
    return picture;
}

void FrontPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        restyle();
    QWidget::changeEvent(event);
}

bool FrontPlot::eventFilter(QObject* watched, QEvent* event) {
    const bool mouse =
        event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseMove;
    if (mouse && fronts_) {
        const auto* move = static_cast<QMouseEvent*>(event);
        if (move->buttons() & Qt::LeftButton)
            emit budgetChosen(budgetAt(move->position().x()));
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace fracbit::app
