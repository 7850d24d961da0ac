#include "views/profile_form.h"

#include "models/format.h"
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

// A field, and a button that fills it.
QWidget* withButton(QLineEdit* field, QPushButton* button) {
    auto* row = new QWidget;
    auto* columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(8);
    columns->addWidget(field, 1);
    columns->addWidget(button);
    return row;
}

} // namespace

ProfileForm::ProfileForm(QWidget* parent)
    : QWidget(parent), estimator_(new QComboBox), estimatorHint_(makeHint()),
      source_(new QComboBox), text_(new QLineEdit),
      // The defaults of `fracbit profile`.
      sequences_(makeNumber(1, 4096, 16, tr("Sequences"))),
      length_(makeNumber(2, 131072, 256, tr("Tokens in each"))), sampleHint_(makeHint()),
      moments_(new QCheckBox(tr("Activation moments, for feedback of errors"))),
      file_(new QLineEdit), start_(new QPushButton(tr("Measure the profile"))) {
    estimator_->addItem(tr("Fisher information"), int(pipeline::Estimator::Fisher));
    estimator_->addItem(tr("Noise in one layer at a time"), int(pipeline::Estimator::Noise));
    estimator_->setAccessibleName(tr("Estimator"));
    source_->addItem(tr("What the model itself writes"), int(Own));
    source_->addItem(tr("A text of mine"), int(File));
    source_->setAccessibleName(tr("Text"));
    moments_->setToolTip(tr("Later quantizations then lose less at the same size; takes a pass "
                            "over more text"));
    start_->setProperty("primary", true);
    textRow_ = makeTextRow();
    auto* sample = new QWidget;
    auto* sampleColumns = new QHBoxLayout(sample);
    sampleColumns->setContentsMargins(0, 0, 0, 0);
    sampleColumns->setSpacing(8);
    sampleColumns->addWidget(sequences_);
    sampleColumns->addWidget(makeLabel(TextStyle::Body, tr("sequences of")));
    sampleColumns->addWidget(length_);
    sampleColumns->addWidget(makeLabel(TextStyle::Body, tr("tokens")));
    sampleColumns->addStretch();
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(10);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("Estimator"), estimator_);
    form->addRow(QString(), estimatorHint_);
    form->addRow(tr("Text"), source_);
    form->addRow(QString(), textRow_);
    form->addRow(tr("Sample"), sample);
    form->addRow(QString(), sampleHint_);
    form->addRow(tr("Also"), moments_);
    form->addRow(tr("Profile"), makeFileRow());
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addLayout(form);
    rows->addWidget(start_, 0, Qt::AlignLeft);
    connect(estimator_, &QComboBox::currentIndexChanged, this, &ProfileForm::describeEstimator);
    connect(source_, &QComboBox::currentIndexChanged, this, &ProfileForm::describeSample);
    connect(sequences_, &QSpinBox::valueChanged, this, &ProfileForm::describeSample);
    connect(length_, &QSpinBox::valueChanged, this, &ProfileForm::describeSample);
    connect(start_, &QPushButton::clicked, this, &ProfileForm::startRequested);
    describeEstimator();
    describeSample();
}

QWidget* ProfileForm::makeTextRow() {
    text_->setAccessibleName(tr("Text file"));
    auto* choose = new QPushButton(tr("Choose…"));
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString path =
            QFileDialog::getOpenFileName(this, tr("A text to measure on"), text_->text());
        if (!path.isEmpty())
            setText(path);
    });
    return withButton(text_, choose);
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
    return withButton(file_, choose);
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
        request.sample.text = text_->text().trimmed().toStdString();
    request.sample.sequences = sequences_->value();
    request.sample.length = length_->value();
    request.moments = moments_->isChecked();
    return request;
}

void ProfileForm::setStartable(bool startable, const QString& reason) {
    start_->setEnabled(startable);
    start_->setToolTip(reason);
}

} // namespace fracbit::app
