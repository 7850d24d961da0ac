// Quantizes the present allocation aside and measures it on a text.
#pragma once

#include "session/measurement.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace fracbit::app {

class Workspace;

class MeasureDialog final : public QDialog {
    Q_OBJECT

public:
    // The workspace outlives the dialog; it has an allocation and a model.
    explicit MeasureDialog(Workspace& workspace, QWidget* parent = nullptr);

    void setSample(int windows, int context);
    void start();

private:
    QWidget* makeText();
    void refresh();
    MeasureRequest request() const;

    Workspace& workspace_;
    QLineEdit* name_;
    QComboBox* source_;
    QWidget* textRow_ = nullptr;
    QLineEdit* text_;
    QSpinBox* windows_;
    QSpinBox* context_;
    QPushButton* start_;
};

} // namespace fracbit::app
