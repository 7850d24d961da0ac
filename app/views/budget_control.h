// One budget: whether it holds, a slider, an exact entry in a unit of choice, and what it means in
// another one.
#pragma once

#include <QWidget>

#include <functional>
#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QSpinBox;

namespace fracbit::app {

// A unit of the entry. The slider and the budget are in the base unit, whichever that is.
struct BudgetUnit {
    QString name;
    int decimals = 3;
    std::function<double(double)> fromBase;
    std::function<double(double)> toBase;
    bool withContext = false; // the conversion depends on BudgetControl::context()
};

class BudgetControl final : public QWidget {
    Q_OBJECT

public:
    // `explain` turns a value in the base unit into the text at the end.
    BudgetControl(const QString& name, std::function<QString(double)> explain,
                  QWidget* parent = nullptr);

    // The first unit is shown unless one of the same name was.
    void setUnits(const QList<BudgetUnit>& units);
    // The range of the slider and the entry, in the base unit.
    void setRange(double minimum, double maximum);
    // Shows a budget (none: it does not hold) without reporting it.
    void setBudget(std::optional<double> budget);
    std::optional<double> budget() const;
    int context() const;            // tokens, for units that need it
    const BudgetUnit* unit() const; // that is shown; null before there is one

signals:
    // Another unit, or the same with another context.
    void unitChanged();
    // The user moved, typed, or switched the budget on or off.
    void budgetChosen(std::optional<double> budget);

private:
    void makeRow();
    int toSlider(double value) const;
    double fromSlider(int position) const;
    void choose(double value);
    void chooseUnit();
    void show(double value);

    std::function<QString(double)> explain_;
    QList<BudgetUnit> units_;
    QCheckBox* active_;
    QSlider* slider_;
    QDoubleSpinBox* entry_;
    QComboBox* unit_;
    QSpinBox* context_;
    QLabel* explanation_;
    double minimum_ = 0;
    double maximum_ = 1;
    double value_ = 0;
};

} // namespace fracbit::app
