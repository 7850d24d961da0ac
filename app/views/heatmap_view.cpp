#include "views/heatmap_view.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <set>

namespace fracbit::app {

HeatmapView::HeatmapView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent, false);
    setAccessibleName(tr("Allocation: bits of each layer"));
}

void HeatmapView::setData(HeatmapData data) {
    const bool sameGrid = data.blocks == data_.blocks && data.roles == data_.roles;
    const std::vector<int> layers = selectedLayers();
    const int current = currentLayer();
    data_ = std::move(data);
    setPalettes(sequential_);
    if (sameGrid)
        return;
    zoom_ = 1;
    offset_ = {};
    leftMargin_ = 0;
    keepSelection(layers, current);
}

// Cells of which all layers were selected stay so.
void HeatmapView::keepSelection(const std::vector<int>& layers, int current) {
    const auto wasSelected = [&layers](int layer) {
        return std::binary_search(layers.begin(), layers.end(), layer);
    };
    selected_.clear();
    current_ = {};
    for (int row = 0; row < data_.rows(); ++row)
        for (int block = 0; block < data_.blocks; ++block) {
            const std::vector<int> inside = layersOf(data_.cell(row, block));
            if (inside.empty() || !std::all_of(inside.begin(), inside.end(), wasSelected))
                continue;
            selected_ << key({row, block});
            if (!current_.valid() || inside.front() == current)
                current_ = {row, block};
        }
    anchor_ = current_;
    announce();
}

void HeatmapView::setPalettes(Palette sequential) {
    sequential_ = sequential;
    const bool difference = data_.meaning == CellValue::Difference;
    scale_ = ColorScale(difference ? Palette::Diverging : sequential, data_.minimum, data_.maximum,
                        data_.logarithmic);
    update();
}

int HeatmapView::currentLayer() const {
    return current_.valid() ? data_.cell(current_.row, current_.block).layer : -1;
}

std::vector<int> HeatmapView::selectedLayers() const {
    std::vector<int> layers;
    for (int key : selected_) {
        const std::vector<int> inside = layersOf(data_.cells[static_cast<std::size_t>(key)]);
        layers.insert(layers.end(), inside.begin(), inside.end());
    }
    std::sort(layers.begin(), layers.end());
    return layers;
}

void HeatmapView::selectLayers(const std::vector<int>& layers) {
    const std::set<int> wanted(layers.begin(), layers.end());
    selected_.clear();
    current_ = {};
    for (int row = 0; row < data_.rows(); ++row)
        for (int block = 0; block < data_.blocks; ++block) {
            const std::vector<int> inside = layersOf(data_.cell(row, block));
            if (std::none_of(inside.begin(), inside.end(),
                             [&wanted](int layer) { return wanted.contains(layer); }))
                continue;
            current_ = {row, block};
            selected_ << key(current_);
        }
    anchor_ = current_;
    revealCurrent();
    announce();
}

void HeatmapView::announce() {
    setAccessibleDescription(describe_ && currentLayer() >= 0
                                 ? describe_(layersOf(data_.cell(current_.row, current_.block)))
                                 : QString());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    update();
    emit selectionChanged();
}

QSet<int> HeatmapView::cellsBetween(Cell first, Cell last) const {
    QSet<int> cells;
    for (int row = std::min(first.row, last.row); row <= std::max(first.row, last.row); ++row)
        for (int block = std::min(first.block, last.block);
             block <= std::max(first.block, last.block); ++block)
            if (data_.cell(row, block).layer >= 0)
                cells << key({row, block});
    return cells;
}

void HeatmapView::select(const QSet<int>& cells, Qt::KeyboardModifiers modifiers) {
    if (modifiers & Qt::ControlModifier) {
        const bool remove = std::all_of(cells.begin(), cells.end(),
                                        [this](int cell) { return selected_.contains(cell); });
        selected_ = remove ? selected_ - cells : selected_ + cells;
    } else if (modifiers & Qt::ShiftModifier) {
        selected_ += cells;
    } else {
        selected_ = cells;
    }
    announce();
}

