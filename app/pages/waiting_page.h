// A page that cannot be used yet: says what is missing and offers the way to it.
#pragma once

#include <QWidget>

#include <functional>

class QPushButton;

namespace fracbit::app {

class Session;
class StateView;

// What a page needs. `command`, when not empty, is a command line that produces it.
struct Missing {
    QString title;
    QString text;
    QString command;
    QString actionText; // empty: none
    std::function<void()> action;
};

class WaitingPage final : public QWidget {
    Q_OBJECT

public:
    // Asks `missing` anew whenever the session changes.
    WaitingPage(Session& session, const QString& icon,
                std::function<Missing(const Session&)> missing, QWidget* parent = nullptr);

private:
    void refresh();

    Session& session_;
    std::function<Missing(const Session&)> missing_;
    Missing shown_;
    StateView* view_;
    QPushButton* action_;
    QPushButton* copy_;
};

// The texts of the three pages. `openModel` and `goTo...` are what their buttons do.
Missing missingForProfile(const Session& session, std::function<void()> openModel);
Missing missingForAllocation(const Session& session, std::function<void()> openModel,
                             std::function<void()> goToProfile);
Missing missingForExport(const Session& session, std::function<void()> openModel,
                         std::function<void()> goToAllocate);

} // namespace fracbit::app
