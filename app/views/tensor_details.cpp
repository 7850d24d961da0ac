#include "views/tensor_details.h"

#include "models/format.h"
#include "models/tensor_text.h"
#include "session/file_names.h"
#include "session/opened_model.h"
#include "views/svg_icon.h"
#include "views/typography.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

QLabel* breakable(QLabel* label) {
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

TensorDetails::TensorDetails(QWidget* parent)
    : QScrollArea(parent), titleLabel_(breakable(makeLabel(TextStyle::Heading))),
      subtitleLabel_(breakable(makeLabel(TextStyle::Body))), copy_(new QPushButton(tr("Copy"))),
      facts_(new FactList) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* card = new QWidget;
    card->setObjectName(QStringLiteral("card"));
    card->setAttribute(Qt::WA_StyledBackground);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(16, 14, 16, 14);
    rows->setSpacing(4);
    setMuted(subtitleLabel_, true);
    copy_->setIcon(svgIcon(QStringLiteral("copy")));
    copy_->setProperty("quiet", true);
    copy_->setToolTip(tr("Copy these facts as text"));
    connect(copy_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    auto* heading = new QHBoxLayout;
    heading->addWidget(titleLabel_, 1);
    heading->addWidget(copy_, 0, Qt::AlignTop);
    rows->addLayout(heading);
    rows->addWidget(subtitleLabel_);
    rows->addSpacing(10);
    rows->addWidget(facts_);
    rows->addStretch();
    setWidget(card);
    setAccessibleName(tr("Details of the selection"));
    clear();
}

void TensorDetails::showTensor(const OpenedModel& model, std::size_t tensorIndex) {
    const checkpoint::ModelTensor& tensor = model.spec().tensors[tensorIndex];
    const std::int64_t parameters = elementCount(tensor.shape);
    QList<Fact> facts{
        {tr("Shape"), dimensionsText(tensor.shape)},
        {tr("Type"), QString::fromUtf8(dtypeName(tensor.dtype).data())},
        {tr("Parameters"), countText(parameters)},
        {tr("Size"), bytesText(tensor.bytes)},
        {tr("Exactly"), exactBytesText(tensor.bytes)},
        {tr("Bits per weight"), bitsText(bitsPerWeight(tensor.bytes, parameters))},
    };
    if (const auto* layer = model.spec().findLayer(tensor.layer))
        if (tensor.role == checkpoint::TensorRole::LinearWeight)
            facts.append({tr("Shares its input with"), fusionPartners(model.spec(), *layer)});
    if (!tensor.stored.runs.empty() || tensor.stored.transposed)
        facts.append({tr("Row order"), tr("other in the file than in the model")});
    facts.append({tr("Stored as"), QString::fromStdString(tensor.stored.name)});
    const auto& files = model.checkpoint->files();
    if (tensor.stored.file < files.size())
        facts.append({tr("In file"), fileText(files[tensor.stored.file]->path().filename())});
    show(QString::fromStdString(tensor.name), roleText(tensor), facts);
}

void TensorDetails::showGroup(const OpenedModel& model, const TensorGroup& group) {
    std::int64_t weights = 0;
    for (std::size_t index : group.tensors)
        if (model.spec().tensors[index].role == checkpoint::TensorRole::LinearWeight)
            weights += elementCount(model.spec().tensors[index].shape);
    const double share =
        double(group.parameters) / double(std::max<std::int64_t>(model.parameters, 1));
    QList<Fact> facts{
        {tr("Tensors"), countText(std::int64_t(group.tensors.size()))},
        {tr("Parameters"), countText(group.parameters)},
        {tr("Linear weights"), countText(weights)},
        {tr("Size"), bytesText(group.bytes)},
        {tr("Bits per weight"), bitsText(bitsPerWeight(group.bytes, group.parameters))},
        {tr("Share of the model"), tr("%1 %").arg(QLocale().toString(100.0 * share, 'f', 1))},
    };
    const bool outside = group.block < 0;
    show(outside ? tr("Outside the blocks") : tr("Block %1").arg(group.block),
         outside ? tr("Embeddings, final norm and output head; kept in 16 bits when the model is "
                      "quantized")
                 : tr("One transformer block"),
         facts);
}

void TensorDetails::clear() {
    show(tr("Nothing selected"), tr("Choose a tensor or a block to see its details."), {});
}

void TensorDetails::show(const QString& title, const QString& subtitle, const QList<Fact>& facts) {
    title_ = title;
    facts_->setFacts(facts);
    titleLabel_->setText(withBreaks(title));
    subtitleLabel_->setText(subtitle);
    copy_->setVisible(!facts.isEmpty());
}

QString TensorDetails::text() const {
    QStringList lines{title_};
    for (const Fact& fact : facts_->facts())
        lines << QStringLiteral("%1: %2").arg(fact.name, fact.value);
    return lines.join(QLatin1Char('\n'));
}

} // namespace fracbit::app
