#include "views/budget_control.h"

#include "views/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace fracbit::app {

namespace {

constexpr int kSteps = 2000; // finer than the pixels of a slider
constexpr int kNameWidth = 96;
constexpr int kEntryWidth = 92;
constexpr int kUnitWidth = 116;
constexpr int kContextWidth = 150;
constexpr int kExplanationWidth = 140;
constexpr int kFirstContext = 8192; // tokens

} // namespace

BudgetControl::BudgetControl(const QString& name, std::function<QString(double)> explain,
                             QWidget* parent)
    : QWidget(parent), explain_(std::move(explain)), active_(new QCheckBox(name)),
      slider_(new QSlider(Qt::Horizontal)), entry_(new QDoubleSpinBox), unit_(new QComboBox),
      context_(new QSpinBox), explanation_(makeLabel(TextStyle::Body)) {
    slider_->setAccessibleName(tr("%1 budget").arg(name));
    entry_->setAccessibleName(tr("%1 budget, exact").arg(name));
    unit_->setAccessibleName(tr("Unit of the %1 budget").arg(name));
    makeRow();
    connect(slider_, &QSlider::valueChanged, this,
            [this](int position) { choose(fromSlider(position)); });
    connect(entry_, &QDoubleSpinBox::valueChanged, this, [this](double shown) {
        if (unit())
            choose(std::clamp(unit()->toBase(shown), minimum_, maximum_));
    });
    connect(active_, &QCheckBox::toggled, this, [this] { emit budgetChosen(budget()); });
    connect(unit_, &QComboBox::currentIndexChanged, this, &BudgetControl::chooseUnit);
    connect(context_, &QSpinBox::valueChanged, this, &BudgetControl::chooseUnit);
}

void BudgetControl::makeRow() {
    active_->setFixedWidth(kNameWidth);
    slider_->setRange(0, kSteps);
    slider_->setPageStep(kSteps / 20);
    entry_->setKeyboardTracking(false);
    entry_->setAlignment(Qt::AlignRight);
    entry_->setFont(tabularFont(entry_->font()));
    entry_->setFixedWidth(kEntryWidth);
    unit_->setFixedWidth(kUnitWidth);
    context_->setRange(0, 1 << 20);
    context_->setSingleStep(1024);
    context_->setValue(kFirstContext);
    context_->setGroupSeparatorShown(true);
    context_->setSuffix(tr(" tokens"));
    context_->setKeyboardTracking(false);
    context_->setAccessibleName(tr("Context that has to fit, in tokens"));
    context_->setFixedWidth(kContextWidth);
    context_->hide();
    explanation_->setFixedWidth(kExplanationWidth);
    explanation_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    explanation_->setFont(tabularFont(explanation_->font()));
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(10);
    columns->addWidget(active_);
    columns->addWidget(slider_, 1);
    for (QWidget* part : {static_cast<QWidget*>(entry_), static_cast<QWidget*>(unit_),
                          static_cast<QWidget*>(context_), static_cast<QWidget*>(explanation_)})
        columns->addWidget(part);
}

void BudgetControl::setUnits(const QList<BudgetUnit>& units) {
    const QString shown = unit_->currentText();
    {
        const QSignalBlocker blocker(unit_);
        units_ = units;
        unit_->clear();
        for (const BudgetUnit& unit : units_)
            unit_->addItem(unit.name);
        unit_->setCurrentIndex(std::max(0, unit_->findText(shown)));
    }
    chooseUnit();
}

const BudgetUnit* BudgetControl::unit() const {
    const int index = unit_->currentIndex();
    return index >= 0 && index < units_.size() ? &units_[index] : nullptr;
}

// The budget stays; the entry shows it in the other unit.
void BudgetControl::chooseUnit() {
    if (!unit())
        return;
    context_->setVisible(unit()->withContext);
    const QSignalBlocker blocker(entry_);
    const double ends[] = {unit()->fromBase(minimum_), unit()->fromBase(maximum_)};
    const double step = std::pow(10.0, -unit()->decimals);
    entry_->setDecimals(unit()->decimals);
    entry_->setSingleStep(10 * step);
    // The entry rounds to its digits; the smallest value it shows must still be in the range.
    entry_->setRange(std::ceil(std::min(ends[0], ends[1]) / step) * step,
                     std::max(ends[0], ends[1]));
    entry_->setValue(unit()->fromBase(value_));
    explanation_->setText(explain_(value_));
    emit unitChanged();
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
    chooseUnit();
    show(std::clamp(value_, minimum, maximum));
}

std::optional<double> BudgetControl::budget() const {
    return active_->isChecked() ? std::optional(value_) : std::nullopt;
}

int BudgetControl::context() const {
    return context_->value();
}

void BudgetControl::setBudget(std::optional<double> budget) {
    const QSignalBlocker blocker(active_);
    active_->setChecked(budget.has_value());
    show(budget.value_or(value_));
    for (QWidget* part : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(entry_),
                          static_cast<QWidget*>(unit_), static_cast<QWidget*>(context_),
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
    const double shown = unit() ? unit()->fromBase(value) : value;
    if (!entry_->hasFocus() || std::abs(entry_->value() - shown) > entry_->singleStep() / 10)
        entry_->setValue(shown);
    explanation_->setText(explain_(value));
}

} // namespace fracbit::app
