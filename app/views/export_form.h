// Where a quantized model goes, and what becomes of the parts that no allocation decides.
#pragma once

#include "pipeline/quantization_job.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace fracbit::app {

class ExportForm final : public QWidget {
    Q_OBJECT

public:
    explicit ExportForm(QWidget* parent = nullptr);

    QString folder() const;
    void setFolder(const QString& folder);
    pipeline::QuantizationOptions options() const;
    // The type of the weights where other programs are to read them; empty: packed.
    std::optional<DType> plainType() const;
    // Bytes of the finished folder; or why it cannot be said (an empty message: being worked out).
    void setSize(std::optional<std::uint64_t> bytes, const QString& message = {});
    QString sizeText() const;
    // Whether a job can be started; the reason why not becomes the tool tip.
    void setStartable(bool startable, const QString& reason = {});

signals:
    void changed(); // options or folder
    void quantizeRequested();

private:
    void chooseFolder();

    QLineEdit* folder_;
    QComboBox* format_;
    QComboBox* embedding_;
    QComboBox* head_;
    QCheckBox* overwrite_;
    QLabel* size_;
    QPushButton* start_;
};

} // namespace fracbit::app
