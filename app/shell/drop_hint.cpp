#include "shell/drop_hint.h"

#include "views/typography.h"

#include <QPainter>

namespace fracbit::app {

DropHint::DropHint(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropHint::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.86F);
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 3));
    painter.drawRoundedRect(QRectF(rect()).adjusted(10, 10, -10, -10), 14, 14);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.setFont(textFont(TextStyle::Title));
    painter.drawText(rect(), Qt::AlignCenter, tr("Drop to open"));
}

} // namespace fracbit::app
