// A page that cannot be used yet: says what is missing and offers the way to it.
#pragma once

#include <QList>
#include <QWidget>

#include <functional>

class QPushButton;

namespace fracbit::app {

class StateView;
class Workspace;

// What a page needs.
struct Missing {
    struct Action {
        QString text;
        std::function<void()> run;
    };
    QString title;
    QString text;
    QList<Action> actions; // the first is the one to take; at most kMaximumActions
};
inline constexpr int kMaximumActions = 2;

class WaitingPage final : public QWidget {
    Q_OBJECT

public:
    // Asks `missing` anew whenever the workspace changes; that outlives the page.
    WaitingPage(Workspace& workspace, const QString& icon, std::function<Missing()> missing,
                QWidget* parent = nullptr);

private:
    void refresh();

    std::function<Missing()> missing_;
    Missing shown_;
    StateView* view_;
    QList<QPushButton*> actions_;
};

// What the pages offer while they cannot be used.
struct WaitingActions {
    std::function<void()> openModel;
    std::function<void()> openProfile;
    std::function<void()> goToProfile;
    std::function<void()> goToAllocate;
};
Missing missingForProfile(Workspace& workspace, const WaitingActions& actions);
Missing missingForAllocation(Workspace& workspace, const WaitingActions& actions);
Missing missingForExport(Workspace& workspace, const WaitingActions& actions);

// For a POSIX shell.
QString shellQuoted(QString text);

} // namespace fracbit::app
