// How the page of the allocation is put together.
#include "pages/allocate_page.h"

#include "models/format.h"
#include "session/allocation_session.h"
#include "views/budget_control.h"
#include "views/budget_units.h"
#include "views/card.h"
#include "views/comparison_panel.h"
#include "views/elided_label.h"
#include "views/front_plot.h"
#include "views/heatmap_view.h"
#include "views/kept_panel.h"
#include "views/layer_inspector.h"
#include "views/palette_editor.h"
#include "views/readout_line.h"
#include "views/row_list.h"
#include "views/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QUndoView>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <cmath>

namespace fracbit::app {

namespace {

constexpr int kSideWidth = 340;
constexpr int kSelectWidth = 240;

} // namespace

QWidget* AllocatePage::makeReady() {
    auto* main = new QWidget;
    auto* rows = new QVBoxLayout(main);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(makeHeader());
    rows->addWidget(makePicture(), 3);
    rows->addWidget(makeFronts(), 2);
    rows->addWidget(makeBudgets());
    splitter_ = new QSplitter;
    splitter_->setHandleWidth(14);
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(main);
    splitter_->addWidget(makeSide());
    splitter_->setStretchFactor(0, 1);
    splitter_->setSizes({10000, kSideWidth}); // all that the side does not need
    auto* page = new QWidget;
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(20, 14, 20, 14);
    whole->addWidget(splitter_);
    return page;
}

QWidget* AllocatePage::makeSide() {
    inspector_ = new LayerInspector(session_);
    kept_ = new KeptPanel(session_);
    auto* comparison = new ComparisonPanel(session_);
    auto* history = new QUndoView(&session_.history());
    history->setEmptyLabel(tr("The profile as it was opened"));
    history->setAccessibleName(tr("History of the edits"));
    connect(kept_, &KeptPanel::tryRequested, this, &AllocatePage::tryRequested);
    connect(comparison, &ComparisonPanel::layerChosen, this,
            [this](int layer) { select({layer}); });
    side_ = new QTabWidget;
    side_->setDocumentMode(true);
    side_->tabBar()->setDrawBase(false); // the card has a border
    side_->setMinimumWidth(kSideWidth);
    side_->addTab(inspector_, tr("Layer"));
    side_->addTab(kept_, tr("Kept"));
    side_->addTab(comparison, tr("Compare"));
    side_->addTab(new PaletteEditor(session_), tr("Palette"));
    side_->addTab(history, tr("History"));
    return makeCard(side_, {1, 1, 1, 1});
}

QWidget* AllocatePage::makeHeader() {
    auto* header = new QWidget;
    auto* columns = new QHBoxLayout(header);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(10);
    title_ = new ElidedLabel(TextStyle::Title);
    subtitle_ = new ElidedLabel(TextStyle::Caption);
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(title_);
    names->addWidget(subtitle_);
    meaning_ = new QComboBox;
    meaning_->setAccessibleName(tr("What the colours show"));
    meaning_->setToolTip(meaning_->accessibleName());
    meaning_->addItem(tr("Bits per weight"), int(CellValue::Bits));
    meaning_->addItem(tr("Sensitivity"), int(CellValue::Sensitivity));
    meaning_->addItem(tr("Share of the loss, %"), int(CellValue::LossShare));
    meaning_->addItem(tr("Size"), int(CellValue::Bytes));
    meaning_->addItem(tr("Scheme family"), int(CellValue::Family));
    connect(meaning_, &QComboBox::currentIndexChanged, this, &AllocatePage::redrawHeatmap);
    keep_ = new QPushButton;
    keep_->setToolTip(tr("Keeps the present allocation and shows how others differ from it"));
    connect(keep_, &QPushButton::clicked, this, [this] {
        if (session_.reference())
            session_.dropReference();
        else
            session_.keepReference();
    });
    measure_ = new QPushButton(tr("Measure…"));
    connect(measure_, &QPushButton::clicked, this, &AllocatePage::measureRequested);
    columns->addLayout(names, 1);
    columns->addWidget(meaning_);
    columns->addWidget(makeRowButton());
    columns->addWidget(keep_);
    columns->addWidget(measure_);
    return header;
}

QWidget* AllocatePage::makeRowButton() {
    rowList_ = new RowList;
    auto* menu = new QMenu(this);
    auto* content = new QWidgetAction(menu);
    content->setDefaultWidget(rowList_);
    menu->addAction(content);
    auto* button = new QPushButton(tr("Rows"));
    button->setToolTip(tr("Which rows the picture has; experts are one row until unfolded"));
    button->setProperty("opens", QStringLiteral("menu")); // room for the arrow
    button->setMenu(menu);
    return button;
}

QWidget* AllocatePage::makePicture() {
    heatmap_ = new HeatmapView;
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    legend_ = new ElidedLabel(TextStyle::Caption,
                              tr("Square: trellis-coded · rounded: vector · circle: scalar · "
                                 "joined: one kernel · dot: pinned or banned"));
    legend_->setContentsMargins(44, 0, 0, 0);
    rows->addWidget(heatmap_, 1);
    select_ = new QLineEdit;
    select_->setPlaceholderText(tr("Select by name: mlp\\.down, \\.[0-3]\\."));
    select_->setToolTip(tr("A regular expression; Return selects the layers that it matches"));
    select_->setAccessibleName(tr("Select layers by a regular expression"));
    select_->setFixedWidth(kSelectWidth);
    connect(select_, &QLineEdit::returnPressed, this, &AllocatePage::selectMatching);
    auto* foot = new QHBoxLayout;
    foot->addWidget(legend_, 1);
    foot->addWidget(select_);
    rows->addLayout(foot);
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
    memory_ = new BudgetControl(tr("Memory"), [this](double bits) {
        const OpenedProfilePtr& profile = session_.profile();
        return profile
                   ? memoryText(*profile, bits * double(profile->weights) / 8.0, memory_->context())
                   : QString();
    });
    latency_ = new BudgetControl(tr("Latency"), [](double milliseconds) {
        return tr("%1 tok/s").arg(QLocale().toString(1000.0 / milliseconds, 'f', 1));
    });
    latency_->setUnits(latencyUnits());
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
    connect(memory_, &BudgetControl::unitChanged, this,
            [this] { memoryFront_->setUnit(*memory_->unit(), memory_->context()); });
    connect(latency_, &BudgetControl::unitChanged, this,
            [this] { latencyFront_->setUnit(*latency_->unit(), latency_->context()); });
    fusion_ = new QCheckBox(tr("Fuse kernels of layers that read the same input"));
    connect(fusion_, &QCheckBox::toggled, this, [this](bool on) {
        session_.setFusion(on ? allocation::Fusion::On : allocation::Fusion::Off);
    });
    feedback_ = new QCheckBox(tr("Feed errors back into later columns"));
    feedback_->setToolTip(tr("Chooses for a quantization that uses the activation moments beside "
                             "the profile: the same sizes, less loss"));
    connect(feedback_, &QCheckBox::toggled, this, [this](bool on) {
        session_.setFeedback(on ? pipeline::Feedback::On : pipeline::Feedback::Off);
    });
    auto* switches = new QHBoxLayout;
    switches->setSpacing(24);
    switches->addWidget(fusion_);
    switches->addWidget(feedback_);
    next_ = new ElidedLabel(TextStyle::Caption);
    next_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    switches->addWidget(next_, 1);
    readout_ = new ReadoutLine;
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(memory_);
    rows->addWidget(latency_);
    rows->addLayout(switches);
    rows->addSpacing(6);
    rows->addWidget(readout_);
    return makeCard(content, {14, 10, 14, 10});
}

} // namespace fracbit::app
