// One block as a graph of kernel calls: rotations, the matrices that are multiplied, and what lies
// between. Layers that share a call are one box.
#pragma once

#include "session/decision.h"
#include "session/opened_profile.h"
#include "views/color_scale.h"

#include <QWidget>

namespace fracbit::app {

class BlockGraph final : public QWidget {
    Q_OBJECT

public:
    explicit BlockGraph(QWidget* parent = nullptr);

    // The block of `layer`; a null allocation or layer -1 shows nothing.
    void show(const OpenedProfilePtr& profile, const AllocationPtr& allocation, int layer);
    void setColors(Palette palette);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    // Layers of one call, or a step that is not a matrix.
    struct Box {
        QString text;
        QString detail;          // the scheme
        std::vector<int> layers; // empty: not a matrix
        double bits = 0;
    };
    using Stage = std::vector<Box>; // side by side: they read the same input

    Stage stageOf(const std::vector<std::string>& roles) const;
    void rebuild();
    void paintStage(QPainter& painter, const Stage& stage, const QRectF& row) const;
    void paintBox(QPainter& painter, const Box& box, const QRectF& rect) const;

    OpenedProfilePtr profile_;
    AllocationPtr allocation_;
    int layer_ = -1;
    Palette palette_ = Palette::Viridis;
    std::vector<Stage> stages_;
};

} // namespace fracbit::app
