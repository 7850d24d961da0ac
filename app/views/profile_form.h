// How a profile is to be measured, on what, and where it goes.
#pragma once

#include "pipeline/profile_job.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace fracbit::app {

class ProfileForm final : public QWidget {
    Q_OBJECT

public:
    explicit ProfileForm(QWidget* parent = nullptr);

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

    QComboBox* estimator_;
    QLabel* estimatorHint_;
    QComboBox* source_;
    QWidget* textRow_ = nullptr;
    QLineEdit* text_;
    QSpinBox* sequences_;
    QSpinBox* length_;
    QLabel* sampleHint_;
    QCheckBox* moments_;
    QLineEdit* file_;
    QPushButton* start_;
};

} // namespace fracbit::app
