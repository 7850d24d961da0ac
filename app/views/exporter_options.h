// The options of one exporter as rows of a form, made of what the exporter says of them.
#pragma once

#include "exporter/exporter.h"

#include <QObject>

#include <functional>
#include <vector>

class QFormLayout;
class QWidget;

namespace fracbit::app {

class ExporterOptions final : public QObject {
    Q_OBJECT

public:
    // Appends its rows to the form, which outlives it.
    ExporterOptions(const exporter::Exporter& exporter, QFormLayout& form, QObject* parent);

    const exporter::Exporter& exporter() const { return exporter_; }
    exporter::OptionTexts texts() const;
    void setVisible(bool visible);

signals:
    void changed();

private:
    struct Row {
        std::string name;
        QWidget* field;
        std::function<std::string()> text;
    };
    Row makeRow(const exporter::ExporterOption& option);
    Row makeRow(const exporter::ExporterOption& option, const exporter::Choice& choice);
    Row makeRow(const exporter::ExporterOption& option, const exporter::WholeNumber& number);
    Row makeRow(const exporter::ExporterOption& option, const exporter::Flag& flag);

    const exporter::Exporter& exporter_;
    QFormLayout& form_;
    std::vector<Row> rows_;
};

} // namespace fracbit::app
