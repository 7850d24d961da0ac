// Where a quantized model goes, in which format, and what becomes of the parts that no allocation
// decides.
#pragma once

#include "session/quantize_run.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace fracbit::app {

class ExporterOptions;

// Formats are our own and all that the registry of exporters lists.
class ExportForm final : public QWidget {
    Q_OBJECT

public:
    explicit ExportForm(QWidget* parent = nullptr);

    QString folder() const;
    void setFolder(const QString& folder);
    pipeline::QuantizationOptions options() const;
    ExportFormat format() const;
    // Bytes of the finished folder; or why it cannot be said (an empty message: being worked out).
    void setSize(std::optional<std::uint64_t> bytes, const QString& message = {});
    QString sizeText() const;
    // Whether a job can be started; the reason why not becomes the tool tip.
    void setStartable(bool startable, const QString& reason = {});

signals:
    void changed(); // options or folder
    void quantizeRequested();

private:
    QFormLayout* makeRows();
    void addExporters(QFormLayout& form);
    void refreshRows();
    const ExporterOptions* chosen() const; // null: our own format
    void chooseFolder();

    QLineEdit* folder_;
    QComboBox* format_;
    QComboBox* embedding_;
    QComboBox* head_;
    QCheckBox* overwrite_;
    QLabel* size_;
    QPushButton* start_;
    std::vector<ExporterOptions*> exporters_; // in the order of the formats, after our own
    QFormLayout* form_;
};

} // namespace fracbit::app
