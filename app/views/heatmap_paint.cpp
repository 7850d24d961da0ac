// How the heatmap is laid out and drawn.
#include "views/heatmap_view.h"

#include "views/typography.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace fracbit::app {

namespace {

constexpr double kLeastLeft = 44; // row labels
constexpr double kMostLeft = 160;
constexpr double kTop = 22;   // column labels
constexpr double kRight = 76; // colour bar and its labels
constexpr double kBottom = 6;
constexpr double kBarWidth = 12;
constexpr double kMaximumCell = 46;    // wider cells would not say more
constexpr double kMaximumAspect = 1.7; // of a cell: shapes must stay recognisable
constexpr double kLeastHeight = 18;    // of a row: room for its label
constexpr double kTextCell = 30;       // from this size on a cell carries its number
constexpr double kLowestRow = 7;       // many rows do not get lower: the picture scrolls
constexpr double kPlaceWidth = 4;      // of the mark that says which part is seen

// Distance between labels: the first of 1, 2, 5, 10, 20 ... that leaves them room.
int labelStep(double cellWidth, double labelWidth) {
    for (int decade = 1;; decade *= 10)
        for (int factor : {1, 2, 5})
            if (factor * decade * cellWidth >= labelWidth)
                return factor * decade;
}

double gap(double cellWidth) {
    return cellWidth >= 14 ? 2.0 : cellWidth >= 7 ? 1.0 : 0.5;
}

// A folded family says that there is more in it.
QString labelOf(const HeatmapRow& row) {
    return row.folded() ? QStringLiteral("▸ %1").arg(row.name) : row.name;
}

QString valueText(double value, CellValue meaning) {
    const bool large = meaning == CellValue::Bytes;
    if (large)
        return QLocale().formattedDataSize(static_cast<qint64>(value), 0,
                                           QLocale::DataSizeIecFormat);
    const bool bits = meaning == CellValue::Bits || meaning == CellValue::Difference;
    return bits ? QLocale().toString(value, 'f', 1) : QLocale().toString(value, 'g', 2);
}

} // namespace

QSize HeatmapView::sizeHint() const {
    return {900, 280};
}

QSize HeatmapView::minimumSizeHint() const {
    return {420, 190};
}

double HeatmapView::leftMargin() const {
    if (leftMargin_ > 0)
        return leftMargin_;
    const QFontMetricsF metrics(textFont(TextStyle::Caption));
    double widest = 0;
    for (const HeatmapRow& row : data_.roles)
        widest = std::max(widest, metrics.horizontalAdvance(labelOf(row)));
    leftMargin_ = std::clamp(widest + 14, kLeastLeft, kMostLeft);
    return leftMargin_;
}

QRectF HeatmapView::viewRect() const {
    const double left = leftMargin();
    return {left, kTop, std::max(1.0, width() - left - kRight),
            std::max(1.0, height() - kTop - kBottom)};
}

QSizeF HeatmapView::wholeSize() const {
    const QSizeF view = viewRect().size();
    const double cellWidth = std::min(kMaximumCell, view.width() / std::max(1, data_.blocks));
    const double share = std::max(kLowestRow, view.height() / std::max(1, data_.rows()));
    const double cellHeight =
        std::min({kMaximumCell, share, std::max(cellWidth * kMaximumAspect, kLeastHeight)});
    return {cellWidth * data_.blocks, cellHeight * data_.rows()};
}

QRectF HeatmapView::gridRect() const {
    return {viewRect().topLeft() - offset_, wholeSize() * zoom_};
}

QRectF HeatmapView::cellRect(int row, int block) const {
    const QRectF grid = gridRect();
    const double width = grid.width() / std::max(1, data_.blocks);
    const double height = grid.height() / std::max(1, data_.rows());
    return {grid.left() + width * block, grid.top() + height * row, width, height};
}

// A label gives only its row or only its block.
HeatmapView::Cell HeatmapView::cellAt(QPointF point) const {
    const QRectF grid = gridRect();
    const QPointF inside = point - grid.topLeft();
    const QRectF view = viewRect();
    const bool inRows = point.y() >= view.top() && inside.y() < grid.height();
    const bool inColumns = point.x() >= view.left() && inside.x() < grid.width();
    Cell cell;
    if (data_.cells.empty() || point.x() > view.right() || point.y() > view.bottom())
        return cell;
    if (inRows && inside.x() < grid.width())
        cell.row = std::min(int(inside.y() / grid.height() * data_.rows()), data_.rows() - 1);
    if (inColumns && inside.y() < grid.height())
        cell.block = std::min(int(inside.x() / grid.width() * data_.blocks), data_.blocks - 1);
    return cell;
}

void HeatmapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawOn(painter);
}

void HeatmapView::drawOn(QPainter& painter) const {
    if (data_.cells.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    if (scrolls()) // else nothing reaches beyond; the frame of the selection may, by a hair
        painter.setClipRect(viewRect());
    paintJoins(painter);
    paintCells(painter);
    paintSelection(painter);
    painter.restore();
    paintRowLabels(painter);
    paintColumnLabels(painter);
    paintColorBar(painter);
    paintPlace(painter);
}

// Which rows are seen, where there are more: a mark between the cells and the colour bar.
void HeatmapView::paintPlace(QPainter& painter) const {
    const QRectF view = viewRect();
    const double whole = wholeSize().height() * zoom_;
    if (whole <= view.height() + 0.5)
        return;
    const double right = view.left() + std::min(wholeSize().width() * zoom_, view.width());
    const double scale = view.height() / whole;
    painter.setPen(Qt::NoPen);
    painter.setBrush(mutedText(palette()));
    painter.drawRoundedRect(
        QRectF(right + 5, view.top() + offset_.y() * scale, kPlaceWidth, view.height() * scale),
        kPlaceWidth / 2, kPlaceWidth / 2);
}

void HeatmapView::paintCells(QPainter& painter) const {
    QFont font = textFont(TextStyle::Caption);
    font.setPointSizeF(font.pointSizeF() * 0.92);
    painter.setFont(tabularFont(font));
    const QRectF view = viewRect();
    for (int row = 0; row < data_.rows(); ++row)
        for (int block = 0; block < data_.blocks; ++block)
            if (data_.cell(row, block).layer >= 0 && cellRect(row, block).intersects(view))
                paintCell(painter, row, block);
}

void HeatmapView::paintCell(QPainter& painter, int row, int block) const {
    const HeatmapCell& cell = data_.cell(row, block);
    const QRectF full = cellRect(row, block);
    const double space = gap(std::min(full.width(), full.height()));
    QRectF rect = full.adjusted(space / 2, space / 2, -space / 2, -space / 2);
    const bool joinsAbove = row > 0 && data_.cell(row - 1, block).joinsBelow;
    const double side = std::min(rect.width(), rect.height());
    const double radius = cell.shape == CellShape::Square    ? side * 0.06
                          : cell.shape == CellShape::Rounded ? side * 0.28
                                                             : side * 0.5;
    const QColor color = scale_.color(cell.value);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, radius, radius);
    // A merged cell: the corners and gaps between its rows are filled.
    if (cell.joinsBelow)
        painter.drawRect(QRectF(rect.left(), rect.center().y(), rect.width(),
                                full.bottom() - rect.center().y() + 0.5));
    if (joinsAbove)
        painter.drawRect(
            QRectF(rect.left(), full.top() - 0.5, rect.width(), rect.center().y() - full.top()));
    if (cell.pinned) {
        painter.setBrush(textOn(color));
        const double dot = std::clamp(side * 0.16, 2.0, 5.0);
        painter.drawEllipse(rect.topRight() + QPointF(-dot * 1.3, dot * 1.3), dot / 2, dot / 2);
    }
    if (full.width() < kTextCell || full.height() < 16)
        return;
    painter.setPen(textOn(color));
    painter.drawText(rect, Qt::AlignCenter,
                     data_.categories.isEmpty() ? valueText(cell.value, data_.meaning)
                     : cell.others.empty()      ? cell.scheme
                                                : data_.categories[int(cell.value)]);
}

// Calls that skip a row are joined by a line behind the cell between.
void HeatmapView::paintJoins(QPainter& painter) const {
    for (int row = 0; row < data_.rows(); ++row)
        for (int block = 0; block < data_.blocks; ++block) {
            const HeatmapCell& cell = data_.cell(row, block);
            if (!cell.joinsAcross)
                continue;
            const QRectF from = cellRect(row, block);
            const QRectF to = cellRect(row + 2, block);
            const double x = from.left() + gap(from.width()) / 2;
            painter.setPen(QPen(scale_.color(cell.value), std::max(2.0, gap(from.width()))));
            painter.drawLine(QPointF(x, from.center().y()), QPointF(x, to.center().y()));
        }
}

