// How the page of the allocation is put together.
#include "pages/allocate_page.h"

#include "models/format.h"
#include "session/allocation_session.h"
#include "views/budget_control.h"
#include "views/front_plot.h"
#include "views/heatmap_view.h"
#include "views/layer_inspector.h"
#include "views/readout_line.h"
#include "views/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace fracbit::app {

namespace {

constexpr int kInspectorWidth = 310;
constexpr double kFemtosecondsPerMillisecond = 1e12;

QWidget* makeCard(QWidget* content, const QMargins& margins) {
    auto* card = new QWidget;
    card->setObjectName(QStringLiteral("card"));
    card->setAttribute(Qt::WA_StyledBackground);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(margins);
    rows->addWidget(content);
    return card;
}

} // namespace

QWidget* AllocatePage::makeReady() {
    auto* page = new QWidget;
    auto* columns = new QHBoxLayout(page);
    columns->setContentsMargins(20, 14, 20, 14);
    columns->setSpacing(14);
    auto* rows = new QVBoxLayout;
    rows->setSpacing(10);
    rows->addWidget(makeHeader());
    rows->addWidget(makePicture(), 3);
    rows->addWidget(makeFronts(), 2);
    rows->addWidget(makeBudgets());
    inspector_ = new LayerInspector(session_);
    inspector_->setFixedWidth(kInspectorWidth);
    columns->addLayout(rows, 1);
    columns->addWidget(inspector_);
    return page;
}

QWidget* AllocatePage::makeHeader() {
    auto* header = new QWidget;
    auto* columns = new QHBoxLayout(header);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(10);
    title_ = makeLabel(TextStyle::Title);
    subtitle_ = makeLabel(TextStyle::Caption);
    for (QLabel* label : {title_, subtitle_}) {
        label->setMinimumWidth(1); // long texts are cut rather than widening the window
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(title_);
    names->addWidget(subtitle_);
    meaning_ = new QComboBox;
    meaning_->setAccessibleName(tr("What the colours show"));
    meaning_->addItem(tr("Bits per weight"), int(CellValue::Bits));
    meaning_->addItem(tr("Sensitivity"), int(CellValue::Sensitivity));
    meaning_->addItem(tr("Share of the loss, %"), int(CellValue::LossShare));
    meaning_->addItem(tr("Size"), int(CellValue::Bytes));
    connect(meaning_, &QComboBox::currentIndexChanged, this, &AllocatePage::redrawHeatmap);
    keep_ = new QPushButton;
    keep_->setToolTip(tr("Keeps the present allocation and shows how others differ from it"));
    connect(keep_, &QPushButton::clicked, this, [this] {
        if (session_.reference())
            session_.dropReference();
        else
            session_.keepReference();
    });
    columns->addLayout(names, 1);
    columns->addWidget(makeLabel(TextStyle::Caption, tr("Colours show")));
    columns->addWidget(meaning_);
    columns->addWidget(keep_);
    return header;
}

QWidget* AllocatePage::makePicture() {
    heatmap_ = new HeatmapView;
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    legend_ = makeLabel(TextStyle::Caption,
                        tr("Square: trellis-coded · rounded: vector · circle: scalar · joined: "
                           "one kernel · dot: pinned or banned"));
    legend_->setContentsMargins(44, 0, 0, 0);
    rows->addWidget(heatmap_, 1);
    rows->addWidget(legend_);
    return makeCard(content, {8, 8, 8, 8});
}

QWidget* AllocatePage::makeFronts() {
    auto* row = new QWidget;
    auto* columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(10);
    memoryFront_ = new FrontPlot(allocation::Axis::Memory);
    latencyFront_ = new FrontPlot(allocation::Axis::Latency);
    for (FrontPlot* plot : {memoryFront_, latencyFront_})
        columns->addWidget(makeCard(plot, {6, 6, 6, 6}), 1);
    connect(memoryFront_, &FrontPlot::budgetChosen, this,
            [this](std::int64_t budget) { session_.setMemoryBudget(budget); });
    connect(latencyFront_, &FrontPlot::budgetChosen, this,
            [this](std::int64_t budget) { session_.setLatencyBudget(budget); });
    return row;
}

QWidget* AllocatePage::makeBudgets() {
    memory_ = new BudgetControl(tr("Memory"), tr(" bits/weight"), 3, [this](double bits) {
        return session_.profile()
                   ? bytesText(std::uint64_t(bits * double(session_.profile()->weights) / 8.0))
                   : QString();
    });
    latency_ = new BudgetControl(tr("Latency"), tr(" ms/token"), 3, [](double milliseconds) {
        return tr("%1 tok/s").arg(QLocale().toString(1000.0 / milliseconds, 'f', 1));
    });
    connect(memory_, &BudgetControl::budgetChosen, this, [this](std::optional<double> bits) {
        session_.setMemoryBudget(bits ? std::optional<allocation::Bytes>(std::llround(
                                            *bits * double(session_.profile()->weights) / 8.0))
                                      : std::nullopt);
        refreshDecision(); // the last budget cannot be switched off
    });
    connect(latency_, &BudgetControl::budgetChosen, this, [this](std::optional<double> time) {
        session_.setLatencyBudget(time ? std::optional<allocation::Femtoseconds>(
                                             std::llround(*time * kFemtosecondsPerMillisecond))
                                       : std::nullopt);
        refreshDecision();
    });
    fusion_ = new QCheckBox(tr("Fuse kernels of layers that read the same input"));
    connect(fusion_, &QCheckBox::toggled, this, [this](bool on) {
        session_.setFusion(on ? allocation::Fusion::On : allocation::Fusion::Off);
    });
    readout_ = new ReadoutLine;
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    for (QWidget* widget : {static_cast<QWidget*>(memory_), static_cast<QWidget*>(latency_),
                            static_cast<QWidget*>(fusion_)})
        rows->addWidget(widget);
    rows->addSpacing(6);
    rows->addWidget(readout_);
    return makeCard(content, {14, 10, 14, 10});
}

} // namespace fracbit::app
