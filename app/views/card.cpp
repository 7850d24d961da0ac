#include "views/card.h"

#include <QVBoxLayout>
#include <QWidget>

namespace fracbit::app {

QWidget* makeCard(QWidget* content, const QMargins& margins) {
    auto* card = new QWidget;
    card->setObjectName(QStringLiteral("card"));
    card->setAttribute(Qt::WA_StyledBackground);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(margins);
    rows->addWidget(content);
    return card;
}

} // namespace fracbit::app