void HeatmapView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton)
        panning_ = event->position();
    if (event->button() != Qt::LeftButton || data_.cells.empty())
        return;
    press_ = event->pos();
    const Cell cell = cellAt(event->position());
    const int lastRow = data_.rows() - 1;
    const int lastBlock = data_.blocks - 1;
    if (cell.valid()) {
        const bool extend = event->modifiers() & Qt::ShiftModifier && anchor_.valid();
        if (!extend)
            anchor_ = cell;
        current_ = cell;
        select(cellsBetween(anchor_, cell), event->modifiers());
    } else if (cell.row >= 0) {
        current_ = anchor_ = {cell.row, 0};
        select(cellsBetween({cell.row, 0}, {cell.row, lastBlock}), event->modifiers());
    } else if (cell.block >= 0) {
        current_ = anchor_ = {0, cell.block};
        select(cellsBetween({0, cell.block}, {lastRow, cell.block}), event->modifiers());
    }
}

void HeatmapView::mouseMoveEvent(QMouseEvent* event) {
    if (panning_) {
        moveBy(*panning_ - event->position());
        panning_ = event->position();
    }
    if (!press_ || !(event->buttons() & Qt::LeftButton))
        return;
    if ((event->pos() - *press_).manhattanLength() >= QApplication::startDragDistance())
        frame_ = QRect(*press_, event->pos()).normalized();
    update();
}

void HeatmapView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton)
        panning_.reset();
    press_.reset();
    if (frame_.isNull())
        return;
    QSet<int> cells;
    for (int row = 0; row < data_.rows(); ++row)
        for (int block = 0; block < data_.blocks; ++block)
            if (data_.cell(row, block).layer >= 0 &&
                cellRect(row, block).intersects(QRectF(frame_)))
                cells << key({row, block});
    frame_ = {};
    if (cells.isEmpty())
        update();
    else
        select(cells, event->modifiers());
}

void HeatmapView::mouseDoubleClickEvent(QMouseEvent* event) {
    const Cell cell = cellAt(event->position());
    if (event->button() == Qt::LeftButton && cell.row >= 0 && !cell.valid())
        emit foldRequested(data_.roles[static_cast<std::size_t>(cell.row)].group);
}

void HeatmapView::moveCurrent(Cell cell, bool extend) {
    if (data_.cells.empty())
        return;
    current_ = {std::clamp(cell.row, 0, data_.rows() - 1),
                std::clamp(cell.block, 0, data_.blocks - 1)};
    if (!extend || !anchor_.valid())
        anchor_ = current_;
    selected_ = cellsBetween(anchor_, current_);
    revealCurrent();
    announce();
}

void HeatmapView::keyPressEvent(QKeyEvent* event) {
    const Cell from = current_.valid() ? current_ : Cell{0, 0};
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCurrent({from.row, from.block - 1}, extend);
    case Qt::Key_Right:
        return moveCurrent({from.row, from.block + 1}, extend);
    case Qt::Key_Up:
        return moveCurrent({from.row - 1, from.block}, extend);
    case Qt::Key_Down:
        return moveCurrent({from.row + 1, from.block}, extend);
    case Qt::Key_Home:
        return moveCurrent({from.row, 0}, extend);
    case Qt::Key_End:
        return moveCurrent({from.row, data_.blocks - 1}, extend);
    case Qt::Key_Escape:
        return moveCurrent(from, false);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current_.valid())
            emit foldRequested(data_.roles[static_cast<std::size_t>(current_.row)].group);
        return;
    case Qt::Key_A:
        if (event->modifiers() & Qt::ControlModifier && !data_.cells.empty())
            return select(cellsBetween({0, 0}, {data_.rows() - 1, data_.blocks - 1}), {});
        break;
    default:
        if (zoomByKey(event->key()))
            return;
        break;
    }
    QWidget::keyPressEvent(event);
}

void HeatmapView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        leftMargin_ = 0;
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
    QWidget::changeEvent(event);
}

bool HeatmapView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const Cell cell = cellAt(help->pos());
    const std::vector<int> layers =
        cell.valid() ? layersOf(data_.cell(cell.row, cell.block)) : std::vector<int>();
    if (!layers.empty() && describe_)
        QToolTip::showText(help->globalPos(), describe_(layers), this,
                           cellRect(cell.row, cell.block).toAlignedRect());
    else
        QToolTip::hideText();
    return true;
}

} // namespace fracbit::app
