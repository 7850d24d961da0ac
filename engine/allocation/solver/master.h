// The master problem of the Lagrangian dual: a linear program of a few rows and growing columns.
// Private to the module.
//
// A column is a point that the relaxation can reach: its loss e and its excess v over each budget.
// The program min sum(x_j e_j) with sum(x_j v_j) <= 0, sum(x_j) = 1, x >= 0 is the convex hull of
// the columns; its dual solution is the next multiplier to price (Kelley's cutting planes seen from
// the other side, Dantzig-Wolfe). Solved by the revised simplex method with an explicit inverse.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include <array>
#include <cstddef>
#include <vector>

namespace fracbit::allocation {

inline constexpr int kMaxBudgets = 3;
using BudgetVector = std::array<double, kMaxBudgets>;

class Master {
public:
    // `scale` are typical excesses, for conditioning. An artificial column without excess, of loss
    // 1, keeps the program feasible.
    Master(int budgets, const BudgetVector& scale);

    void add(double loss, const BudgetVector& excess);

    struct Duals {
        BudgetVector multipliers{}; // >= 0
        double value = 0;           // upper bound on the Lagrangian dual
        bool stalled = false;       // rounding got in the way: the duals are not optimal
    };
    Duals solve();

private:
    static constexpr int kRows = kMaxBudgets + 1;
    using Vector = std::array<double, kRows>;
    struct Column {
        double cost = 0;
        Vector entries{};
    };

    void reset();
    bool refactor();
    void price();
    enum class Rule { MostNegative, First };
    int entering(Rule rule) const;
    bool optimise(Rule rule);
    bool pivot(int column);

    int rows_;
    BudgetVector scale_;
    std::vector<Column> columns_; // slacks, the artificial column, then those added
    std::array<int, kRows> basis_{};
    std::array<Vector, kRows> inverse_{};
    Vector values_{};
    Vector duals_{};
};

} // namespace fracbit::allocation
