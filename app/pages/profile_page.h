// What the open profile knows; while there is none, what is missing.
#pragma once

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace fracbit::app {

class AllocationSession;
class FactList;

class ProfilePage final : public QWidget {
    Q_OBJECT

public:
    // The session outlives the page. `waiting` is shown while no profile is open.
    ProfilePage(AllocationSession& session, QWidget* waiting, QWidget* parent = nullptr);

signals:
    void allocateRequested();
    void openProfileRequested();

private:
    QWidget* makeReady();
    void refresh();

    AllocationSession& session_;
    QStackedLayout* states_;
    QWidget* waiting_;
    QWidget* ready_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* subtitle_ = nullptr;
    FactList* facts_ = nullptr;
};

} // namespace fracbit::app
