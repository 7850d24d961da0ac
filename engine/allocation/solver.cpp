#include "allocation/solver.h"

#include "allocation/branching.h"
#include "base/error.h"

#include <array>
#include <chrono>
#include <mutex>

namespace fracbit::allocation {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Mode modeOf(const Budgets& budgets) {
    if (!budgets.latency)
        return Mode::Memory;
    return budgets.memory ? Mode::Both : Mode::Latency;
}

BudgetLines linesOf(const Problem& problem, const Budgets& budgets) {
    BudgetLines lines;
    if (budgets.memory)
        lines.push_back({Resource::Memory, *budgets.memory});
    if (budgets.latency)
        lines.push_back({Resource::Latency, *budgets.latency - problem.constantLatency});
    return lines;
}

std::string microseconds(Femtoseconds time) {
    return std::to_string(static_cast<double>(time) / 1e9) + " us";
}

} // namespace

struct Solver::Prepared {
    std::shared_ptr<const Problem> problem;
    Constraints constraints;
    Fusion fusion = Fusion::On;
    std::vector<std::vector<std::uint8_t>> allowed; // empty: everything
    std::array<std::once_flag, 3> once;
    std::array<Compiled, 3> compiled;

    const Compiled& form(Mode mode) {
        const auto index = static_cast<std::size_t>(mode);
        std::call_once(once[index], [&] {
            compiled[index] = compile(*problem, allowed, constraints.equal, mode, fusion);
        });
        return compiled[index];
    }

    // The smallest value of one resource within a budget on the other (or none).
    std::optional<std::int64_t> least(Objective objective, const Budgets& others) const;
    [[noreturn]] void failInfeasible(const Budgets& budgets) const;
};

std::optional<std::int64_t> Solver::Prepared::least(Objective objective,
                                                    const Budgets& others) const {
    const Mode mode = objective == Objective::Memory && !others.latency ? Mode::Memory : Mode::Both;
    const Budgets any{.memory = std::int64_t{1} << 61, .latency = {}};
    const Compiled form = compile(*problem, allowed, constraints.equal, mode, fusion, objective);
    const SearchLimits limits{.deadline = Deadline({}, 1.0), .gap = 0};
    const Assignment found =
        assign(*problem, allowed, {constraints.equal, mode, fusion, objective}, form,
               linesOf(*problem, others.memory || others.latency ? others : any), limits);
    if (found.schemes.empty())
        return std::nullopt;
    const Cost& cost = found.cost;
    return objective == Objective::Memory ? cost.bytes() : cost.latency + problem->constantLatency;
}

void Solver::Prepared::failInfeasible(const Budgets& budgets) const {
    std::string message;
    const Budgets onlyMemory{.memory = budgets.memory, .latency = {}};
    const Budgets onlyLatency{.memory = {}, .latency = budgets.latency};
    if (budgets.memory) {
        const auto bytes = least(Objective::Memory, onlyLatency);
        message += "the memory budget of " + std::to_string(*budgets.memory) + " bytes";
        if (bytes)
            message += " (the smallest feasible one is " + std::to_string(*bytes) + " bytes)";
    }
    if (budgets.latency) {
        const auto time = least(Objective::Latency, onlyMemory);
        message += std::string(message.empty() ? "" : " together with ") +
                   "the latency budget of " + microseconds(*budgets.latency);
        if (time)
            message += " (the smallest feasible one is " + microseconds(*time) + ")";
    }
    throw Error(ErrorCode::Infeasible, "no allocation satisfies " + message);
}

Solver::Solver(std::shared_ptr<const Problem> problem, Constraints constraints, Fusion fusion)
    : prepared_(std::make_shared<Prepared>()) {
    validate(*problem);
    if (!constraints.restrictions.empty() || !constraints.equal.empty())
        prepared_->allowed = allowedSchemes(*problem, constraints);
    prepared_->problem = std::move(problem);
    prepared_->constraints = std::move(constraints);
    prepared_->fusion = fusion;
}

Solver::~Solver() = default;
Solver::Solver(const Solver&) = default;
Solver& Solver::operator=(const Solver&) = default;
Solver::Solver(Solver&&) noexcept = default;
Solver& Solver::operator=(Solver&&) noexcept = default;

const Problem& Solver::problem() const {
    return *prepared_->problem;
}
Fusion Solver::fusion() const {
    return prepared_->fusion;
}

Result Solver::solve(const Budgets& budgets, const Limits& limits) const {
    const auto start = Clock::now();
    const Problem& problem = *prepared_->problem;
    const BudgetLines lines = linesOf(problem, budgets);
    if (lines.empty())
        throw Error(ErrorCode::InvalidArgument, "an allocation needs a memory or latency budget");
    const Mode mode = modeOf(budgets);
    const Compiled& form = prepared_->form(mode);
    const SearchLimits searchLimits{.deadline = Deadline(limits.stop, limits.seconds),
                                    .gap = limits.gap};
    const Assignment found =
        assign(problem, prepared_->allowed,
               {prepared_->constraints.equal, mode, prepared_->fusion, Objective::Loss}, form,
               lines, searchLimits);
    if (found.infeasible)
        prepared_->failInfeasible(budgets);
    if (found.schemes.empty() && limits.stop.stop_requested())
        throw Error(ErrorCode::Cancelled, "cancelled");
    if (found.schemes.empty())
        throw Error(ErrorCode::Infeasible, "no allocation was found within the time limit, and "
                                           "none may exist; allow more time or larger budgets");
    Result result;
    result.solution = evaluate(problem, found.schemes, prepared_->fusion);
    result.proven = found.proven;
    result.lowerBound =
        found.proven ? result.solution.objective : std::min(found.bound, result.solution.objective);
    for (std::size_t i = 0; i < lines.size(); ++i)
        (lines[i].resource == Resource::Memory ? result.prices.perByte : result.prices.perSecond) =
            lines[i].resource == Resource::Memory ? found.lambda[i] : found.lambda[i] * 1e15;
    result.seconds = secondsSince(start);
    return result;
}

Front Solver::front(Axis axis, std::size_t points, const Budgets& budgets,
                    const Limits& limits) const {
    const auto start = Clock::now();
    const bool memory = axis == Axis::Memory;
    Budgets others;
    (memory ? others.latency : others.memory) = memory ? budgets.latency : budgets.memory;
    const auto cheapest = prepared_->least(memory ? Objective::Memory : Objective::Latency, others);
    if (!cheapest)
        prepared_->failInfeasible(budgets);
    constexpr std::int64_t kUnlimited = std::int64_t{1} << 61;
    const auto solveAt = [&](std::int64_t budget) {
        Budgets at = others;
        (memory ? at.memory : at.latency) = budget;
        Limits rest = limits;
        rest.seconds = limits.seconds - secondsSince(start);
        return solve(at, rest);
    };
    const Result last = solveAt((memory ? budgets.memory : budgets.latency).value_or(kUnlimited));
    const std::int64_t dearest = memory ? last.solution.memory : *last.solution.latency;
    Front front{.axis = axis, .points = {}, .seconds = 0};
    for (std::size_t i = 0; i < points && secondsSince(start) < limits.seconds; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(points - 1);
        const auto budget =
            *cheapest + static_cast<std::int64_t>(share * static_cast<double>(dearest - *cheapest));
        Result result = solveAt(budget);
        if (front.points.empty() ||
            result.solution.objective < front.points.back().solution.objective)
            front.points.push_back({std::move(result.solution), result.lowerBound, result.proven});
    }
    front.seconds = secondsSince(start);
    return front;
}

} // namespace fracbit::allocation
