#include "views/profile_form.h"

#include "models/format.h"
#include "profiling/moments_file.h"
#include "session/file_names.h"
#include "views/field_row.h"
#include "views/latency_form.h"
#include "views/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

enum TextSource { Own, File };

QSpinBox* makeNumber(int least, int most, int value, const QString& name) {
    auto* number = new QSpinBox;
    number->setRange(least, most);
    number->setValue(value);
    number->setAccessibleName(name);
    number->setGroupSeparatorShown(true);
    number->setFixedWidth(110);
    return number;
}

QLabel* makeHint() {
    QLabel* hint = makeLabel(TextStyle::Caption);
    hint->setWordWrap(true);
    return hint;
}

// A field and what belongs to it, close below.
QWidget* together(QWidget* field, QWidget* below) {
    auto* group = new QWidget;
    auto* rows = new QVBoxLayout(group);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(field);
    rows->addWidget(below);
    return group;
}

// Moments of models that need no more than this are made unless the user says otherwise.
constexpr std::uint64_t kModestMoments = std::uint64_t{1} << 30;

// Of the file: the upper triangle of every input's matrix in float32 (moments_file.h).
std::uint64_t momentsBytes(const checkpoint::ModelSpec& spec) {
    std::uint64_t bytes = 0;
    for (const checkpoint::LayerInput& input : spec.inputs)
        bytes += std::uint64_t(input.width) * std::uint64_t(input.width + 1) / 2 * sizeof(float);
    return bytes;
}

} // namespace

ProfileForm::ProfileForm(QWidget* parent)
    : QWidget(parent), estimator_(new QComboBox), estimatorHint_(makeHint()),
      source_(new QComboBox), text_(new QLineEdit),
      // The defaults of `fracbit profile`.
      sequences_(makeNumber(1, 4096, 16, tr("Sequences"))),
      length_(makeNumber(2, 131072, 256, tr("Tokens in each"))), sampleHint_(makeHint()),
      latency_(new LatencyForm),
      moments_(new QCheckBox(tr("Activation moments, for feedback of errors"))),
      momentsHint_(makeHint()), file_(new QLineEdit),
      start_(new QPushButton(tr("Measure the profile"))) {
    estimator_->addItem(tr("Fisher information"), int(pipeline::Estimator::Fisher));
    estimator_->addItem(tr("Noise in one layer at a time"), int(pipeline::Estimator::Noise));
    estimator_->setAccessibleName(tr("Estimator"));
    source_->addItem(tr("What the model itself writes"), int(Own));
    source_->addItem(tr("A text of mine"), int(File));
    source_->setAccessibleName(tr("Text"));
    start_->setProperty("primary", true);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addLayout(makeForm());
    rows->addWidget(start_, 0, Qt::AlignLeft);
    connect(estimator_, &QComboBox::currentIndexChanged, this, &ProfileForm::describeEstimator);
    connect(source_, &QComboBox::currentIndexChanged, this, &ProfileForm::describeSample);
    connect(sequences_, &QSpinBox::valueChanged, this, &ProfileForm::describeSample);
    connect(length_, &QSpinBox::valueChanged, this, &ProfileForm::describeSample);
    connect(start_, &QPushButton::clicked, this, &ProfileForm::startRequested);
    describeEstimator();
    describeSample();
}

QLayout* ProfileForm::makeForm() {
    textRow_ = makeTextRow();
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(12);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("Estimator"), together(estimator_, estimatorHint_));
    form->addRow(tr("Text"), together(source_, textRow_));
    form->addRow(tr("Sample"), together(makeSample(), sampleHint_));
    form->addRow(tr("Times"), latency_);
    form->addRow(tr("Also"), together(moments_, momentsHint_));
    form->addRow(tr("Profile"), makeFileRow());
    return form;
}

QWidget* ProfileForm::makeSample() {
    auto* sample = new QWidget;
    auto* columns = new QHBoxLayout(sample);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(8);
    columns->addWidget(sequences_);
    columns->addWidget(makeLabel(TextStyle::Body, tr("sequences of")));
    columns->addWidget(length_);
    columns->addWidget(makeLabel(TextStyle::Body, tr("tokens")));
    columns->addStretch();
    return sample;
}

QWidget* ProfileForm::makeTextRow() {
    text_->setAccessibleName(tr("Text file"));
    return makeOpenFileRow(text_, {tr("Choose…"), tr("A text to measure on")},
                           [this](const QString& path) { setText(path); });
}

QWidget* ProfileForm::makeFileRow() {
    file_->setAccessibleName(tr("Profile to write"));
    auto* choose = new QPushButton(tr("Choose…"));
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Profile to write"),
                                                          file_->text(), tr("Profiles (*.json)"));
        if (!path.isEmpty())
            setFile(path);
    });
    return makeFieldRow(file_, choose);
}

void ProfileForm::describeEstimator() {
    const bool fisher = estimator_->currentData().toInt() == int(pipeline::Estimator::Fisher);
    estimatorHint_->setText(
        fisher ? tr("One pass forward and one backward, all layers at once: minutes. Works block "
                    "by block, for models that do not fit into memory, too.")
               : tr("Disturbs one layer after another and measures the divergence: the slow "
                    "truth. Holds the whole model in memory."));
}

void ProfileForm::describeSample() {
    const bool own = source_->currentData().toInt() == int(Own);
    textRow_->setVisible(!own);
    const std::int64_t tokens = std::int64_t(sequences_->value()) * length_->value();
    sampleHint_->setText(
        tr("%1 tokens. More of them make the sensitivities more certain.").arg(countText(tokens)));
}

void ProfileForm::setModel(const checkpoint::ModelSpec& spec) {
    const std::uint64_t bytes = momentsBytes(spec);
    moments_->setChecked(bytes <= kModestMoments);
    momentsHint_->setText(
        tr("Later quantizations lose less at the same size and speed: each column makes good what "
           "earlier ones did wrong. Takes a pass over more text, and %1 on disk.")
            .arg(bytesText(bytes)));
}

void ProfileForm::setMoments(bool wanted) {
    moments_->setChecked(wanted);
}

void ProfileForm::setFile(const QString& path) {
    file_->setText(path);
}

QString ProfileForm::file() const {
    return file_->text().trimmed();
}

void ProfileForm::setText(const QString& path) {
    source_->setCurrentIndex(source_->findData(int(path.isEmpty() ? Own : File)));
    text_->setText(path);
}

void ProfileForm::setSample(int sequences, int length) {
    sequences_->setValue(sequences);
    length_->setValue(length);
}

pipeline::ProfileRequest ProfileForm::request() const {
    pipeline::ProfileRequest request;
    request.estimator = static_cast<pipeline::Estimator>(estimator_->currentData().toInt());
    if (source_->currentData().toInt() == int(File))
        request.sample.text = filePath(text_->text().trimmed());
    request.sample.sequences = sequences_->value();
    request.sample.length = length_->value();
    request.latency = latency_->request();
    request.moments = moments_->isChecked();
    return request;
}

void ProfileForm::setStartable(bool startable, const QString& reason) {
    start_->setEnabled(startable);
    start_->setToolTip(reason);
}

} // namespace fracbit::app
