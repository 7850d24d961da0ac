#include "pages/allocate_page.h"

#include "session/measurement.h"
#include "session/opened_model.h"
#include "session/weight_histogram.h"
#include "session/workspace.h"
#include "views/block_graph.h"
#include "views/budget_control.h"
#include "views/budget_units.h"
#include "views/front_plot.h"
#include "views/heatmap_view.h"
#include "views/layer_facts.h"
#include "views/layer_inspector.h"
#include "views/readout_line.h"
#include "views/row_list.h"
#include "views/state_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>

namespace fracbit::app {

namespace {

constexpr int kPictureGap = 12;

double bitsOf(allocation::Bytes bytes, std::int64_t weights) {
    return 8.0 * static_cast<double>(bytes) / static_cast<double>(weights);
}

} // namespace

AllocatePage::AllocatePage(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), session_(workspace.allocation()),
      states_(new QStackedLayout(this)) {
    opening_ = makeOpening();
    failed_ = makeFailed();
    states_->addWidget(opening_);
    states_->addWidget(failed_);
    connect(&session_, &AllocationSession::phaseChanged, this, &AllocatePage::refreshPhase);
}

AllocatePage& AllocatePage::built() {
    if (ready_)
        return *this;
    ready_ = makeReady();
    states_->addWidget(ready_);
    setColors(palette_);
    restoreLayoutState(layoutState_);
    connectReady();
    return *this;
}

void AllocatePage::connectReady() {
    connect(&session_, &AllocationSession::decisionChanged, this, &AllocatePage::refreshDecision);
    connect(&session_, &AllocationSession::allocationChanged, this,
            &AllocatePage::refreshAllocation);
    connect(&session_, &AllocationSession::frontsChanged, this, &AllocatePage::refreshFronts);
    connect(&session_, &AllocationSession::referenceChanged, this, &AllocatePage::refreshReference);
    connect(&session_, &AllocationSession::measurementsChanged, this,
            &AllocatePage::refreshMeasurements);
    heatmap_->setDescribe(
        [this](const std::vector<int>& layers) { return describeLayers(session_, layers); });
    connect(heatmap_, &HeatmapView::foldRequested, this, &AllocatePage::fold);
    connect(rowList_, &RowList::chosen, this, &AllocatePage::setRows);
    connect(heatmap_, &HeatmapView::selectionChanged, this, [this] {
        inspector_->setSelection(heatmap_->currentLayer(), heatmap_->selectedLayers());
        readWeights();
    });
    connect(&session_, &AllocationSession::snapshotsChanged, this, &AllocatePage::refreshNamed);
    connect(&workspace_.model(), &Session::changed, this, &AllocatePage::refreshMeasurable);
    refreshMeasurable();
}

void AllocatePage::setWaiting(QWidget* waiting) {
    waiting_ = waiting;
    states_->addWidget(waiting);
    refreshPhase();
}

StateView* AllocatePage::makeOpening() {
    auto* view = new StateView(QStringLiteral("allocate"));
    view->setTitle(tr("Opening the profile…"));
    view->setBusy(true);
    view->addAction(tr("Cancel"), false, [this] { session_.returnToProfile(); });
    return view;
}

StateView* AllocatePage::makeFailed() {
    auto* view = new StateView(QStringLiteral("warning"));
    view->setTitle(tr("This is not a profile that can be used"));
    view->setText(tr("Profiles are JSON files that “fracbit profile” and “fracbit "
                     "import-profile” write. The file was not changed."));
    view->addAction(tr("Try again"), true, [this] { session_.retry(); });
    view->addAction(tr("Open another profile…"), false, [this] { emit openProfileRequested(); });
    back_ = view->addAction(tr("Back"), false, [this] { session_.returnToProfile(); });
    return view;
}

void AllocatePage::refreshPhase() {
    switch (session_.phase()) {
    case AllocationSession::Phase::Empty:
        states_->setCurrentWidget(waiting_);
        break;
    case AllocationSession::Phase::Opening:
        built(); // while the profile is read
        opening_->setText(session_.path());
        states_->setCurrentWidget(opening_);
        break;
    case AllocationSession::Phase::Failed:
        failed_->setDetail(session_.failureMessage());
        back_->setVisible(session_.profile() != nullptr);
        states_->setCurrentWidget(failed_);
        break;
    case AllocationSession::Phase::Ready:
        refreshProfile();
        states_->setCurrentWidget(ready_);
        break;
    }
}

void AllocatePage::refreshProfile() {
    built();
    resetRows();
    const OpenedProfile& profile = *session_.profile();
    title_->setText(profile.name);
    title_->setToolTip(profile.path);
    subtitle_->setText(QStringLiteral("%1 · %2").arg(
        tr("%n layer(s)", nullptr, int(profile.problem->layers.size())),
        QString::fromStdString(profile.profile.source)));
    memory_->setUnits(memoryUnits(profile, [this] { return memory_->context(); }));
    memory_->setRange(bitsOf(profile.memory.least, profile.weights),
                      bitsOf(profile.memory.most, profile.weights));
    latency_->setVisible(profile.latency.has_value());
    latencyFront_->parentWidget()->setVisible(profile.latency.has_value());
    const int latencyItem = meaning_->findData(int(CellValue::Latency));
    if (profile.latency && latencyItem < 0)
        meaning_->addItem(tr("Latency, µs"), int(CellValue::Latency));
    else if (!profile.latency && latencyItem >= 0)
        meaning_->removeItem(latencyItem);
    fusion_->setVisible(!profile.problem->fusionGroups.empty() && profile.latency);
    if (profile.latency)
        latency_->setRange(double(profile.latency->least) / kFemtosecondsPerMillisecond,
                           double(profile.latency->most) / kFemtosecondsPerMillisecond);
    refreshDecision();
    refreshReference();
    refreshFronts();
    refreshAllocation();
}

void AllocatePage::refreshDecision() {
    if (!session_.profile())
        return;
    const Decision& decision = session_.decision();
    const auto& [memory, latency] = decision.budgets;
    const std::int64_t weights = session_.profile()->weights;
    memory_->setBudget(memory ? std::optional(bitsOf(*memory, weights)) : std::nullopt);
    latency_->setBudget(latency ? std::optional(double(*latency) / kFemtosecondsPerMillisecond)
                                : std::nullopt);
    feedback_->setVisible(session_.profile()->feedbackProblem != nullptr);
    const QSignalBlocker feedbackBlocker(feedback_);
    feedback_->setChecked(decision.feedback == pipeline::Feedback::On);
    const QSignalBlocker blocker(fusion_);
    fusion_->setChecked(decision.fusion == allocation::Fusion::On);
}

void AllocatePage::refreshAllocation() {
    if (!session_.infeasible().isEmpty())
        return showInfeasible();
    if (!session_.allocation())
        return heatmap_->setData({});
    readout_->showAllocation(*session_.profile(), *session_.allocation());
    next_->setText(nextStepText(*session_.allocation()));
    next_->setToolTip(next_->text());
    redrawHeatmap();
    memoryFront_->setAllocation(session_.allocation());
    latencyFront_->setAllocation(session_.allocation());
    if (heatmap_->currentLayer() < 0)
        selectCostliest();
    inspector_->refresh();
}

void AllocatePage::showInfeasible() {
    readout_->showInfeasible(session_.infeasible());
    next_->clear();
}

CellValue AllocatePage::meaning() const {
    return static_cast<CellValue>(meaning_->currentData().toInt());
}

void AllocatePage::redrawHeatmap() {
    if (session_.profile() && session_.allocation())
        heatmap_->setData(heatmapData(*session_.profile(), *session_.allocation(), meaning(),
                                      session_.reference().get(), rows_));
}

void AllocatePage::refreshFronts() {
    memoryFront_->setFronts(session_.profile(), session_.fronts());
    latencyFront_->setFronts(session_.profile(), session_.fronts());
}

// A difference can only be shown while there is something to compare with.
void AllocatePage::refreshReference() {
    const int known = meaning_->findData(int(CellValue::Difference));
    const bool compare = session_.reference() != nullptr;
    if (compare && known < 0) {
        meaning_->addItem(tr("Difference in bits"), int(CellValue::Difference));
        meaning_->setCurrentIndex(meaning_->count() - 1);
    } else if (!compare && known >= 0) {
        meaning_->setCurrentIndex(0);
        meaning_->removeItem(known);
    }
    keep_->setText(compare ? tr("End comparison") : tr("Compare with this"));
    memoryFront_->setReference(session_.reference());
    latencyFront_->setReference(session_.reference());
    redrawHeatmap();
}

void AllocatePage::refreshMeasurements() {
    for (FrontPlot* plot : {memoryFront_, latencyFront_})
        plot->setMeasurements(session_.measurements());
}

void AllocatePage::refreshNamed() {
    std::vector<NamedPoint> points;
    for (const Snapshot& snapshot : session_.snapshots())
        points.push_back({snapshot.name, snapshot.allocation});
    for (FrontPlot* plot : {memoryFront_, latencyFront_})
        plot->setNamed(points);
}

void AllocatePage::refreshMeasurable() {
    const bool model = workspace_.model().model() != nullptr;
    measure_->setEnabled(model);
    measure_->setToolTip(model ? tr("Quantize the model aside and measure it")
                               : tr("Open the model to measure this allocation"));
    readWeights();
}

// The newest selection wins; reading a few rows of a layer takes milliseconds.
void AllocatePage::readWeights() {
    weightsLane_.cancel();
    const OpenedModelPtr& model = workspace_.model().model();
    inspector_->setHistogram(nullptr, model ? QString() : tr("Open the model to see its weights"));
    if (!model || !session_.profile() || inspector_->current() < 0)
        return;
    const auto& layers = session_.profile()->problem->layers;
    Job<WeightHistogramPtr> job;
    job.work = [source = model->checkpoint,
                name = layers[static_cast<std::size_t>(inspector_->current())].name](
                   const RunContext& context) { return weightHistogram(*source, name, context); };
    job.succeeded = [this](const WeightHistogramPtr& histogram) {
        inspector_->setHistogram(histogram, {});
    };
    job.failed = [this](const JobFailure& failure) {
        inspector_->setHistogram(nullptr, failure.message);
    };
    weightsLane_.start(std::move(job));
}

AllocatePage::Picture AllocatePage::picture() const {
    Picture result;
    if (!ready_)
        return result;
    QPainter painter(&result.picture);
    heatmap_->drawOn(painter);
    int x = 0;
    const int y = heatmap_->height() + kPictureGap;
    for (FrontPlot* plot : {memoryFront_, latencyFront_}) {
        if (plot->parentWidget()->isHidden())
            continue;
        painter.drawPicture(x, y, plot->picture());
        x += plot->width() + kPictureGap;
    }
    result.size = {std::max(heatmap_->width(), x - kPictureGap), y + memoryFront_->height()};
    return result;
}

// The tab, a space, then what the splitter says.
QByteArray AllocatePage::layoutState() const {
    if (!ready_)
        return layoutState_;
    return QByteArray::number(side_->currentIndex()) + ' ' + splitter_->saveState();
}

void AllocatePage::restoreLayoutState(const QByteArray& state) {
    layoutState_ = state;
    const int space = int(state.indexOf(' '));
    if (!ready_ || space < 0 || !splitter_->restoreState(state.mid(space + 1)))
        return;
    side_->setCurrentIndex(state.left(space).toInt());
}

void AllocatePage::setColors(Palette palette) {
    palette_ = palette;
    if (!ready_)
        return;
    heatmap_->setPalettes(palette);
    inspector_->graph().setColors(palette);
}

} // namespace fracbit::app
