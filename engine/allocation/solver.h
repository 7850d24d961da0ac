// The exact solver of mixed-scheme allocation, fast enough to follow a slider.
//
// Method (spec 1, section 7): the Lagrangian dual gives a lower bound and prices; whatever cannot
// be in a better solution is removed; what is left, the core, is searched exactly by half-lists.
// Each round that ends without a proof raises the bound, so that a search that is cut short still
// returns an honest gap.
#pragma once

#include "allocation/front.h"
#include "allocation/kernels.h"
#include "allocation/problem.h"
#include "allocation/solution.h"

#include <limits>
#include <memory>
#include <optional>
#include <stop_token>

namespace fracbit::allocation {

// When to stop before the proof. The defaults never do.
struct Limits {
    std::stop_token stop;
    double seconds = std::numeric_limits<double>::infinity();
    double gap = 0; // stop when (objective - bound) / objective is at most this
};

// A problem with its constraints, prepared for any number of solves. Immutable and cheap to copy;
// all functions may be called from several threads at once. Results do not depend on threads,
// earlier calls or the clock, unless a limit cuts a search short.
class Solver {
public:
    // Validates the problem (Error(InvalidArgument)) and applies the constraints
    // (Error(Infeasible) naming the layer that is left without a scheme).
    Solver(std::shared_ptr<const Problem> problem, Constraints constraints, Fusion fusion);
    ~Solver();
    Solver(const Solver&);
    Solver& operator=(const Solver&);
    Solver(Solver&&) noexcept;
    Solver& operator=(Solver&&) noexcept;

    // The same problem with other constraints: what a change of pins needs. Throws as the
    // constructor does.
    Solver withConstraints(Constraints constraints) const;

    const Problem& problem() const;
    Fusion fusion() const;

    // The best allocation within the budgets. Throws
    //   Error(Infeasible) naming the budget and the smallest feasible one;
    //   Error(Cancelled) when the stop token is triggered before any allocation is found. After
    //   that, a triggered stop token or a limit returns the best found, with its bound.
    Result solve(const Budgets& budgets, const Limits& limits = {}) const;

    // The change that a little more of a budget would buy, from the solution of these budgets.
    // Empty when the budget is absent, or nothing would lower the loss.
    std::optional<Swap> nextSwap(const Result& result, const Budgets& budgets, Axis axis) const;

    // The best allocation with one scheme for all layers, fused as far as it helps, among schemes
    // that the constraints allow everywhere. Empty when none fits into the budgets.
    std::optional<Solution> bestUniform(const Budgets& budgets) const;

    // About `points` (two or more) of the best allocations along an axis, from the cheapest to the
    // one with the least loss. A budget on the axis itself caps it; a budget on the other resource
    // holds for all points. Limits::seconds is for the whole front: what is not solved by then is
    // left out. Throws as solve() does.
    Front front(Axis axis, std::size_t points, const Budgets& budgets = {},
                const Limits& limits = {}) const;

private:
    struct Prepared;
    std::shared_ptr<Prepared> prepared_;
};

} // namespace fracbit::allocation
