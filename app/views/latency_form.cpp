#include "views/latency_form.h"

#include "session/file_names.h"
#include "views/field_row.h"
#include "views/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

using Kind = pipeline::LatencyRequest::Kind;

enum ItemRole { KindRole = Qt::UserRole, DeviceRole };

// Of pipeline::LatencyRequest::batch.
constexpr int kMostSequences = 4096;
constexpr int kMostOnGpu = 8;

bool measured(Kind kind) {
    return kind == Kind::Measured || kind == Kind::Cuda;
}

} // namespace

LatencyForm::LatencyForm(QWidget* parent)
    : QWidget(parent), source_(new QComboBox), file_(new QLineEdit), batch_(new QSpinBox),
      smooth_(new QCheckBox(tr("More bits are never faster"))),
      hint_(makeLabel(TextStyle::Caption)) {
    source_->setAccessibleName(tr("Where times come from"));
    hint_->setWordWrap(true);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(source_);
    rows->addWidget(makeFile());
    rows->addWidget(makeConditions());
    rows->addWidget(hint_);
    setDevices({});
    connect(source_, &QComboBox::currentIndexChanged, this, &LatencyForm::describe);
}

QWidget* LatencyForm::makeFile() {
    file_->setAccessibleName(tr("Table or profile with times"));
    fileRow_ = makeOpenFileRow(
        file_, {tr("Choose…"), tr("A table or a profile with times"), tr("Tables (*.json)")},
        [this](const QString& path) { file_->setText(path); });
    return fileRow_;
}

QWidget* LatencyForm::makeConditions() {
    batch_->setRange(1, kMostSequences);
    batch_->setAccessibleName(tr("Sequences decoded at a time"));
    batch_->setFixedWidth(110);
    smooth_->setToolTip(tr("Replaces the times by the nearest ones that rise with the bits: an "
                           "optimiser exploits noise"));
    conditions_ = new QWidget;
    auto* columns = new QHBoxLayout(conditions_);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(8);
    columns->addWidget(batch_);
    columns->addWidget(makeLabel(TextStyle::Body, tr("sequences at a time")));
    columns->addSpacing(16);
    columns->addWidget(smooth_);
    columns->addStretch();
    return conditions_;
}

void LatencyForm::addSource(Kind kind, const QString& text, const QString& device) {
    source_->addItem(text, int(kind));
    source_->setItemData(source_->count() - 1, device, DeviceRole);
}

void LatencyForm::setDevices(const backend::DeviceList& devices) {
    const QSignalBlocker blocker(source_);
    const Kind before = source_->count() > 0 ? kind() : Kind::Measured;
    const QString chosen = source_->currentData(DeviceRole).toString();
    source_->clear();
    addSource(Kind::Measured, tr("Measured on this processor"));
    for (const backend::Device& device : devices.devices)
        if (device.kind == backend::Device::Kind::Cuda) {
            addSource(Kind::Cuda,
                      tr("Measured on this GPU, %1").arg(QString::fromStdString(device.name)));
            break; // the engine measures on the first
        }
    source_->insertSeparator(source_->count());
    for (const profiling::DeviceModel& device : profiling::deviceModels())
        addSource(Kind::Model, tr("Model of %1").arg(QString::fromStdString(device.description)),
                  QString::fromStdString(device.name));
    source_->insertSeparator(source_->count());
    addSource(Kind::File, tr("From a table or another profile…"));
    addSource(Kind::Keep, tr("None: only sizes are decided on"));
    choose(before, chosen);
    describe();
}

Kind LatencyForm::kind() const {
    return static_cast<Kind>(source_->currentData(KindRole).toInt());
}

// A separator has no data and is never current.
void LatencyForm::choose(Kind kind, const QString& device) {
    for (int i = 0; i < source_->count(); ++i)
        if (source_->itemData(i, KindRole) == QVariant(int(kind)) &&
            source_->itemData(i, DeviceRole).toString() == device)
            source_->setCurrentIndex(i);
}

void LatencyForm::chooseNone() {
    choose(Kind::Keep);
}

void LatencyForm::chooseModel(const std::string& device) {
    choose(Kind::Model, QString::fromStdString(device));
}

void LatencyForm::chooseFile(const QString& path) {
    choose(Kind::File);
    file_->setText(path);
}

QString LatencyForm::hintText() const {
    switch (kind()) {
    case Kind::Measured:
    case Kind::Cuda:
        return tr("Every kernel is timed with cold weights, as in decoding. Minutes.");
    case Kind::Model:
        return tr("A model, not a measurement: %1. The profile says so.")
            .arg(QString::fromStdString(
                profiling::deviceModel(source_->currentData(DeviceRole).toString().toStdString())
                    .origin));
    case Kind::File:
        return tr("A table of the reference code, or a profile of layers with the same shapes.");
    case Kind::Keep:
        break;
    }
    return tr("Times that the profile holds already are kept.");
}

void LatencyForm::describe() {
    fileRow_->setVisible(kind() == Kind::File);
    conditions_->setVisible(kind() != Kind::Keep);
    batch_->setEnabled(kind() != Kind::File); // the file has one
    batch_->setMaximum(kind() == Kind::Cuda ? kMostOnGpu : kMostSequences);
    smooth_->setChecked(measured(kind()));
    hint_->setText(hintText());
}

pipeline::LatencyRequest LatencyForm::request() const {
    pipeline::LatencyRequest request;
    request.kind = kind();
    request.batch = batch_->value();
    request.smooth = smooth_->isChecked();
    if (request.kind == Kind::File)
        request.file = filePath(file_->text().trimmed());
    if (request.kind == Kind::Model)
        request.device =
            profiling::deviceModel(source_->currentData(DeviceRole).toString().toStdString());
    return request;
}

} // namespace fracbit::app
