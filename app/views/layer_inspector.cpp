#include "views/layer_inspector.h"

#include "models/scheme_bars.h"
#include "models/scheme_table.h"
#include "session/allocation_session.h"
#include "views/bar_chart.h"
#include "views/block_graph.h"
#include "views/fact_list.h"
#include "views/histogram_plot.h"
#include "views/layer_facts.h"
#include "views/table_style.h"
#include "views/typography.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>

#include <algorithm>

namespace fracbit::app {

namespace {

constexpr int kTableHeight = 220;

bool restricted(const Decision& decision, const std::vector<int>& layers) {
    return std::any_of(decision.restrictions.begin(), decision.restrictions.end(),
                       [&layers](const allocation::Restriction& restriction) {
                           return std::find(layers.begin(), layers.end(),
                                            restriction.where.layer.value_or(-1)) != layers.end();
                       });
}

} // namespace

LayerInspector::LayerInspector(AllocationSession& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(makeLabel(TextStyle::Heading)),
      subtitle_(makeLabel(TextStyle::Caption)), facts_(new FactList),
      schemes_(new SchemeTable(this)), table_(new QTableView), histogram_(new HistogramPlot),
      histogramText_(makeLabel(TextStyle::Caption)), graph_(new BlockGraph) {
    title_->setWordWrap(true);
    subtitle_->setWordWrap(true);
    histogramText_->setWordWrap(true);
    table_->setModel(schemes_);
    table_->setAccessibleName(tr("Schemes of the layer"));
    table_->setMinimumHeight(kTableHeight);
    styleTable(*table_);
    makeRows();
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LayerInspector::updateActions);
    refresh();
}

QWidget* LayerInspector::makeCharts() {
    charts_ = new QWidget;
    errors_ = new BarChart(tr("Error of each scheme above the bound"), tr("dB"));
    times_ = new BarChart(tr("Time of a call with each scheme"), tr("µs"));
    timesTitle_ = makeLabel(TextStyle::Caption, tr("Time of a call of its own, µs, by bits"));
    timesText_ = makeLabel(TextStyle::Caption);
    timesText_->setWordWrap(true);
    auto* errorsTitle =
        makeLabel(TextStyle::Caption, tr("Error above the bound D(R), dB, by bits; dots: found on "
                                         "this layer's weights"));
    errorsTitle->setWordWrap(true);
    auto* rows = new QVBoxLayout(charts_);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(errorsTitle);
    rows->addWidget(errors_);
    rows->addSpacing(8);
    rows->addWidget(timesTitle_);
    rows->addWidget(times_);
    rows->addWidget(timesText_);
    for (BarChart* chart : {errors_, times_})
        connect(chart, &BarChart::schemeChosen, this, &LayerInspector::selectScheme);
    return charts_;
}

void LayerInspector::makeRows() {
    inside_ = new QWidget;
    auto* inside = new QVBoxLayout(inside_);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(6);
    inside->addWidget(makeLabel(TextStyle::Caption, tr("Weights, rows scaled to one")));
    inside->addWidget(histogram_);
    inside->addWidget(histogramText_);
    inside->addSpacing(6);
    inside->addWidget(makeLabel(TextStyle::Caption, tr("The block's kernel calls")));
    inside->addWidget(graph_);
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(14, 12, 14, 8);
    rows->setSpacing(4);
    rows->addWidget(title_);
    rows->addWidget(subtitle_);
    rows->addSpacing(8);
    rows->addWidget(facts_);
    rows->addSpacing(8);
    rows->addWidget(table_, 1);
    rows->addSpacing(10);
    rows->addWidget(makeCharts());
    rows->addSpacing(10);
    rows->addWidget(inside_);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(scroll, 1);
    whole->addWidget(makeActions());
}

QWidget* LayerInspector::makeLimits() {
    limitKind_ = new QComboBox;
    limitKind_->addItem(tr("at least"), int(allocation::Restriction::Kind::MinBits));
    limitKind_->addItem(tr("at most"), int(allocation::Restriction::Kind::MaxBits));
    limitKind_->setAccessibleName(tr("Kind of the limit"));
    limitBits_ = new QDoubleSpinBox;
    limitBits_->setRange(1, 9); // the palette's rates lie between
    limitBits_->setSingleStep(0.25);
    limitBits_->setValue(3);
    limitBits_->setSuffix(tr(" bits"));
    limitBits_->setAccessibleName(tr("Bits of the limit"));
    auto* set = new QPushButton(tr("Limit"));
    set->setToolTip(tr("Bound the bits per weight of the selected layers"));
    connect(set, &QPushButton::clicked, this, [this] {
        session_.limitBits(
            layers_, static_cast<allocation::Restriction::Kind>(limitKind_->currentData().toInt()),
            limitBits_->value());
    });
    auto* row = new QWidget;
    auto* columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(6);
    columns->addWidget(limitKind_, 1);
    columns->addWidget(limitBits_, 1);
    columns->addWidget(set, 1);
    return row;
}

void LayerInspector::setHistogram(const WeightHistogramPtr& histogram, const QString& message) {
    histogram_->setHistogram(histogram);
    histogram_->setVisible(histogram != nullptr);
    histogramText_->setText(histogram
                                ? tr("Kurtosis %1 as stored, %2 rotated; a normal has 3")
                                      .arg(QLocale().toString(histogram->originalKurtosis, 'f', 2),
                                           QLocale().toString(histogram->rotatedKurtosis, 'f', 2))
                                : message);
}

QWidget* LayerInspector::makeActions() {
    auto* area = new QWidget;
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(14, 8, 14, 14);
    rows->setSpacing(6);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(6);
    pin_ = new QPushButton(tr("Pin"));
    pin_->setToolTip(tr("Give the selected layers this scheme, whatever the budget"));
    ban_ = new QPushButton(tr("Ban"));
    ban_->setToolTip(tr("Never give the selected layers this scheme"));
    release_ = new QPushButton(tr("Release"));
    release_->setToolTip(tr("Drop the pins and bans of the selected layers"));
    for (QPushButton* button : {pin_, ban_, release_})
        columns->addWidget(button, 1);
    connect(pin_, &QPushButton::clicked, this, [this] { session_.pin(layers_, selectedScheme()); });
    connect(ban_, &QPushButton::clicked, this, [this] { session_.ban(layers_, selectedScheme()); });
    connect(release_, &QPushButton::clicked, this, [this] { session_.release(layers_); });
    limits_ = makeLimits();
    rows->addLayout(columns);
    rows->addWidget(limits_);
    return area;
}

void LayerInspector::setSelection(int current, const std::vector<int>& layers) {
    current_ = current;
    layers_ = layers;
    refresh();
    selectScheme(schemes_->chosen());
}

void LayerInspector::selectScheme(int scheme) {
    const int row = schemes_->rowOf(scheme);
    if (row < 0)
        return;
    table_->selectRow(row);
    table_->scrollTo(schemes_->index(row, 0), QAbstractItemView::PositionAtCenter);
}

void LayerInspector::refresh() {
    const bool known = session_.profile() && session_.allocation();
    if (!known || current_ < 0 || current_ >= int(session_.profile()->problem->layers.size())) {
        current_ = -1;
        layers_.clear();
    }
    schemes_->show(session_.profile(), session_.allocation(), current_);
    table_->setVisible(current_ >= 0);
    facts_->setVisible(current_ >= 0);
    charts_->setVisible(current_ >= 0);
    inside_->setVisible(current_ >= 0);
    graph_->show(session_.profile(), session_.allocation(), current_);
    if (current_ < 0) {
        title_->setText(tr("Nothing selected"));
        subtitle_->setText(tr("Choose a cell of the picture, a row, a column, or draw a frame."));
    } else {
        showFacts();
        showCharts();
    }
    updateActions();
}

void LayerInspector::showCharts() {
    const OpenedProfile& profile = *session_.profile();
    errors_->setBars(errorBars(profile, *session_.allocation(), current_));
    times_->setBars(latencyBars(profile, *session_.allocation(), current_));
    const bool timed = profile.latency.has_value();
    times_->setVisible(timed);
    timesText_->setText(timed ? latencyOrigin(profile.profile)
                              : tr("This profile has no times: measure them on the page Profile, "
                                   "or take those of a device model or of a table there."));
    timesText_->setVisible(!timesText_->text().isEmpty());
}

void LayerInspector::showFacts() {
    const OpenedProfile& profile = *session_.profile();
    title_->setText(
        withBreaks(QString::fromStdString(profile.problem->layers[std::size_t(current_)].name)));
    subtitle_->setText(
        layers_.size() > 1
            ? tr("and %n more layer(s); pins and bans concern all", nullptr,
                 int(layers_.size()) - 1)
            : tr("Block %1").arg(profile.problem->layers[std::size_t(current_)].block));
    facts_->setFacts(layerFacts(profile, *session_.allocation(), current_));
}

int LayerInspector::selectedScheme() const {
    const QModelIndexList rows = table_->selectionModel()->selectedRows();
    return rows.isEmpty() || current_ < 0 ? -1 : schemes_->schemeAt(rows.first().row());
}

void LayerInspector::updateActions() {
    const bool possible = current_ >= 0 && selectedScheme() >= 0;
    pin_->setVisible(current_ >= 0);
    ban_->setVisible(current_ >= 0);
    release_->setVisible(current_ >= 0);
    limits_->setVisible(current_ >= 0);
    pin_->setEnabled(possible);
    ban_->setEnabled(possible);
    release_->setEnabled(restricted(session_.decision(), layers_));
}

} // namespace fracbit::app
