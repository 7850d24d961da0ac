// Measures a profile of the open model; shows what the open profile knows; while there is neither,
// what is missing.
#pragma once

#include "jobs/job_lane.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace fracbit::app {

class FactList;
class ProfileForm;
class Workspace;

class ProfilePage final : public QWidget {
    Q_OBJECT

public:
    // The workspace outlives the page. `waiting` is shown while there is no model and no profile.
    ProfilePage(Workspace& workspace, QWidget* waiting, QWidget* parent = nullptr);

    ProfileForm& form() { return *form_; }
    // Starts measuring as the form says; the profile is opened when it is done.
    void measure();

signals:
    void allocateRequested();
    void openProfileRequested();
    void profileMeasured(const QString& path);

private:
    QWidget* makeReady();
    QWidget* makeMeasuring();
    void refresh();
    void refreshModel();
    void findDevices();
    void refreshStart();

    Workspace& workspace_;
    QStackedLayout* states_;
    QWidget* waiting_;
    QWidget* ready_ = nullptr;
    QWidget* measuring_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* subtitle_ = nullptr;
    FactList* facts_ = nullptr;
    QPushButton* again_ = nullptr;
    QLabel* model_ = nullptr;
    ProfileForm* form_ = nullptr;
    QPushButton* back_ = nullptr;
    bool formWanted_ = false; // although a profile is open
    JobLane devicesLane_{JobLane::Replace::StopRunning};
};

} // namespace fracbit::app
