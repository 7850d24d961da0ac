#include "views/budget_control.h"

#include "views/typography.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace fracbit::app {

namespace {

constexpr int kSteps = 2000; // finer than the pixels of a slider
constexpr int kNameWidth = 110;
constexpr int kEntryWidth = 150;
constexpr int kExplanationWidth = 130;

} // namespace

BudgetControl::BudgetControl(const QString& name, const QString& suffix, int decimals,
                             std::function<QString(double)> explain, QWidget* parent)
    : QWidget(parent), explain_(std::move(explain)), active_(new QCheckBox(name)),
      slider_(new QSlider(Qt::Horizontal)), entry_(new QDoubleSpinBox),
      explanation_(makeLabel(TextStyle::Body)) {
    active_->setFixedWidth(kNameWidth);
    slider_->setRange(0, kSteps);
    slider_->setPageStep(kSteps / 20);
    slider_->setAccessibleName(tr("%1 budget").arg(name));
    entry_->setAccessibleName(tr("%1 budget, exact").arg(name));
    entry_->setSuffix(suffix);
    entry_->setDecimals(decimals);
    entry_->setSingleStep(std::pow(10.0, 1 - decimals));
    entry_->setKeyboardTracking(false);
    entry_->setAlignment(Qt::AlignRight);
    entry_->setFont(tabularFont(entry_->font()));
    entry_->setFixedWidth(kEntryWidth);
    explanation_->setFixedWidth(kExplanationWidth);
    explanation_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    explanation_->setFont(tabularFont(explanation_->font()));
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(12);
    columns->addWidget(active_);
    columns->addWidget(slider_, 1);
    columns->addWidget(entry_);
    columns->addWidget(explanation_);
    connect(slider_, &QSlider::valueChanged, this,
            [this](int position) { choose(fromSlider(position)); });
    connect(entry_, &QDoubleSpinBox::valueChanged, this, &BudgetControl::choose);
    connect(active_, &QCheckBox::toggled, this, [this] { emit budgetChosen(budget()); });
}

int BudgetControl::toSlider(double value) const {
    const double share = maximum_ > minimum_ ? (value - minimum_) / (maximum_ - minimum_) : 0.0;
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * kSteps));
}

double BudgetControl::fromSlider(int position) const {
    return minimum_ + (maximum_ - minimum_) * position / kSteps;
}

void BudgetControl::setRange(double minimum, double maximum) {
    minimum_ = minimum;
    maximum_ = maximum;
    const QSignalBlocker blocker(entry_);
    // The entry rounds to its digits; the smallest value it shows must still be in the range.
    const double unit = std::pow(10.0, -entry_->decimals());
    entry_->setRange(std::ceil(minimum / unit) * unit, maximum);
    show(std::clamp(value_, minimum, maximum));
}

std::optional<double> BudgetControl::budget() const {
    return active_->isChecked() ? std::optional(value_) : std::nullopt;
}

void BudgetControl::setBudget(std::optional<double> budget) {
    const QSignalBlocker blocker(active_);
    active_->setChecked(budget.has_value());
    show(budget.value_or(value_));
    for (QWidget* part : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(entry_),
                          static_cast<QWidget*>(explanation_)})
        part->setEnabled(budget.has_value());
}

void BudgetControl::choose(double value) {
    show(value);
    emit budgetChosen(budget());
}

// The parts that already show the value are left alone, so that typing and dragging are not
// disturbed by rounding.
void BudgetControl::show(double value) {
    value_ = value;
    const QSignalBlocker sliderBlocker(slider_);
    const QSignalBlocker entryBlocker(entry_);
    slider_->setValue(toSlider(value));
    if (!entry_->hasFocus() || std::abs(entry_->value() - value) > entry_->singleStep() / 10)
        entry_->setValue(value);
    explanation_->setText(explain_(value));
}

} // namespace fracbit::app
