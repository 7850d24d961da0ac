#include "views/field_row.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace fracbit::app {

QWidget* makeFieldRow(QLineEdit* field, QPushButton* button) {
    auto* row = new QWidget;
    auto* columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(8);
    columns->addWidget(field, 1);
    columns->addWidget(button);
    return row;
}

} // namespace fracbit::app
