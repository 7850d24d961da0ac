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

} // namespace

double lossStandardError(const OpenedProfile& profile, const allocation::Solution& solution) {
    double variance = 0;
    for (std::size_t i = 0; i < profile.profile.layers.size(); ++i) {
        const profiling::ProfileLayer& layer = profile.profile.layers[i];
        if (layer.sensitivity <= 0)
            continue;
        const double loss =
            layerCost(*profile.problem, static_cast<int>(i), solution.schemes[i]).loss;
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
    loss_ = addFigure(tr("Predicted loss increase"), true);
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
    const double error = lossStandardError(profile, solution);
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
    const double saved = solution.objective > 0
                             ? result.prices.perByte * 0.01 * double(memory) / solution.objective
                             : 0.0;
    price_.value->setText(tr("≈ %1 %").arg(fixed(100.0 * saved, 2)));
    fit();
    states_->setCurrentWidget(figures_);
}

void ReadoutLine::showInfeasible(const QString& message) {
    message_->setText(message);
    states_->setCurrentWidget(failure_);
}

QString ReadoutLine::infeasibleText() const {
    return states_->currentWidget() == failure_ ? message_->text() : QString();
}

} // namespace fracbit::app
