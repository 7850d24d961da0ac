// Snapshots and measurements: keep, go back to, compare with, try, drop.
#pragma once

#include <QWidget>

class QPushButton;
class QTableView;

namespace fracbit::app {

class AllocationSession;
class KeptTable;

class KeptPanel final : public QWidget {
    Q_OBJECT

public:
    // The session outlives the panel.
    explicit KeptPanel(AllocationSession& session, QWidget* parent = nullptr);

    QString nextName() const; // of a snapshot: A, B, ...

signals:
    void tryRequested(const QString& folder);

private:
    QWidget* makeActions();
    void refresh();
    void refreshActions();
    int row() const; // -1: none
    void keep();
    void compare();
    void remove();

    AllocationSession& session_;
    KeptTable* kept_;
    QTableView* table_;
    QPushButton* keep_ = nullptr;
    QPushButton* back_ = nullptr;
    QPushButton* compare_ = nullptr;
    QPushButton* try_ = nullptr;
    QPushButton* remove_ = nullptr;
};

} // namespace fracbit::app
