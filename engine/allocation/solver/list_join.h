// Joining two lists of partial choices: the best pair that fits into what is left of the budgets.
// Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/partial_list.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace fracbit::allocation {

// What a pair costs beyond the bound is its reduced costs plus its slack at the prices; a pair is
// looked for that costs less than `limit`.
template <int D>
class ListJoin {
public:
    ListJoin(const Use<D>& slack, const std::array<double, D>& prices, double limit)
        : slack_(slack), prices_(prices), best_(limit) {}

    // False when the deadline passed before all pairs were considered.
    bool run(const std::vector<State<D>>& first, std::vector<State<D>> second,
             const Deadline& deadline);

    bool found() const { return found_; }
    double best() const { return best_; }
    std::uint32_t firstStep() const { return firstStep_; }
    std::uint32_t secondStep() const { return secondStep_; }

private:
    using List = std::vector<State<D>>;

    void offer(const State<D>& a, const State<D>& b, double value);
    void joinSorted(const List& first, const List& second);
    void fileIntoCells(List& list);
    std::size_t cellOf(std::int64_t use) const {
        return static_cast<std::size_t>((use - origin_) / width_);
    }
    void tryCells(const State<D>& a, const List& list);
    void tryCell(const State<D>& a, const List& list, std::size_t cell);
    void tryPair(const State<D>& a, const State<D>& b, double value);

    Use<D> slack_;
    std::array<double, D> prices_;
    double best_;
    bool found_ = false;
    std::uint32_t firstStep_ = Step::kNone;
    std::uint32_t secondStep_ = Step::kNone;
    std::int64_t origin_ = 0;
    std::int64_t width_ = 1;
    std::vector<std::ptrdiff_t> cells_;
};

// Implementation

template <int D>
void ListJoin<D>::offer(const State<D>& a, const State<D>& b, double value) {
    if (value >= best_)
        return;
    best_ = value;
    found_ = true;
    firstStep_ = a.step;
    secondStep_ = b.step;
}

// One budget: both lists rise in use and fall in loss, so that the last partner that fits is the
// best.
template <int D>
void ListJoin<D>::joinSorted(const List& first, const List& second) {
    std::size_t fits = second.size();
    for (const State<D>& a : first) {
        while (fits > 0 && second[fits - 1].use[0] > slack_[0] - a.use[0])
            --fits;
        if (fits == 0)
            return;
        const State<D>& b = second[fits - 1];
        const auto left = static_cast<double>(slack_[0] - a.use[0] - b.use[0]);
        offer(a, b, a.reduced + b.reduced + prices_[0] * left);
    }
}

// Two budgets or more: partners are sorted into cells of the first use, as wide as the slack that
// is affordable, and by the second use within.
template <int D>
void ListJoin<D>::fileIntoCells(List& list) {
    constexpr double kMostCells = 1 << 16;
    origin_ = list.front().use[0]; // the list is in the order of the first use
    const double spread = static_cast<double>(list.back().use[0] - origin_) + 1;
    const double affordable = prices_[0] > 0 ? std::ceil(best_ / prices_[0]) : spread;
    width_ =
        static_cast<std::int64_t>(std::clamp(affordable, std::ceil(spread / kMostCells), spread));
    cells_.assign(cellOf(list.back().use[0]) + 2, 0);
    for (const State<D>& state : list)
        ++cells_[cellOf(state.use[0]) + 1];
    std::partial_sum(cells_.begin(), cells_.end(), cells_.begin());
    for (std::size_t cell = 0; cell + 1 < cells_.size(); ++cell)
        std::sort(list.begin() + cells_[cell], list.begin() + cells_[cell + 1],
                  [](const State<D>& a, const State<D>& b) { return a.use[1] < b.use[1]; });
}

template <int D>
void ListJoin<D>::tryPair(const State<D>& a, const State<D>& b, double value) {
    for (int d = 0; d < D; ++d) {
        const std::int64_t left = slack_[d] - a.use[d] - b.use[d];
        if (left < 0)
            return;
        value += d == 1 ? 0 : prices_[d] * static_cast<double>(left);
    }
    offer(a, b, value);
}

// From the largest second use that fits downwards, until its slack alone costs too much.
template <int D>
void ListJoin<D>::tryCell(const State<D>& a, const List& list, std::size_t cell) {
    const auto begin = list.begin() + cells_[cell];
    const std::int64_t most = slack_[1] - a.use[1];
    auto partner = std::upper_bound(
        begin, list.begin() + cells_[cell + 1], most,
        [](std::int64_t use, const State<D>& state) { return use < state.use[1]; });
    while (partner != begin) {
        const State<D>& b = *--partner;
        const double value = a.reduced + prices_[1] * static_cast<double>(most - b.use[1]);
        if (value >= best_)
            return;
        tryPair(a, b, value + b.reduced);
    }
}

template <int D>
void ListJoin<D>::tryCells(const State<D>& a, const List& list) {
    const std::int64_t most = slack_[0] - a.use[0];
    if (most < origin_)
        return;
    for (std::size_t cell = std::min(cellOf(most), cells_.size() - 2) + 1; cell-- > 0;) {
        const std::int64_t highest = origin_ + width_ * static_cast<std::int64_t>(cell + 1) - 1;
        const auto left = static_cast<double>(std::max<std::int64_t>(most - highest, 0));
        if (a.reduced + prices_[0] * left >= best_)
            return;
        tryCell(a, list, cell);
    }
}

template <int D>
bool ListJoin<D>::run(const List& first, List second, const Deadline& deadline) {
    if constexpr (D == 1) {
        joinSorted(first, second);
    } else {
        fileIntoCells(second);
        constexpr std::size_t kBetweenLooks = 256;
        for (std::size_t i = 0; i < first.size(); ++i) {
            if (i % kBetweenLooks == kBetweenLooks - 1 && deadline.passed())
                return false;
            tryCells(first[i], second);
        }
    }
    return true;
}

} // namespace fracbit::allocation
