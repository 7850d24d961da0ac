#include "views/readout_line.h"

#include "models/format.h"
#include "models/heatmap_data.h"
#include "views/icon_label.h"
#include "views/svg_icon.h"
#include "views/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedLayout>

#include <algorithm>
#include <cmath>

namespace fracbit::app {

namespace {

QString fixed(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

// Wide enough for the longest text of its kind, so that nothing moves while dragging.
void reserve(QLabel* label, const QString& longest) {
    label->setMinimumWidth(label->fontMetrics().horizontalAdvance(longest) + 4);
}

// Of the linear model, in nats a token.
QString perplexityText(double loss) {
    const double factor = std::exp(loss);
    return ReadoutLine::tr("Loss increase · perplexity × %1")
        .arg(factor < 100 ? fixed(factor, 2) : QStringLiteral("> 99"));
}

QString swapText(const Allocation& allocation, const allocation::Swap& swap, const QString& more) {
    const allocation::Problem& problem = *allocation.problem;
    const double loss = allocation.result.solution.objective;
    const double saved = loss > 0 ? 100.0 * swap.lossSaved / loss : 0.0;
    QStringList changes;
    for (std::size_t i = 0; i < swap.layers.size(); ++i)
        changes << QStringLiteral("%1 → %2").arg(
            QString::fromStdString(problem.layers[static_cast<std::size_t>(swap.layers[i])].name),
            QString::fromStdString(
                problem.schemes[static_cast<std::size_t>(swap.schemes[i])].name));
    return ReadoutLine::tr("The next %1: %2, loss −%3 %")
        .arg(more, changes.join(QStringLiteral(", ")), fixed(saved, 2));
}

} // namespace

QString nextStepText(const Allocation& allocation) {
    if (const auto& swap = allocation.nextMemory)
        return swapText(allocation, *swap, bytesText(std::uint64_t(swap->extraMemory)));
    if (const auto& swap = allocation.nextLatency)
        return swapText(allocation, *swap,
                        ReadoutLine::tr("%1 µs").arg(fixed(
                            1e6 * allocation::secondsFromFemtoseconds(swap->extraLatency), 1)));
    return {};
}

double lossStandardError(const OpenedProfile& profile, const Allocation& allocation) {
    const std::vector<int>& schemes = allocation.result.solution.schemes;
    double variance = 0;
    for (std::size_t i = 0; i < profile.profile.layers.size(); ++i) {
        const profiling::ProfileLayer& layer = profile.profile.layers[i];
        if (layer.sensitivity <= 0)
            continue;
        const double loss = layerCost(*allocation.problem, static_cast<int>(i), schemes[i]).loss;
        const double error = loss * layer.standardError / layer.sensitivity;
        variance += error * error;
    }
    return std::sqrt(variance);
}

ReadoutLine::ReadoutLine(QWidget* parent)
    : QWidget(parent), states_(new QStackedLayout(this)), figures_(new QWidget),
      failure_(new QWidget), message_(makeLabel(TextStyle::Body)) {
    auto* columns = new QHBoxLayout(figures_);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(20);
    loss_ = addFigure(perplexityText(0), true);
    loss_.caption->setFont(tabularFont(loss_.caption->font()));
    reserve(loss_.value, QStringLiteral("≈ 0.0000 ± 0.0000"));
    bits_ = addFigure(tr("Bits per weight"), false);
    reserve(bits_.value, QStringLiteral("0.0000"));
    size_ = addFigure(tr("Linear layers"), false);
    reserve(size_.value, QStringLiteral("000.00 GiB"));
    speed_ = addFigure(tr("Predicted speed"), true);
    reserve(speed_.value, QStringLiteral("≈ 000.0 tok/s"));
    proof_ = addFigure(tr("Search"), false);
    reserve(proof_.value, tr("optimal") + QStringLiteral(" · 000.0 ms"));
    price_ = addFigure(tr("Next 1 % of memory saves"), true);
    reserve(price_.value, QStringLiteral("≈ 00.00 %"));
    columns->addStretch();
    auto* row = new QHBoxLayout(failure_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    message_->setWordWrap(true);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row->addWidget(new IconLabel(svgIcon(QStringLiteral("warning")), 24));
    row->addWidget(message_, 1);
    states_->addWidget(figures_);
    states_->addWidget(failure_);
}

ReadoutLine::Figure ReadoutLine::addFigure(const QString& caption, bool predicted) {
    Figure figure{makeLabel(TextStyle::Heading), makeLabel(TextStyle::Caption, caption)};
    QFont font = tabularFont(textFont(TextStyle::Heading));
    font.setItalic(predicted); // what was not measured looks different
    figure.value->setFont(font);
    auto* rows = new QVBoxLayout;
    rows->setSpacing(1);
    rows->addWidget(figure.value);
    rows->addWidget(figure.caption);
    static_cast<QHBoxLayout*>(figures_->layout())->addLayout(rows);
    return figure;
}

int ReadoutLine::widthOf(const Figure& figure) const {
    return std::max(figure.value->minimumWidth(), figure.caption->sizeHint().width()) +
           figures_->layout()->spacing();
}

// In a narrow window the least important numbers give way, rather than being cut.
void ReadoutLine::fit() {
    int left = width();
    for (const Figure& figure : {loss_, speed_, proof_, bits_, size_, price_}) {
        const bool known = figure.value != speed_.value || timed_;
        left -= known ? widthOf(figure) : 0;
        figure.value->setVisible(known && left >= 0);
        figure.caption->setVisible(known && left >= 0);
    }
}

void ReadoutLine::resizeEvent(QResizeEvent* event) {
    fit();
    QWidget::resizeEvent(event);
}

void ReadoutLine::showAllocation(const OpenedProfile& profile, const Allocation& allocation) {
    const allocation::Result& result = allocation.result;
    const allocation::Solution& solution = result.solution;
    const double error = lossStandardError(profile, allocation);
    loss_.value->setText(
        error > 0 ? QStringLiteral("≈ %1 ± %2").arg(fixed(solution.objective, 4), fixed(error, 4))
                  : QStringLiteral("≈ %1").arg(fixed(solution.objective, 4)));
    const auto memory = static_cast<std::uint64_t>(solution.memory);
    bits_.value->setText(fixed(8.0 * double(memory) / double(profile.weights), 4));
    size_.value->setText(bytesText(memory));
    size_.value->setToolTip(exactBytesText(memory));
    timed_ = solution.latency.has_value();
    if (timed_)
        speed_.value->setText(
            tr("≈ %1 tok/s")
                .arg(fixed(1.0 / allocation::secondsFromFemtoseconds(*solution.latency), 1)));
    const QString quality =
        result.proven ? tr("optimal") : tr("gap %1 %").arg(fixed(100.0 * result.gap(), 2));
    proof_.value->setText(
        QStringLiteral("%1 · %2 ms").arg(quality, fixed(result.seconds * 1000.0, 1)));
    loss_.caption->setText(perplexityText(solution.objective));
    showPrice(result);
    fit();
    states_->setCurrentWidget(figures_);
}

// Of the budget that binds; of both where both do.
void ReadoutLine::showPrice(const allocation::Result& result) {
    const allocation::Solution& solution = result.solution;
    const auto percent = [&solution](double saved) {
        return fixed(solution.objective > 0 ? saved / solution.objective : 0.0, 2);
    };
    const QString memory = percent(result.prices.perByte * double(solution.memory));
    const QString time =
        percent(result.prices.perSecond *
                (solution.latency ? allocation::secondsFromFemtoseconds(*solution.latency) : 0.0));
    const bool memoryBinds = result.prices.perByte > 0 || !(result.prices.perSecond > 0);
    const bool both = memoryBinds && result.prices.perSecond > 0;
    price_.value->setText(both ? tr("≈ %1 % · %2 %").arg(memory, time)
                               : tr("≈ %1 %").arg(memoryBinds ? memory : time));
    price_.caption->setText(both          ? tr("Next 1 % of memory · time saves")
                            : memoryBinds ? tr("Next 1 % of memory saves")
                                          : tr("Next 1 % of time saves"));
}

void ReadoutLine::showInfeasible(const QString& message) {
    message_->setText(message);
    states_->setCurrentWidget(failure_);
}

QString ReadoutLine::infeasibleText() const {
    return states_->currentWidget() == failure_ ? message_->text() : QString();
}

} // namespace fracbit::app
