// A state without data, designed: what is the case, why, and what can be done about it.
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace fracbit::app {

class StateView : public QWidget {
    Q_OBJECT

public:
    explicit StateView(const QString& icon, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setText(const QString& text);
    // A message of the engine (file, tensor, reason), set apart and selectable; empty hides it.
    void setDetail(const QString& detail);
    // An indeterminate progress bar.
    void setBusy(bool busy);
    QPushButton* addAction(const QString& text, bool primary, std::function<void()> action);

    QString title() const;
    QString detail() const;

private:
    QVBoxLayout* column_;
    QLabel* title_;
    QLabel* text_;
    QLabel* detail_;
    QProgressBar* progress_;
    QHBoxLayout* actions_;
};

} // namespace fracbit::app
