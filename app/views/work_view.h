// A job that runs: what it does, how far it is, how long it will take; pause and cancel. Hidden
// while no job of its kind runs or has failed.
#pragma once

#include "session/work.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace fracbit::app {

class WorkView final : public QWidget {
    Q_OBJECT

public:
    // The work outlives the view.
    WorkView(Work& work, Work::Kind kind, QWidget* parent = nullptr);

private:
    void makeRows();
    void refresh();
    void refreshProgress();

    Work& work_;
    Work::Kind kind_;
    QLabel* stage_;
    QLabel* left_;
    QLabel* item_;
    QProgressBar* bar_;
    QPushButton* pause_;
    QPushButton* cancel_;
};

// "about 3 min left"
QString timeLeftText(double seconds);

} // namespace fracbit::app
