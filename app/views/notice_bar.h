// A line across the top of the window about something that needs the user, with what can be done.
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace fracbit::app {

class NoticeBar final : public QWidget {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    struct Action {
        QString text;
        std::function<void()> run;
    };
    // Replaces what was shown. Every notice can be closed; `closed` hears of it.
    void showNotice(const QString& text, const QList<Action>& actions,
                    std::function<void()> closed = {});
    QString text() const; // empty while hidden

private:
    QLabel* text_;
    QHBoxLayout* actions_;
};

} // namespace fracbit::app
