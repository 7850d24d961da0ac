// How the heatmap is zoomed and moved.
#include "views/heatmap_view.h"

#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace fracbit::app {

namespace {

constexpr double kMostZoom = 64; // one cell fills the view of a large model
constexpr double kZoomStep = 1.25;
constexpr double kWheelNotch = 120; // eighths of a degree, QWheelEvent::angleDelta()

} // namespace

void HeatmapView::setZoom(double zoom, QPointF fixedPoint) {
    const double next = std::clamp(zoom, 1.0, kMostZoom);
    const QPointF inside = fixedPoint - gridRect().topLeft();
    offset_ += inside * (next / zoom_ - 1);
    zoom_ = next;
    moveBy({});
}

bool HeatmapView::scrolls() const {
    const QSizeF beyond = wholeSize() * zoom_ - viewRect().size();
    return beyond.width() > 0.5 || beyond.height() > 0.5;
}

// Stays within the grid.
void HeatmapView::moveBy(QPointF distance) {
    const QSizeF beyond = wholeSize() * zoom_ - viewRect().size();
    offset_ += distance;
    offset_.setX(std::clamp(offset_.x(), 0.0, std::max(0.0, beyond.width())));
    offset_.setY(std::clamp(offset_.y(), 0.0, std::max(0.0, beyond.height())));
    update();
}

void HeatmapView::revealCurrent() {
    if (!scrolls() || !current_.valid())
        return;
    const QRectF view = viewRect();
    const QRectF cell = cellRect(current_.row, current_.block);
    moveBy({std::min(0.0, cell.left() - view.left()) + std::max(0.0, cell.right() - view.right()),
            std::min(0.0, cell.top() - view.top()) + std::max(0.0, cell.bottom() - view.bottom())});
}

void HeatmapView::wheelEvent(QWheelEvent* event) {
    const QPointF turn = QPointF(event->angleDelta()) / kWheelNotch;
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(zoom_ * std::pow(kZoomStep, turn.y()), event->position());
    } else if (scrolls()) {
        const double step = std::max(20.0, cellRect(0, 0).height());
        const bool across = event->modifiers() & Qt::ShiftModifier;
        moveBy(across ? QPointF(-turn.y() * step, 0) : -turn * step);
    } else {
        return QWidget::wheelEvent(event);
    }
    event->accept();
}

bool HeatmapView::zoomByKey(int key) {
    const QPointF center =
        current_.valid() ? cellRect(current_.row, current_.block).center() : viewRect().center();
    if (key == Qt::Key_Plus || key == Qt::Key_Equal)
        setZoom(zoom_ * kZoomStep, center);
    else if (key == Qt::Key_Minus)
        setZoom(zoom_ / kZoomStep, center);
    else if (key == Qt::Key_0)
        setZoom(1, center);
    else
        return false;
    return true;
}

} // namespace fracbit::app
