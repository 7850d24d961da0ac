// Lies over the window while something is dragged across it.
#pragma once

#include <QWidget>

namespace fracbit::app {

class DropHint final : public QWidget {
    Q_OBJECT

public:
    explicit DropHint(QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace fracbit::app
