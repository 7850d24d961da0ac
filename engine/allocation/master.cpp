#include "allocation/master.h"

#include <algorithm>

namespace fracbit::allocation {

namespace {

// Relative to the ceiling: a column that promises less than this is not worth a pivot.
constexpr double kReducedCostTolerance = 1e-15;
constexpr double kPivotTolerance = 1e-12;
constexpr int kPivotLimit = 100;

} // namespace

Master::Master(int budgets, double ceiling, const BudgetVector& scale)
    : rows_(budgets + 1), ceiling_(ceiling), scale_(scale) {
    for (int i = 0; i < budgets; ++i) {
        Column slack;
        slack.entries[i] = 1;
        columns_.push_back(slack);
    }
    Column artificial{.cost = ceiling, .entries = {}};
    artificial.entries[budgets] = 1;
    columns_.push_back(artificial);
    for (int i = 0; i < rows_; ++i) {
        basis_[i] = i;
        inverse_[i][i] = 1;
    }
    values_[budgets] = 1;
}

void Master::add(double loss, const BudgetVector& excess) {
    Column column{.cost = loss, .entries = {}};
    for (int i = 0; i + 1 < rows_; ++i)
        column.entries[i] = excess[i] / scale_[i];
    column.entries[rows_ - 1] = 1;
    columns_.push_back(column);
}

void Master::price() {
    for (int i = 0; i < rows_; ++i) {
        duals_[i] = 0;
        for (int k = 0; k < rows_; ++k)
            duals_[i] += columns_[basis_[k]].cost * inverse_[k][i];
    }
}

int Master::entering() const {
    double best = -kReducedCostTolerance * ceiling_;
    int found = -1;
    for (std::size_t j = 0; j < columns_.size(); ++j) {
        double reduced = columns_[j].cost;
        for (int i = 0; i < rows_; ++i)
            reduced -= duals_[i] * columns_[j].entries[i];
        if (reduced < best) {
            best = reduced;
            found = static_cast<int>(j);
        }
    }
    return found;
}

bool Master::pivot(int column) {
    Vector direction{};
    for (int i = 0; i < rows_; ++i)
        for (int k = 0; k < rows_; ++k)
            direction[i] += inverse_[i][k] * columns_[column].entries[k];
    int row = -1;
    double step = 0;
    for (int i = 0; i < rows_; ++i) {
        if (direction[i] <= kPivotTolerance)
            continue;
        const double ratio = values_[i] / direction[i];
        if (row < 0 || ratio < step || (ratio == step && basis_[i] < basis_[row])) {
            row = i;
            step = ratio;
        }
    }
    if (row < 0)
        return false;
    for (int i = 0; i < rows_; ++i)
        values_[i] = i == row ? step : std::max(values_[i] - step * direction[i], 0.0);
    const double pivotValue = direction[row];
    for (int k = 0; k < rows_; ++k)
        inverse_[row][k] /= pivotValue;
    for (int i = 0; i < rows_; ++i)
        for (int k = 0; k < rows_ && i != row; ++k)
            inverse_[i][k] -= direction[i] * inverse_[row][k];
    basis_[row] = column;
    return true;
}

Master::Duals Master::solve() {
    Duals result;
    int pivots = 0;
    for (price();; price()) {
        const int column = entering();
        if (column < 0)
            break;
        if (++pivots > kPivotLimit || !pivot(column)) {
            result.stalled = true;
            break;
        }
    }
    for (int i = 0; i + 1 < rows_; ++i)
        result.multipliers[i] = std::max(0.0, -duals_[i]) / scale_[i];
    result.value = duals_[rows_ - 1];
    return result;
}

} // namespace fracbit::allocation
