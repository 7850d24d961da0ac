#include "views/tensor_details.h"

#include "models/format.h"
#include "models/tensor_text.h"
#include "views/svg_icon.h"
#include "views/typography.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

constexpr int kNameLetters = 20; // width of the names' column

QLabel* breakable(QLabel* label) {
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

// Names of tensors have no spaces; this lets them wrap after their dots.
QString withBreaks(QString name) {
    return name.replace(QLatin1Char('.'), QStringLiteral(".\u200b"))
        .replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
}

QString withoutBreaks(QString name) {
    return name.remove(QChar(0x200b));
}

} // namespace

TensorDetails::TensorDetails(QWidget* parent)
    : QScrollArea(parent), titleLabel_(breakable(makeLabel(TextStyle::Heading))),
      subtitleLabel_(breakable(makeLabel(TextStyle::Body))), copy_(new QPushButton(tr("Copy"))),
      rows_(nullptr) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* card = new QWidget;
    card->setObjectName(QStringLiteral("card"));
    card->setAttribute(Qt::WA_StyledBackground);
    rows_ = new QVBoxLayout(card);
    rows_->setContentsMargins(16, 14, 16, 14);
    rows_->setSpacing(4);
    setMuted(subtitleLabel_, true);
    copy_->setIcon(svgIcon(QStringLiteral("copy")));
    copy_->setProperty("quiet", true);
    copy_->setToolTip(tr("Copy these facts as text"));
    connect(copy_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    auto* heading = new QHBoxLayout;
    heading->addWidget(titleLabel_, 1);
    heading->addWidget(copy_, 0, Qt::AlignTop);
    rows_->addLayout(heading);
    rows_->addWidget(subtitleLabel_);
    rows_->addSpacing(10);
    rows_->addStretch();
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
    if (tensor.role == checkpoint::TensorRole::LinearWeight && tensor.linear)
        facts.append({tr("Shares its input with"), fusionPartners(*tensor.linear)});
    if (tensor.rowOrder == checkpoint::RowOrder::InterleavedRope)
        facts.append({tr("Row order"), tr("interleaved for rope, as llama.cpp stores it")});
    facts.append({tr("Stored as"), QString::fromStdString(tensor.storedName)});
    const auto& files = model.checkpoint->files();
    if (tensor.file < files.size())
        facts.append({tr("In file"),
                      QString::fromStdString(files[tensor.file]->path().filename().string())});
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
    facts_ = facts;
    titleLabel_->setText(withBreaks(title));
    subtitleLabel_->setText(subtitle);
    copy_->setVisible(!facts.isEmpty());
    rebuild();
}

void TensorDetails::rebuild() {
    delete factArea_;
    factArea_ = new QWidget;
    auto* grid = new QGridLayout(factArea_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < int(facts_.size()); ++row) {
        auto* name = makeLabel(TextStyle::Caption, facts_[row].name);
        auto* value = breakable(makeLabel(TextStyle::Body, withBreaks(facts_[row].value)));
        value->setFont(tabularFont(value->font()));
        value->setAccessibleName(QStringLiteral("%1: %2").arg(facts_[row].name, facts_[row].value));
        name->setWordWrap(true);
        name->setContentsMargins(0, 1, 0, 0); // on the base line of the value beside it
        name->setFixedWidth(fontMetrics().averageCharWidth() * kNameLetters);
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1, Qt::AlignTop);
    }
    rows_->insertWidget(3, factArea_);
}

QString TensorDetails::text() const {
    QStringList lines{title_};
    for (const Fact& fact : facts_)
        lines << QStringLiteral("%1: %2").arg(fact.name, withoutBreaks(fact.value));
    return lines.join(QLatin1Char('\n'));
}

} // namespace fracbit::app
