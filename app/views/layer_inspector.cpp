#include "views/layer_inspector.h"

#include "models/format.h"
#include "models/heatmap_data.h"
#include "models/scheme_table.h"
#include "session/allocation_session.h"
#include "views/block_graph.h"
#include "views/fact_list.h"
#include "views/histogram_plot.h"
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

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

QString number(double value, int digits) {
    return QLocale().toString(value, 'g', digits);
}

QString sensitivityText(const profiling::ProfileLayer& layer) {
    const QString value = number(layer.sensitivity, 4);
    return layer.standardError > 0
               ? QStringLiteral("%1 ± %2").arg(value, number(layer.standardError, 2))
               : value;
}

// The other layers of the same kernel call: "k, v".
QString fusedText(const OpenedProfile& profile, const allocation::Solution& solution, int layer) {
    QStringList roles;
    for (std::size_t other = 0; other < solution.calls.size(); ++other)
        if (int(other) != layer && solution.calls[other] == solution.calls[at(layer)])
            roles << QString::fromStdString(profile.problem->layers[other].role);
    return roles.join(QStringLiteral(", "));
}

bool restricted(const Decision& decision, const std::vector<int>& layers) {
    return std::any_of(decision.restrictions.begin(), decision.restrictions.end(),
                       [&layers](const allocation::Restriction& restriction) {
                           return std::find(layers.begin(), layers.end(),
                                            restriction.where.layer.value_or(-1)) != layers.end();
                       });
}

// Of the quantizers that were tried on the layer's own weights: found over expected error, mean.
std::optional<double> measuredRatio(const OpenedProfile& profile, int layer) {
    const profiling::ProfileLayer& info = profile.profile.layers[at(layer)];
    double sum = 0;
    int count = 0;
    for (const profiling::ShapeOption& option : profile.profile.shapes[at(info.shape)].options)
        if (const auto found = info.measuredDistortion.find(option.scheme);
            found != info.measuredDistortion.end() && option.distortion > 0) {
            sum += found->second / option.distortion;
            ++count;
        }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

QString limitsText(const Decision& decision, int layer) {
    QStringList limits;
    for (const allocation::Restriction& entry : decision.restrictions) {
        if (entry.where.layer != layer)
            continue;
        const QString bits = QLocale().toString(entry.bits, 'g', 4);
        if (entry.kind == allocation::Restriction::Kind::MinBits)
            limits << LayerInspector::tr("≥ %1 bits").arg(bits);
        else if (entry.kind == allocation::Restriction::Kind::MaxBits)
            limits << LayerInspector::tr("≤ %1 bits").arg(bits);
    }
    return limits.join(QStringLiteral(", "));
}

QList<Fact> factsOf(const OpenedProfile& profile, const Allocation& allocation, int layer) {
    const allocation::Solution& solution = allocation.result.solution;
    const int scheme = solution.schemes[at(layer)];
    const LayerCost cost = layerCost(*profile.problem, layer, scheme);
    const double share = solution.objective > 0 ? 100.0 * cost.loss / solution.objective : 0.0;
    const profiling::ProfileLayer& info = profile.profile.layers[at(layer)];
    QList<Fact> facts{
        {LayerInspector::tr("Scheme"),
         QString::fromStdString(profile.problem->schemes[at(scheme)].name)},
        {LayerInspector::tr("Bits per weight"), QLocale().toString(cost.bits, 'f', 4)},
        {LayerInspector::tr("Size"), bytesText(std::uint64_t(cost.bytes))},
        {LayerInspector::tr("Weights"), countText(profile.profile.shapes[at(info.shape)].weights)},
        {LayerInspector::tr("Sensitivity"), sensitivityText(info)},
        {LayerInspector::tr("Share of the loss"),
         LayerInspector::tr("%1 %").arg(QLocale().toString(share, 'f', 2))},
    };
    if (const auto ratio = measuredRatio(profile, layer))
        facts.append(
            {LayerInspector::tr("Error found / expected"), QLocale().toString(*ratio, 'f', 3)});
    const QString limits = limitsText(allocation.decision, layer);
    if (!limits.isEmpty())
        facts.append({LayerInspector::tr("Limits"), limits});
    const QString fused = fusedText(profile, solution, layer);
    if (!fused.isEmpty())
        facts.append({LayerInspector::tr("In one kernel with"), fused});
    const int variant = solution.variants[at(layer)];
    if (variant >= 0)
        facts.append({LayerInspector::tr("Kernel"),
                      QString::fromStdString(profile.problem->variants[at(variant)])});
    return facts;
}

} // namespace

QString describeLayer(const AllocationSession& session, int layer) {
    if (!session.profile() || !session.allocation() || layer < 0)
        return {};
    const OpenedProfile& profile = *session.profile();
    QStringList lines{QString::fromStdString(profile.problem->layers[at(layer)].name)};
    for (const Fact& fact : factsOf(profile, *session.allocation(), layer))
        lines << QStringLiteral("%1: %2").arg(fact.name, fact.value);
    return lines.join(QLatin1Char('\n'));
}

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
    const int row = schemes_->rowOf(schemes_->chosen());
    if (row >= 0) {
        table_->selectRow(row);
        table_->scrollTo(schemes_->index(row, 0), QAbstractItemView::PositionAtCenter);
    }
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
    inside_->setVisible(current_ >= 0);
    graph_->show(session_.profile(), session_.allocation(), current_);
    if (current_ < 0) {
        title_->setText(tr("Nothing selected"));
        subtitle_->setText(tr("Choose a cell of the picture, a row, a column, or draw a frame."));
    } else {
        showFacts();
    }
    updateActions();
}

void LayerInspector::showFacts() {
    const OpenedProfile& profile = *session_.profile();
    title_->setText(withBreaks(QString::fromStdString(profile.problem->layers[at(current_)].name)));
    subtitle_->setText(layers_.size() > 1
                           ? tr("and %n more layer(s); pins and bans concern all", nullptr,
                                int(layers_.size()) - 1)
                           : tr("Block %1").arg(profile.problem->layers[at(current_)].block));
    facts_->setFacts(factsOf(profile, *session_.allocation(), current_));
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