void HeatmapView::paintSelection(QPainter& painter) const {
    const QColor ink = palette().color(QPalette::WindowText);
    painter.setBrush(Qt::NoBrush);
    for (int key : selected_) {
        const QRectF rect = cellRect(key / data_.blocks, key % data_.blocks);
        painter.setPen(QPen(ink, rect.width() < 8 ? 1.0 : 1.6));
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (hasFocus() && current_.valid()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2.5));
        painter.drawRect(cellRect(current_.row, current_.block).adjusted(-1, -1, 1, 1));
    }
    if (!frame_.isNull()) {
        QColor fill = palette().color(QPalette::Highlight);
        painter.setPen(fill);
        fill.setAlphaF(0.15F);
        painter.setBrush(fill);
        painter.drawRect(frame_);
    }
}

void HeatmapView::paintRowLabels(QPainter& painter) const {
    painter.setFont(textFont(TextStyle::Caption));
    const QFontMetricsF metrics(painter.font());
    const QRectF view = viewRect();
    const int step = labelStep(cellRect(0, 0).height(), metrics.height());
    for (int row = 0; row < data_.rows(); row += step) {
        const QRectF cell = cellRect(row, 0);
        if (cell.center().y() < view.top() || cell.center().y() > view.bottom())
            continue;
        const bool current = current_.row == row;
        painter.setPen(current ? palette().color(QPalette::WindowText) : mutedText(palette()));
        painter.drawText(
            QRectF(0, cell.center().y() - metrics.height(), leftMargin() - 8, 2 * metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter,
            metrics.elidedText(labelOf(data_.roles[static_cast<std::size_t>(row)]), Qt::ElideMiddle,
                               leftMargin() - 10));
    }
}

void HeatmapView::paintColumnLabels(QPainter& painter) const {
    painter.setFont(tabularFont(textFont(TextStyle::Caption)));
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(QString::number(data_.blocks)) + 10;
    const QRectF view = viewRect();
    const int step = labelStep(cellRect(0, 0).width(), width);
    for (int block = 0; block < data_.blocks; block += step) {
        const QRectF cell = cellRect(0, block);
        if (cell.center().x() < view.left() || cell.center().x() > view.right())
            continue;
        const bool current = current_.block == block;
        painter.setPen(current ? palette().color(QPalette::WindowText) : mutedText(palette()));
        painter.drawText(QRectF(cell.center().x() - width, 0, 2 * width, kTop - 5),
                         Qt::AlignHCenter | Qt::AlignBottom, QString::number(block));
    }
}

void HeatmapView::paintColorBar(QPainter& painter) const {
    const QRectF view = viewRect();
    const QRectF bar(view.left() + std::min(wholeSize().width() * zoom_, view.width()) + 16,
                     view.top(), kBarWidth, std::min(wholeSize().height(), view.height()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(barBrush(bar));
    painter.drawRoundedRect(bar, 3, 3);
    painter.setPen(mutedText(palette()));
    painter.setFont(tabularFont(textFont(TextStyle::Caption)));
    constexpr int kTicks = 4;
    const int ticks = data_.categories.isEmpty() ? kTicks : int(data_.categories.size()) - 1;
    for (int tick = 0; tick <= ticks; ++tick) {
        const double share = ticks > 0 ? double(tick) / ticks : 0.5;
        const double y =
            std::clamp(bar.bottom() - share * bar.height(), bar.top() + 6, bar.bottom() - 6);
        painter.drawText(
            QRectF(bar.right() + 6, y - 10, kRight, 20), Qt::AlignLeft | Qt::AlignVCenter,
            data_.categories.isEmpty() ? valueText(scale_.valueAt(share), data_.meaning)
                                       : data_.categories[tick]);
    }
}

QBrush HeatmapView::barBrush(const QRectF& bar) const {
    QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
    constexpr int kStops = 16;
    for (int stop = 0; stop <= kStops; ++stop)
        gradient.setColorAt(double(stop) / kStops, scale_.colorAt(double(stop) / kStops));
    return gradient;
}

} // namespace fracbit::app
