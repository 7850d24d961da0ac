#include "views/icon_label.h"

#include <QPainter>

namespace fracbit::app {

IconLabel::IconLabel(QIcon icon, int size, QWidget* parent)
    : QWidget(parent), icon_(std::move(icon)) {
    setFixedSize(size, size);
}

void IconLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    icon_.paint(&painter, rect());
}

} // namespace fracbit::app
