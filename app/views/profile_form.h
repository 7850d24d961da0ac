// How a profile is to be measured, on what, and where it goes.
#pragma once

#include "checkpoint/model_spec.h"
#include "pipeline/profile_job.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace fracbit::app {

class LatencyForm;

class ProfileForm final : public QWidget {
    Q_OBJECT

public:
    explicit ProfileForm(QWidget* parent = nullptr);

    LatencyForm& latency() { return *latency_; }
    // The model that is to be profiled: what its moments will take.
    void setModel(const checkpoint::ModelSpec& spec);
    void setMoments(bool wanted);
    void setFile(const QString& path);
    QString file() const;
    pipeline::ProfileRequest request() const;
    void setText(const QString& path); // empty: data-free
    void setSample(int sequences, int length);
    void setStartable(bool startable, const QString& reason = {});

signals:
    void startRequested();

private:
    QWidget* makeTextRow();
    QWidget* makeFileRow();
    void describeEstimator();
    void describeSample();
    QWidget* makeSample();
    QLayout* makeForm();

    QComboBox* estimator_;
    QLabel* estimatorHint_;
    QComboBox* source_;
    QWidget* textRow_ = nullptr;
    QLineEdit* text_;
    QSpinBox* sequences_;
    QSpinBox* length_;
    QLabel* sampleHint_;
    LatencyForm* latency_;
    QCheckBox* moments_;
    QLabel* momentsHint_;
    QLineEdit* file_;
    QPushButton* start_;
};

} // namespace fracbit::app
