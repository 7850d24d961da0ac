// One budget: whether it holds, a slider, an exact entry, and what it means in another unit.
#pragma once

#include <QWidget>

#include <functional>
#include <optional>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace fracbit::app {

class BudgetControl final : public QWidget {
    Q_OBJECT

public:
    // `suffix` is the unit of the entry; `explain` turns a value into the text beside it.
    BudgetControl(const QString& name, const QString& suffix, int decimals,
                  std::function<QString(double)> explain, QWidget* parent = nullptr);

    // The range of the slider and the entry, in the entry's unit.
    void setRange(double minimum, double maximum);
    // Shows a budget (none: it does not hold) without reporting it.
    void setBudget(std::optional<double> budget);
    std::optional<double> budget() const;

signals:
    // The user moved, typed, or switched the budget on or off.
    void budgetChosen(std::optional<double> budget);

private:
    int toSlider(double value) const;
    double fromSlider(int position) const;
    void choose(double value);
    void show(double value);

    std::function<QString(double)> explain_;
    QCheckBox* active_;
    QSlider* slider_;
    QDoubleSpinBox* entry_;
    QLabel* explanation_;
    double minimum_ = 0;
    double maximum_ = 1;
    double value_ = 0;
};

} // namespace fracbit::app
