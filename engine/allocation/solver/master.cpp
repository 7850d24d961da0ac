#include "allocation/solver/master.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fracbit::allocation {

namespace {

// Losses are scaled to the artificial column's: one that promises less than this is not worth a
// pivot.
constexpr double kReducedCostTolerance = 1e-11;
constexpr double kPivotTolerance = 1e-12;
constexpr double kFeasibilityTolerance = 1e-9;
constexpr int kPivotLimit = 80;

} // namespace

Master::Master(int budgets, const BudgetVector& scale) : rows_(budgets + 1), scale_(scale) {
    for (int i = 0; i < budgets; ++i) {
        Column slack;
        slack.entries[i] = 1;
        columns_.push_back(slack);
    }
    Column artificial{.cost = 1, .entries = {}};
    artificial.entries[budgets] = 1;
    columns_.push_back(artificial);
    reset();
}

// The basis of slacks and the artificial column: always feasible.
void Master::reset() {
    for (int i = 0; i < rows_; ++i) {
        basis_[i] = i;
        inverse_[i] = {};
        inverse_[i][i] = 1;
        values_[i] = i + 1 == rows_;
    }
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

int Master::entering(Rule rule) const {
    double best = -kReducedCostTolerance;
    int found = -1;
    for (std::size_t j = 0; j < columns_.size(); ++j) {
        double reduced = columns_[j].cost;
        for (int i = 0; i < rows_; ++i)
            reduced -= duals_[i] * columns_[j].entries[i];
        if (reduced >= best)
            continue;
        best = reduced;
        found = static_cast<int>(j);
        if (rule == Rule::First)
            break;
    }
    return found;
}

// Inverts the basis anew, so that rounding does not pile up from one solve to the next. False when
// it is singular or no longer feasible.
bool Master::refactor() {
    std::array<Vector, kRows> matrix{};
    for (int k = 0; k < rows_; ++k) {
        inverse_[k] = {};
        inverse_[k][k] = 1;
        for (int i = 0; i < rows_; ++i)
            matrix[i][k] = columns_[basis_[k]].entries[i];
    }
    for (int k = 0; k < rows_; ++k) {
        int row = k;
        for (int i = k + 1; i < rows_; ++i)
            if (std::abs(matrix[i][k]) > std::abs(matrix[row][k]))
                row = i;
        if (std::abs(matrix[row][k]) < kPivotTolerance)
            return false;
        std::swap(matrix[row], matrix[k]);
        std::swap(inverse_[row], inverse_[k]);
        const double diagonal = matrix[k][k];
        for (int j = 0; j < rows_; ++j) {
            matrix[k][j] /= diagonal;
            inverse_[k][j] /= diagonal;
        }
        for (int i = 0; i < rows_; ++i) {
            const double factor = i == k ? 0 : matrix[i][k];
            for (int j = 0; j < rows_; ++j) {
                matrix[i][j] -= factor * matrix[k][j];
                inverse_[i][j] -= factor * inverse_[k][j];
            }
        }
    }
    for (int i = 0; i < rows_; ++i) {
        values_[i] = inverse_[i][rows_ - 1]; // the right-hand side is the last unit vector
        if (values_[i] < -kFeasibilityTolerance)
            return false;
        values_[i] = std::max(values_[i], 0.0);
    }
    return true;
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

bool Master::optimise(Rule rule) {
    for (int pivots = 0; pivots < kPivotLimit; ++pivots) {
        price();
        const int column = entering(rule);
        if (column < 0)
            return true;
        if (!pivot(column))
            return false;
    }
    return false;
}

Master::Duals Master::solve() {
    if (!refactor())
        reset();
    bool optimal = optimise(Rule::MostNegative);
    if (!optimal) {
        reset();
        optimal = optimise(Rule::First);
    }
    Duals result;
    result.stalled = !optimal;
    for (int i = 0; i + 1 < rows_; ++i)
        result.multipliers[i] = std::max(0.0, -duals_[i]) / scale_[i];
    result.value = duals_[rows_ - 1];
    return result;
}

} // namespace fracbit::allocation
