// A field, and a button that fills it.
#pragma once

#include <QString>

#include <functional>

class QLineEdit;
class QPushButton;
class QWidget;

namespace fracbit::app {

QWidget* makeFieldRow(QLineEdit* field, QPushButton* button);

// The same for a file that is there already: the button asks for it, from what the field says on,
// and hands on what was chosen.
struct FileQuestion {
    QString button;
    QString title;
    QString filter = {};
};
QWidget* makeOpenFileRow(QLineEdit* field, const FileQuestion& question,
                         std::function<void(const QString& path)> chosen);

} // namespace fracbit::app
