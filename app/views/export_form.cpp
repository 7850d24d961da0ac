#include "views/export_form.h"

#include "exporter/registry.h"
#include "models/format.h"
#include "views/exporter_options.h"
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

} // namespace

ExportForm::ExportForm(QWidget* parent)
    : QWidget(parent), folder_(new QLineEdit), format_(new QComboBox), embedding_(makeBits()),
      head_(makeBits()), overwrite_(new QCheckBox(tr("Replace a finished model in the folder"))),
      size_(makeLabel(TextStyle::Body)), start_(new QPushButton(tr("Quantize"))),
      form_(makeRows()) {
    start_->setProperty("primary", true);
    folder_->setAccessibleName(tr("Folder to write"));
    format_->setObjectName(QStringLiteral("format"));
    format_->setAccessibleName(tr("Format"));
    embedding_->setAccessibleName(tr("Embeddings"));
    head_->setAccessibleName(tr("Output head"));
    size_->setWordWrap(true);
    size_->setFont(tabularFont(size_->font()));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(14);
    rows->addLayout(form_);
    rows->addWidget(start_, 0, Qt::AlignLeft);
    connect(start_, &QPushButton::clicked, this, &ExportForm::quantizeRequested);
    connect(folder_, &QLineEdit::textChanged, this, &ExportForm::changed);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportForm::refreshRows);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportForm::changed);
    connect(embedding_, &QComboBox::currentIndexChanged, this, &ExportForm::changed);
    connect(head_, &QComboBox::currentIndexChanged, this, &ExportForm::changed);
    refreshRows();
}

QFormLayout* ExportForm::makeRows() {
    auto* choose = new QPushButton(tr("Choose…"));
    connect(choose, &QPushButton::clicked, this, &ExportForm::chooseFolder);
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
    addExporters(*form);
    form->addRow(tr("Embeddings"), embedding_);
    form->addRow(tr("Output head"), head_);
    form->addRow(QString(), overwrite_);
    form->addRow(tr("Size on disk"), size_);
    return form;
}

// The formats, ours first, and the options of the others.
void ExportForm::addExporters(QFormLayout& form) {
    const auto add = [this](const QString& title, const QString& description) {
        format_->addItem(title);
        format_->setItemData(format_->count() - 1, description, Qt::ToolTipRole);
    };
    add(tr("Fracbit: packed bits"), tr("Packed bits are small and fast here."));
    for (const exporter::Exporter* exporter : exporter::exporters()) {
        add(exporterText(exporter->title()), exporterText(exporter->description()));
        exporters_.push_back(new ExporterOptions(*exporter, form, this));
        connect(exporters_.back(), &ExporterOptions::changed, this, &ExportForm::changed);
    }
}

const ExporterOptions* ExportForm::chosen() const {
    const int index = format_->currentIndex() - 1;
    return index < 0 ? nullptr : exporters_[std::size_t(index)];
}

// Those of the chosen format. One that quantizes by itself has no use for the widths of ours.
void ExportForm::refreshRows() {
    for (ExporterOptions* options : exporters_)
        options->setVisible(options == chosen());
    const bool ours = !chosen() || !chosen()->exporter().intake().plans;
    for (QWidget* field : {embedding_, head_})
        form_->setRowVisible(field, ours);
    format_->setToolTip(format_->currentData(Qt::ToolTipRole).toString());
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

ExportFormat ExportForm::format() const {
    const ExporterOptions* options = chosen();
    return options ? ExportFormat{&options->exporter(), options->texts()} : ExportFormat{};
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
    const QString folderChosen =
        QFileDialog::getExistingDirectory(this, tr("Folder for the quantized model"), folder());
    if (!folderChosen.isEmpty())
        setFolder(folderChosen);
}

} // namespace fracbit::app
