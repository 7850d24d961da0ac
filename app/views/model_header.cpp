#include "views/model_header.h"

#include "checkpoint/architecture.h"
#include "models/format.h"
#include "session/opened_model.h"
#include "views/typography.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

// "mtp, vision_tower"
QString carriedGroups(const checkpoint::ModelSpec& spec) {
    QStringList groups;
    for (const checkpoint::CarriedTensor& tensor : spec.carried)
        groups << QString::fromStdString(tensor.name.substr(0, tensor.name.find('.')));
    groups.removeDuplicates();
    return groups.join(QStringLiteral(", "));
}

} // namespace

ModelHeader::ModelHeader(QWidget* parent)
    : QWidget(parent), title_(makeLabel(TextStyle::Title)), subtitle_(makeLabel(TextStyle::Body)),
      figures_(new QHBoxLayout) {
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(title_);
    names->addWidget(subtitle_);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title_->setMinimumWidth(1); // a long name is cut rather than widening the window
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setMuted(subtitle_, true);
    figures_->setSpacing(32);
    columns->addLayout(names, 1);
    columns->addLayout(figures_);
}

void ModelHeader::setModel(const OpenedModel& model) {
    const checkpoint::ModelSpec& spec = model.spec();
    title_->setText(model.name);
    title_->setToolTip(model.path);
    subtitle_->setText(QStringLiteral("%1 · %2 · %3")
                           .arg(QString::fromUtf8(checkpoint::architectureOf(spec.config).title),
                                tr("%n block(s)", nullptr, spec.config.blockCount()),
                                tr("%n linear layer(s)", nullptr, int(spec.layers.size()))));
    clearFigures();
    addFigure(tr("Parameters"), shortCountText(model.parameters), countText(model.parameters));
    addFigure(tr("Size"), bytesText(model.bytes), exactBytesText(model.bytes));
    addFigure(tr("Bits per weight"), bitsText(bitsPerWeight(model.bytes, model.parameters)),
              tr("Mean over all tensors as they are stored"));
    if (!spec.carried.empty())
        addFigure(
            tr("Carried along"), countText(std::int64_t(spec.carried.size())),
            tr("Tensors beside the text model (%1): not computed with, and written again with "
               "every export")
                .arg(carriedGroups(spec)));
    addFigure(tr("Context"), countText(spec.config.context), tr("Longest context in tokens"));
}

void ModelHeader::addFigure(const QString& caption, const QString& value, const QString& toolTip) {
    auto* figure = new QWidget;
    auto* rows = new QVBoxLayout(figure);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    auto* number = makeLabel(TextStyle::Figure, value);
    auto* name = makeLabel(TextStyle::Caption, caption);
    number->setAlignment(Qt::AlignRight);
    name->setAlignment(Qt::AlignRight);
    rows->addWidget(number);
    rows->addWidget(name);
    figure->setToolTip(toolTip);
    figure->setAccessibleName(QStringLiteral("%1: %2").arg(caption, value));
    figures_->addWidget(figure);
}

void ModelHeader::clearFigures() {
    while (QLayoutItem* item = figures_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace fracbit::app
