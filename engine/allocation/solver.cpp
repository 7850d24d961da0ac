#include "allocation/solver.h"

#include "allocation/solver/branching.h"
#include "allocation/solver/front_walk.h"
#include "allocation/solver/swaps.h"
#include "base/error.h"

#include <algorithm>
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
    std::array<std::optional<Aggregate>, 3> aggregates;

    const Compiled& form(Mode mode) {
        const auto index = static_cast<std::size_t>(mode);
        std::call_once(once[index], [&] {
            compiled[index] = compile(*problem, allowed, constraints.equal, mode, fusion);
            if (Aggregate::applies(compiled[index]))
                aggregates[index].emplace(compiled[index]);
        });
        return compiled[index];
    }

    // After form(mode); null when the form has none.
    const Aggregate* aggregateOf(Mode mode) const {
        const auto& aggregate = aggregates[static_cast<std::size_t>(mode)];
        return aggregate ? &*aggregate : nullptr;
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
        assign(*problem, allowed, {constraints.equal, mode, fusion, objective}, form, nullptr,
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

Solver Solver::withConstraints(Constraints constraints) const {
    return Solver(prepared_->problem, std::move(constraints), prepared_->fusion);
}

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
               prepared_->aggregateOf(mode), lines, searchLimits);
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

std::optional<Swap> Solver::nextSwap(const Result& result, const Budgets& budgets,
                                     Axis axis) const {
    const bool memory = axis == Axis::Memory;
    if (memory ? !budgets.memory : !budgets.latency)
        return std::nullopt;
    const double otherPrice =
        memory ? result.prices.perSecond * secondsFromFemtoseconds(1) : result.prices.perByte;
    return bestSwap(prepared_->form(modeOf(budgets)), result.solution, memory, otherPrice);
}

std::optional<Solution> Solver::bestUniform(const Budgets& budgets) const {
    const Problem& problem = *prepared_->problem;
    const auto allowed = allowedSchemes(problem, prepared_->constraints);
    std::optional<Solution> best;
    for (std::size_t scheme = 0; scheme < problem.schemes.size(); ++scheme) {
        if (!std::all_of(allowed.begin(), allowed.end(),
                         [&](const auto& row) { return row[scheme] != 0; }))
            continue;
        Solution solution =
            evaluate(problem, std::vector<int>(problem.layers.size(), static_cast<int>(scheme)),
                     prepared_->fusion);
        const bool fits =
            (!budgets.memory || solution.memory <= *budgets.memory) &&
            (!budgets.latency || (solution.latency && *solution.latency <= *budgets.latency));
        if (fits && (!best || solution.objective < best->objective))
            best = std::move(solution);
    }
    return best;
}

Front Solver::front(Axis axis, std::size_t points, const Budgets& budgets,
                    const Limits& limits) const {
    const auto start = Clock::now();
    FrontWalk walk(*this, axis, budgets, limits);
    const auto cheapest = prepared_->least(
        axis == Axis::Memory ? Objective::Memory : Objective::Latency, walk.others());
    if (!cheapest)
        prepared_->failInfeasible(budgets);
    const bool single = !walk.others().memory && !walk.others().latency;
    const Mode mode = axis == Axis::Memory ? Mode::Memory : Mode::Latency;
    Front front = walk.run(*cheapest, points, single ? &prepared_->form(mode) : nullptr);
    front.seconds = secondsSince(start);
    return front;
}

} // namespace fracbit::allocation
