// Takes the allocation out of the studio: as a quantized model, or as a plan that `fracbit
// quantize` carries out.
#pragma once

#include "jobs/job_lane.h"
#include "session/quantize_run.h"

#include <QWidget>

#include <functional>
#include <string>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace fracbit::app {

class AuditView;
class ExportForm;
class FactList;
class Workspace;
struct Fact;
struct OpenedProfile;
struct Allocation;

class ExportPage final : public QWidget {
    Q_OBJECT

public:
    // The workspace outlives the page. `waiting` is shown while there is no allocation.
    ExportPage(Workspace& workspace, QWidget* waiting, QWidget* parent = nullptr);

    // Writes the present allocation as a plan, in the background.
    void savePlan(const QString& path);
    // Writes the present allocation as a table: CSV, or JSON when the name ends so.
    void saveTable(const QString& path);
    // Writes any file in the background and says how it went.
    void saveFile(const QString& path, std::function<std::string()> contents);
    QString resultText() const;
    // Work is under way whose end will change what is shown.
    bool busy() const { return lane_.busy() || sizeLane_.busy(); }
    QString savedPath() const { return saved_; } // empty: not since the allocation changed
    ExportForm& form() { return *form_; }
    AuditView& audit() { return *audit_; }

signals:
    void openModelRequested();
    void pictureRequested(const QString& path); // of the allocation, as it is shown
    void tryRequested(const QString& folder);   // the written model, beside the original

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeReady();
    QWidget* makeModelCard();
    QWidget* makePlanRow();
    void refresh();
    void refreshModel();
    void refreshStart();
    void foretellSize();
    void quantize();
    void choosePath();
    void chooseTable();
    void choosePicture();
    QString askPath(const QString& title, const QString& name, const QString& filter);
    void showResult(const QString& text);
    QString command() const;
    QuantizeRequest request() const; // needs a model and an allocation

    Workspace& workspace_;
    QStackedLayout* states_;
    QWidget* waiting_;
    QWidget* ready_ = nullptr;
    FactList* facts_ = nullptr;
    QWidget* noModel_ = nullptr;
    ExportForm* form_ = nullptr;
    QLabel* result_ = nullptr;
    QPushButton* copy_ = nullptr;
    QPushButton* try_ = nullptr;
    AuditView* audit_ = nullptr;
    QWidget* hint_ = nullptr; // in the place of the audit, before there is one
    bool fits_ = false;       // the model is the one that the profile is about
    QString written_;
    QString saved_;
    JobLane lane_{JobLane::Replace::FinishRunning};
    JobLane sizeLane_{JobLane::Replace::StopRunning};
};

// What an allocation comes to, in words.
QList<Fact> exportFacts(const OpenedProfile& profile, const Allocation& allocation);

} // namespace fracbit::app
