#include "views/bar_chart.h"

#include "views/typography.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace fracbit::app {

namespace {

constexpr double kLeft = 34; // numbers of the axis
constexpr double kBottom = 18;
constexpr double kTop = 16; // the number of the marked bar
constexpr int kHeight = 112;
constexpr double kDot = 5;
constexpr double kLabel = 12; // room for a number of bits

// A third of the range at least, rounded up to 1, 2 or 5 times a power of ten.
double roundStep(double range) {
    const double decade = std::pow(10.0, std::floor(std::log10(range / 3)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * decade * 3 >= range)
            return factor * decade;
    return 10 * decade;
}

} // namespace

BarChart::BarChart(const QString& name, const QString& unit, QWidget* parent)
    : QWidget(parent), unit_(unit) {
    setAccessibleName(name);
    setFixedHeight(kHeight);
}

QSize BarChart::sizeHint() const {
    return {280, kHeight};
}

void BarChart::setBars(std::vector<SchemeBar> bars) {
    bars_ = std::move(bars);
    double most = 0;
    for (const SchemeBar& bar : bars_) {
        most = std::max({most, bar.value.value_or(0), bar.found.value_or(0)});
        if (bar.chosen)
            setAccessibleDescription(bar.text);
    }
    step_ = most > 0 ? roundStep(most) : 1;
    top_ = std::max(1.0, std::ceil(most / step_)) * step_;
    update();
}

QRectF BarChart::plotRect() const {
    return {kLeft, kTop, std::max(1.0, width() - kLeft), double(height()) - kTop - kBottom};
}

QRectF BarChart::barRect(std::size_t index) const {
    const QRectF plot = plotRect();
    const double width = plot.width() / double(std::max<std::size_t>(1, bars_.size()));
    return {plot.left() + width * double(index), plot.top(), width, plot.height()};
}

double BarChart::heightOf(double value) const {
    return std::clamp(value / top_, 0.0, 1.0) * plotRect().height();
}

int BarChart::indexAt(QPointF point) const {
    for (std::size_t i = 0; i < bars_.size(); ++i)
        if (const QRectF column = barRect(i);
            point.x() >= column.left() && point.x() < column.right())
            return int(i);
    return -1;
}

void BarChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(tabularFont(textFont(TextStyle::Caption)));
    paintAxes(painter);
    for (std::size_t i = 0; i < bars_.size(); ++i)
        paintBar(painter, i);
    paintMarkedValue(painter);
}

// Below, whole numbers of bits where the bars reach them.
void BarChart::paintAxes(QPainter& painter) const {
    const QRectF plot = plotRect();
    const QColor muted = mutedText(palette());
    for (double value = 0; value <= top_ + step_ / 2; value += step_) {
        const double y = plot.bottom() - heightOf(value);
        painter.setPen(borderColor(palette()));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(muted);
        painter.drawText(QRectF(0, y - 10, kLeft - 6, 20), Qt::AlignRight | Qt::AlignVCenter,
                         QLocale().toString(value, 'g', 3));
    }
    double last = -1;  // number
    double right = -1; // end of its text
    for (std::size_t i = 0; i < bars_.size(); ++i) {
        const double whole = std::floor(bars_[i].bits);
        const double x = barRect(i).center().x();
        if (whole == last || whole != bars_[i].bits || x - kLabel / 2 < right)
            continue;
        last = whole;
        right = x + kLabel / 2;
        painter.drawText(QRectF(x - 20, plot.bottom() + 2, 40, kBottom - 2), Qt::AlignCenter,
                         QLocale().toString(whole, 'f', 0));
    }
}

void BarChart::paintBar(QPainter& painter, std::size_t index) const {
    const SchemeBar& bar = bars_[index];
    const QRectF column = barRect(index);
    const QColor ink = palette().color(QPalette::WindowText);
    const QColor ground = palette().color(QPalette::Base);
    const double space = column.width() > 6 ? 1.0 : 0.5;
    painter.setPen(Qt::NoPen);
    if (bar.value) {
        const double height = std::max(1.0, heightOf(*bar.value));
        painter.setBrush(bar.chosen ? palette().color(QPalette::Link) : blend(ink, ground, 0.28));
        painter.drawRect(QRectF(column.left() + space, column.bottom() - height,
                                column.width() - 2 * space, height));
    }
    if (bar.found) {
        painter.setPen(QPen(ground, 1));
        painter.setBrush(ink);
        const QPointF center(column.center().x(), column.bottom() - heightOf(*bar.found));
        painter.drawEllipse(center, kDot / 2, kDot / 2);
    }
}

void BarChart::paintMarkedValue(QPainter& painter) const {
    for (std::size_t i = 0; i < bars_.size(); ++i) {
        if (!bars_[i].chosen || !bars_[i].value)
            continue;
        const QString number =
            QStringLiteral("%1 %2").arg(QLocale().toString(*bars_[i].value, 'f', 2), unit_);
        const double width = QFontMetricsF(painter.font()).horizontalAdvance(number) + 2;
        const double left = std::clamp(barRect(i).center().x() - width / 2, kLeft,
                                       std::max(kLeft, this->width() - width));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRectF(left, 0, width, kTop), Qt::AlignCenter, number);
    }
}

void BarChart::mousePressEvent(QMouseEvent* event) {
    const int index = indexAt(event->position());
    if (index >= 0 && event->button() == Qt::LeftButton)
        emit schemeChosen(bars_[static_cast<std::size_t>(index)].scheme);
}

bool BarChart::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = indexAt(help->pos());
    if (index >= 0)
        QToolTip::showText(help->globalPos(), bars_[static_cast<std::size_t>(index)].text, this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace fracbit::app
