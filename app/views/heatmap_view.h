// The allocation as a picture: a column for each block, a row for each role.
//
// Cells shrink to the width there is and labels thin out, so that 126 blocks fit. Hovering shows a
// tool tip and moves nothing; a click selects a cell, a click on a label its row or column, Shift
// and Ctrl extend, dragging draws a frame. Arrow keys move the current cell, Shift extends, Ctrl+A
// takes all, Escape only the current one. Ctrl and the wheel zoom at the pointer, the wheel alone
// and the middle button move the picture; + - 0 do it by keyboard. Return folds and unfolds a
// family of rows. New data of the same grid changes neither zoom nor place.
#pragma once

#include "models/heatmap_data.h"
#include "views/color_scale.h"

#include <QBrush>
#include <QPoint>
#include <QSet>
#include <QWidget>

#include <functional>
#include <optional>

namespace fracbit::app {

class HeatmapView final : public QWidget {
    Q_OBJECT

public:
    explicit HeatmapView(QWidget* parent = nullptr);

    // Keeps the selection as far as its cells are still there.
    void setData(HeatmapData data);
    void setPalettes(Palette sequential);
    // Text of the tool tip and the accessible description of a cell's layers.
    using Describe = std::function<QString(const std::vector<int>& layers)>;
    void setDescribe(Describe describe) { describe_ = std::move(describe); }

    const HeatmapData& data() const { return data_; }
    int currentLayer() const;                // -1: none
    std::vector<int> selectedLayers() const; // rising
    void selectLayers(const std::vector<int>& layers);
    double zoom() const { return zoom_; } // 1: all of it
    // Keeps the point of the widget where it is.
    void setZoom(double zoom, QPointF fixedPoint);
    // The whole widget as a picture, at any scale.
    void drawOn(QPainter& painter) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QRectF cellRect(int row, int block) const;

signals:
    void selectionChanged();
    // A double click on a label, or Return: a folded row is to be unfolded, or the other way round.
    void foldRequested(const QString& group);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override; // tool tips

private:
    struct Cell {
        int row = -1;
        int block = -1;
        bool valid() const { return row >= 0 && block >= 0; }
    };
    double leftMargin() const; // of the row labels
    QRectF viewRect() const;   // where cells are seen
    QSizeF wholeSize() const;  // of the grid without zoom
    QRectF gridRect() const;   // with zoom; may be larger than the view
    bool scrolls() const;      // the grid is larger than the view
    void moveBy(QPointF distance);
    void keepSelection(const std::vector<int>& layers, int current);
    void revealCurrent();
    bool zoomByKey(int key);
    Cell cellAt(QPointF point) const;
    int key(Cell cell) const { return cell.row * data_.blocks + cell.block; }
    void select(const QSet<int>& cells, Qt::KeyboardModifiers modifiers);
    QSet<int> cellsBetween(Cell first, Cell last) const;
    void moveCurrent(Cell cell, bool extend);
    void announce();

    void paintCells(QPainter& painter) const;
    void paintCell(QPainter& painter, int row, int block) const;
    void paintJoins(QPainter& painter) const;
    void paintSelection(QPainter& painter) const;
    void paintRowLabels(QPainter& painter) const;
    void paintColumnLabels(QPainter& painter) const;
    void paintColorBar(QPainter& painter) const;
    QBrush barBrush(const QRectF& bar) const;
    void paintPlace(QPainter& painter) const;

    HeatmapData data_;
    Palette sequential_ = Palette::Viridis;
    ColorScale scale_;
    Describe describe_;
    QSet<int> selected_; // keys of cells
    Cell current_;
    Cell anchor_; // where an extended selection began
    std::optional<QPoint> press_;
    QRect frame_; // rubber band while dragging
    double zoom_ = 1;
    QPointF offset_;                 // of the view into the zoomed grid
    std::optional<QPointF> panning_; // the last place of the middle button
    mutable double leftMargin_ = 0;  // 0: to be found out
};

} // namespace fracbit::app
