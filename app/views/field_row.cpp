#include "views/field_row.h"

#include <QFileDialog>
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

QWidget* makeOpenFileRow(QLineEdit* field, const FileQuestion& question,
                         std::function<void(const QString& path)> chosen) {
    auto* button = new QPushButton(question.button);
    QObject::connect(button, &QPushButton::clicked, field, [field, question, chosen] {
        const QString path = QFileDialog::getOpenFileName(field->window(), question.title,
                                                          field->text(), question.filter);
        if (!path.isEmpty())
            chosen(path);
    });
    return makeFieldRow(field, button);
}

} // namespace fracbit::app
