// An icon in a layout, in the palette's colours at any resolution.
#pragma once

#include <QIcon>
#include <QWidget>

namespace fracbit::app {

class IconLabel final : public QWidget {
    Q_OBJECT

public:
    IconLabel(QIcon icon, int size, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon icon_;
};

} // namespace fracbit::app
