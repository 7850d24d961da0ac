// The open checkpoint: its tensors; or the invitation to open one, the wait, or what went wrong.
#pragma once

#include <QWidget>

class QStackedLayout;

namespace fracbit::app {

class ModelHeader;
class Session;
class StartView;
class StateView;
class TensorBrowser;

class ModelPage final : public QWidget {
    Q_OBJECT

public:
    // The session outlives the page.
    explicit ModelPage(Session& session, QWidget* parent = nullptr);

    void setRecent(const QStringList& paths);
    TensorBrowser& browser() { return *browser_; }
    StateView& failure() { return *failed_; }
    QWidget* current() const; // the one of the four states that is shown

signals:
    void openFileRequested();
    void openFolderRequested();
    void openProfileRequested();
    void openProjectRequested();
    void openRequested(const QString& path);

private:
    StateView* makeOpening();
    StateView* makeFailed();
    QWidget* makeReady();
    void refresh();
    void refreshFailed();

    Session& session_;
    QStackedLayout* states_;
    StartView* start_;
    StateView* opening_;
    StateView* failed_ = nullptr;
    QWidget* ready_ = nullptr;
    ModelHeader* header_ = nullptr;
    TensorBrowser* browser_ = nullptr;
    QWidget* back_ = nullptr;
};

} // namespace fracbit::app
