#include "allocation/solver/front_walk.h"

#include "allocation/solver/search.h"

#include <algorithm>

namespace fracbit::allocation {

double FrontWalk::secondsLeft() const {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
    return limits_.seconds - passed.count();
}

Result FrontWalk::solveAt(std::int64_t budget) const {
    Budgets at = others();
    (memory_ ? at.memory : at.latency) = budget;
    Limits rest = limits_;
    rest.seconds = std::max(0.0, secondsLeft());
    return solver_.solve(at, rest);
}

void FrontWalk::add(FrontPoint point) {
    if (front_.points.empty() || point.solution.objective < front_.points.back().solution.objective)
        front_.points.push_back(std::move(point));
}

void FrontWalk::addSolved(std::int64_t budget) {
    Result result = solveAt(budget);
    add({std::move(result.solution), result.lowerBound, result.proven});
}

// The dearest minimiser of the Lagrangian within the budget; false when that is no new point.
bool FrontWalk::addSupported(std::int64_t budget, const Compiled& form, Pricer& pricer) {
    const Problem& problem = solver_.problem();
    const BudgetLines lines{memory_
                                ? BudgetLine{Resource::Memory, budget}
                                : BudgetLine{Resource::Latency, budget - problem.constantLatency}};
    DualOptions options;
    options.ceiling = 2 * form.largestLoss;
    options.starts = {BudgetVector{price_}};
    const DualResult dual = maximizeDual(
        [&](const Multipliers& multipliers) { return pricer.price(multipliers); }, lines, options);
    const DualPoint* best = bestFeasible(dual);
    price_ = dual.best.lambda[0];
    if (!best ||
        (!front_.points.empty() && best->cost.loss >= front_.points.back().solution.objective))
        return false;
    pricer.price(multipliersOf(lines, best->lambda));
    std::vector<PartRow> rows;
    for (std::uint32_t unit = 0; unit < form.units.size(); ++unit)
        pricer.selection(unit, rows);
    FrontPoint point;
    point.solution =
        evaluate(problem, schemesOf(form, rows, problem.layers.size()), solver_.fusion());
    point.lowerBound = point.solution.objective;
    point.proven = true;
    add(std::move(point));
    return true;
}

Front FrontWalk::run(std::int64_t cheapest, std::size_t points, const Compiled* form) {
    constexpr std::int64_t kUnlimited = std::int64_t{1} << 60;
    const Result last =
        solveAt((memory_ ? budgets_.memory : budgets_.latency).value_or(kUnlimited));
    const std::int64_t span = costOf(last.solution) - cheapest;
    std::optional<Pricer> pricer;
    if (form)
        pricer.emplace(*form);
    addSolved(cheapest);
    for (std::size_t i = 1; i + 1 < points && secondsLeft() > 0 && !limits_.stop.stop_requested();
         ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(points - 1);
        const auto budget = cheapest + static_cast<std::int64_t>(share * static_cast<double>(span));
        if (!form || !form->openEqualities.empty() || !addSupported(budget, *form, *pricer))
            addSolved(budget);
    }
    add({last.solution, last.lowerBound, last.proven});
    return std::move(front_);
}

} // namespace fracbit::allocation
