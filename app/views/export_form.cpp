#include "views/export_form.h"

#include "models/format.h"
#include "views/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

// The widths that the format stores embeddings and heads in (pipeline::QuantizationOptions).
QComboBox* makeBits() {
    auto* bits = new QComboBox;
    for (int width : {16, 8})
        bits->addItem(ExportForm::tr("%n bit(s)", nullptr, width), width);
    return bits;
}

constexpr int kPacked = -1; // among the DTypes that are the data of the other formats

QComboBox* makeFormats() {
    auto* formats = new QComboBox;
    formats->addItem(ExportForm::tr("Fracbit: packed bits"), kPacked);
    formats->addItem(ExportForm::tr("Hugging Face: de-quantized, bfloat16"), int(DType::BF16));
    formats->addItem(ExportForm::tr("Hugging Face: de-quantized, float16"), int(DType::F16));
    formats->setToolTip(ExportForm::tr(
        "Packed bits are small and fast here. De-quantized weights take 16 bits each, and other "
        "programs read them, to evaluate the model, for example."));
    return formats;
}

} // namespace

ExportForm::ExportForm(QWidget* parent)
    : QWidget(parent), folder_(new QLineEdit), format_(makeFormats()), embedding_(makeBits()),
      head_(makeBits()), overwrite_(new QCheckBox(tr("Replace a finished model in the folder"))),
      size_(makeLabel(TextStyle::Body)), start_(new QPushButton(tr("Quantize"))) {
    start_->setProperty("primary", true);
    folder_->setAccessibleName(tr("Folder to write"));
    format_->setObjectName(QStringLiteral("format"));
    format_->setAccessibleName(tr("Format"));
    embedding_->setAccessibleName(tr("Embeddings"));
    head_->setAccessibleName(tr("Output head"));
    size_->setWordWrap(true);
    size_->setFont(tabularFont(size_->font()));
    auto* choose = new QPushButton(tr("Choose…"));
    auto* place = new QHBoxLayout;
    place->setSpacing(8);
    place->addWidget(folder_, 1);
    place->addWidget(choose);
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(10);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("Folder"), place);
    form->addRow(tr("Format"), format_);
    form->addRow(tr("Embeddings"), embedding_);
    form->addRow(tr("Output head"), head_);
    form->addRow(QString(), overwrite_);
    form->addRow(tr("Size on disk"), size_);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(14);
    rows->addLayout(form);
    rows->addWidget(start_, 0, Qt::AlignLeft);
    connect(choose, &QPushButton::clicked, this, &ExportForm::chooseFolder);
    connect(start_, &QPushButton::clicked, this, &ExportForm::quantizeRequested);
    connect(folder_, &QLineEdit::textChanged, this, &ExportForm::changed);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportForm::changed);
    connect(embedding_, &QComboBox::currentIndexChanged, this, &ExportForm::changed);
    connect(head_, &QComboBox::currentIndexChanged, this, &ExportForm::changed);
}

QString ExportForm::folder() const {
    return folder_->text().trimmed();
}

void ExportForm::setFolder(const QString& folder) {
    folder_->setText(folder);
}

pipeline::QuantizationOptions ExportForm::options() const {
    pipeline::QuantizationOptions options;
    options.embeddingBits = embedding_->currentData().toInt();
    options.headBits = head_->currentData().toInt();
    options.overwrite = overwrite_->isChecked();
    return options;
}

std::optional<DType> ExportForm::plainType() const {
    const int type = format_->currentData().toInt();
    return type == kPacked ? std::nullopt : std::optional(DType(type));
}

void ExportForm::setSize(std::optional<std::uint64_t> bytes, const QString& message) {
    size_->setText(bytes ? QStringLiteral("%1 · %2").arg(exactBytesText(*bytes), bytesText(*bytes))
                         : message);
}

QString ExportForm::sizeText() const {
    return size_->text();
}

void ExportForm::setStartable(bool startable, const QString& reason) {
    start_->setEnabled(startable && !folder().isEmpty());
    start_->setToolTip(reason);
}

void ExportForm::chooseFolder() {
    const QString chosen =
        QFileDialog::getExistingDirectory(this, tr("Folder for the quantized model"), folder());
    if (!chosen.isEmpty())
        setFolder(chosen);
}

} // namespace fracbit::app
