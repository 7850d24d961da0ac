#include "views/exporter_options.h"

#include "models/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>

namespace fracbit::app {

ExporterOptions::ExporterOptions(const exporter::Exporter& exporter, QFormLayout& form,
                                 QObject* parent)
    : QObject(parent), exporter_(exporter), form_(form) {
    for (const exporter::ExporterOption& option : exporter.options()) {
        rows_.push_back(makeRow(option));
        QWidget* field = rows_.back().field;
        field->setObjectName(QString::fromStdString(option.name));
        field->setAccessibleName(exporterText(option.description));
        // A flag says what it is beside its box.
        const bool labelled = !std::holds_alternative<exporter::Flag>(option.kind);
        form.addRow(labelled ? exporterText(option.description) : QString(), field);
    }
}

ExporterOptions::Row ExporterOptions::makeRow(const exporter::ExporterOption& option) {
    return std::visit([&](const auto& kind) { return makeRow(option, kind); }, option.kind);
}

ExporterOptions::Row ExporterOptions::makeRow(const exporter::ExporterOption& option,
                                              const exporter::Choice& choice) {
    auto* field = new QComboBox;
    for (const std::string& word : choice.words)
        field->addItem(QString::fromStdString(word));
    connect(field, &QComboBox::currentIndexChanged, this, &ExporterOptions::changed);
    return {option.name, field, [field] { return field->currentText().toStdString(); }};
}

ExporterOptions::Row ExporterOptions::makeRow(const exporter::ExporterOption& option,
                                              const exporter::WholeNumber& number) {
    auto* field = new QSpinBox;
    field->setRange(int(number.least), int(number.most));
    field->setValue(int(number.initial));
    connect(field, &QSpinBox::valueChanged, this, &ExporterOptions::changed);
    return {option.name, field, [field] { return std::to_string(field->value()); }};
}

ExporterOptions::Row ExporterOptions::makeRow(const exporter::ExporterOption& option,
                                              const exporter::Flag&) {
    auto* field = new QCheckBox(exporterText(option.description));
    connect(field, &QCheckBox::toggled, this, &ExporterOptions::changed);
    return {option.name, field, [field] { return field->isChecked() ? "on" : "off"; }};
}

exporter::OptionTexts ExporterOptions::texts() const {
    exporter::OptionTexts texts;
    for (const Row& row : rows_)
        texts[row.name] = row.text();
    return texts;
}

void ExporterOptions::setVisible(bool visible) {
    for (const Row& row : rows_)
        form_.setRowVisible(row.field, visible);
}

} // namespace fracbit::app
