// The name of the open model and its few most important numbers.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace fracbit::app {

struct OpenedModel;

class ModelHeader final : public QWidget {
    Q_OBJECT

public:
    explicit ModelHeader(QWidget* parent = nullptr);

    void setModel(const OpenedModel& model);

private:
    void addFigure(const QString& caption, const QString& value, const QString& toolTip);
    void clearFigures();

    QLabel* title_;
    QLabel* subtitle_;
    QHBoxLayout* figures_;
};

} // namespace fracbit::app
