// A field, and a button that fills it.
#pragma once

class QLineEdit;
class QPushButton;
class QWidget;

namespace fracbit::app {

QWidget* makeFieldRow(QLineEdit* field, QPushButton* button);

} // namespace fracbit::app
