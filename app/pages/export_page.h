// Takes the allocation out of the studio: as a plan that `fracbit quantize` carries out.
#pragma once

#include "jobs/job_lane.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace fracbit::app {

class FactList;
class Workspace;

class ExportPage final : public QWidget {
    Q_OBJECT

public:
    // The workspace outlives the page. `waiting` is shown while there is no allocation.
    ExportPage(Workspace& workspace, QWidget* waiting, QWidget* parent = nullptr);

    // Writes the present allocation as a plan, in the background.
    void savePlan(const QString& path);
    QString savedPath() const { return saved_; } // empty: not since the allocation changed

private:
    QWidget* makeReady();
    void refresh();
    void choosePath();
    void showResult(const QString& text);
    QString command() const;

    Workspace& workspace_;
    QStackedLayout* states_;
    QWidget* waiting_;
    QWidget* ready_ = nullptr;
    FactList* facts_ = nullptr;
    QLabel* result_ = nullptr;
    QPushButton* copy_ = nullptr;
    QString saved_;
    JobLane lane_{JobLane::Replace::FinishRunning};
};

} // namespace fracbit::app
