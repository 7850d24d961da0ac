// What the window shows before anything is open: an invitation.
#pragma once

#include <QWidget>

class QLabel;
class QLayout;
class QListWidget;

namespace fracbit::app {

class StartView final : public QWidget {
    Q_OBJECT

public:
    explicit StartView(QWidget* parent = nullptr);

    void setRecent(const QStringList& paths);

signals:
    void openFileRequested();
    void openFolderRequested();
    void openProfileRequested();
    void openProjectRequested();
    void openRequested(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeDropArea();
    QLayout* makeOthers();
    QWidget* makeRecent();

    QWidget* dropArea_ = nullptr;
    QLabel* recentTitle_ = nullptr;
    QListWidget* recent_ = nullptr;
};

} // namespace fracbit::app
