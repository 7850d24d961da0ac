// What a profile says of times: measured here, by a model of a device, from a table, or nothing.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over the standard headers behind it
#include "backend/devices.h"
#include "pipeline/profile_job.h"
#endif

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace fracbit::app {

class LatencyForm final : public QWidget {
    Q_OBJECT

public:
    explicit LatencyForm(QWidget* parent = nullptr);

    // What this machine has; until it is known there is a processor and no GPU.
    void setDevices(const backend::DeviceList& devices);
    void chooseNone();
    void chooseModel(const std::string& device); // a name of profiling::deviceModels()
    void chooseFile(const QString& path);
    pipeline::LatencyRequest request() const;

private:
    QWidget* makeFile();
    QWidget* makeConditions();
    void addSource(pipeline::LatencyRequest::Kind kind, const QString& text,
                   const QString& device = {});
    void choose(pipeline::LatencyRequest::Kind kind, const QString& device = {});
    pipeline::LatencyRequest::Kind kind() const;
    void describe();
    QString hintText() const;

    QComboBox* source_;
    QWidget* fileRow_ = nullptr;
    QLineEdit* file_;
    QWidget* conditions_ = nullptr;
    QSpinBox* batch_;
    QCheckBox* smooth_;
    QLabel* hint_;
};

} // namespace fracbit::app
