// Collecting the points of a front. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver.h"
#include "allocation/solver/pricer.h"

#include <chrono>

namespace fracbit::allocation {

// Collects the points of a front, from the cheapest budget to the dearest.
class FrontWalk {
public:
    FrontWalk(const Solver& solver, Axis axis, const Budgets& budgets, const Limits& limits)
        : solver_(solver), memory_(axis == Axis::Memory), budgets_(budgets), limits_(limits) {
        front_.axis = axis;
    }

    // The budget on the other resource.
    Budgets others() const {
        Budgets others = budgets_;
        (memory_ ? others.memory : others.latency).reset();
        return others;
    }

    // `form` is the problem of the axis alone, if there is no other budget: then most points are
    // minimisers of the Lagrangian, which are optimal for what they cost and take no search.
    Front run(std::int64_t cheapest, std::size_t points, const Compiled* form);

private:
    std::int64_t costOf(const Solution& solution) const {
        return memory_ ? solution.memory : *solution.latency;
    }
    double secondsLeft() const;
    Result solveAt(std::int64_t budget) const;
    bool addSupported(std::int64_t budget, const Compiled& form, Pricer& pricer);
    void addSolved(std::int64_t budget);
    void add(FrontPoint point);

    const Solver& solver_;
    bool memory_;
    const Budgets& budgets_;
    const Limits& limits_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    double price_ = 0; // of the last supported point
    Front front_;
};

} // namespace fracbit::allocation
