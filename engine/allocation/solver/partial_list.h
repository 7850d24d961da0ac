// The lists of partial choices that halves of a core are searched with. Private to the module.
//
// A state is a choice for some of the units, relative to the cheapest choice of each: its reduced
// cost (loss plus priced use), its loss and its use of each of D budgets.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/deadline.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace fracbit::allocation {

template <int D>
using Use = std::array<std::int64_t, D>;

template <int D>
Use<D> sum(const Use<D>& a, const Use<D>& b) {
    Use<D> total;
    for (int d = 0; d < D; ++d)
        total[d] = a[d] + b[d];
    return total;
}

// An option of a unit, relative to the unit's cheapest.
template <int D>
struct Item {
    double reduced = 0; // >= 0
    double loss = 0;
    Use<D> use{};
    std::uint32_t option = 0; // index into Core::options
};

// How a state was reached: the state before and the option taken; shared by all lists.
struct Step {
    static constexpr std::uint32_t kNone = ~0u;
    std::uint32_t before = kNone;
    std::uint32_t option = 0;
};

template <int D>
struct State {
    double reduced = 0;
    double loss = 0;
    Use<D> use{};
    std::uint32_t step = Step::kNone;
};

// All undominated states of some units within a reach, in lexicographic order of their use.
template <int D>
class PartialList {
public:
    // A list longer than this is given up: the search ends without a proof.
    static constexpr std::size_t kLongest = std::size_t{1} << 21;

    explicit PartialList(std::vector<Step>& steps) : states_(1), steps_(steps) {}

    // Adds a unit: each state goes on with the unit's cheapest option or with one of `items`.
    // False when the list became too long or the deadline has passed.
    bool extend(const std::vector<Item<D>>& items, double reach, const Deadline& deadline);

    const std::vector<State<D>>& states() const { return states_; }
    std::vector<State<D>> release() { return std::move(states_); }

private:
    // A copy of the list, shifted by an item (null: not shifted), as far as it is merged.
    struct Cursor {
        std::size_t position = 0;
        const Item<D>* item = nullptr;
        Use<D> key{};
    };
    void refresh(Cursor& cursor) const;
    static std::size_t least(const std::vector<Cursor>& cursors);
    void take(const Cursor& cursor, double reach);
    bool dominated(const State<D>& state) const;

    std::vector<State<D>> states_;
    std::vector<State<D>> merged_;
    std::vector<Step>& steps_;
};

// Implementation

template <int D>
void PartialList<D>::refresh(Cursor& cursor) const {
    const Use<D>& use = states_[cursor.position].use;
    cursor.key = cursor.item ? sum<D>(use, cursor.item->use) : use;
}

template <int D>
std::size_t PartialList<D>::least(const std::vector<Cursor>& cursors) {
    std::size_t found = 0;
    for (std::size_t c = 1; c < cursors.size(); ++c)
        if (cursors[c].key < cursors[found].key)
            found = c;
    return found;
}

// Whatever was merged before uses no more of the first budget. With one budget the last state has
// the least loss, and decides alone; with more, a look at the last few finds most that dominate.
template <int D>
bool PartialList<D>::dominated(const State<D>& state) const {
    if constexpr (D == 1)
        return !merged_.empty() && merged_.back().loss <= state.loss;
    constexpr std::size_t kLookBack = 8;
    const std::size_t end = merged_.size() > kLookBack ? merged_.size() - kLookBack : 0;
    for (std::size_t i = merged_.size(); i-- > end;) {
        bool better = merged_[i].loss <= state.loss;
        for (int d = 1; d < D; ++d)
            better = better && merged_[i].use[d] <= state.use[d];
        if (better)
            return true;
    }
    return false;
}

template <int D>
void PartialList<D>::take(const Cursor& cursor, double reach) {
    State<D> state = states_[cursor.position];
    if (cursor.item) {
        state.reduced += cursor.item->reduced;
        state.loss += cursor.item->loss;
        state.use = cursor.key;
    }
    if (state.reduced > reach || dominated(state))
        return;
    if (cursor.item) {
        steps_.push_back({state.step, cursor.item->option});
        state.step = static_cast<std::uint32_t>(steps_.size() - 1);
    }
    merged_.push_back(state);
}

template <int D>
bool PartialList<D>::extend(const std::vector<Item<D>>& items, double reach,
                            const Deadline& deadline) {
    std::vector<Cursor> cursors(items.size() + 1);
    for (std::size_t i = 0; i < items.size(); ++i)
        cursors[i + 1].item = &items[i];
    for (Cursor& cursor : cursors)
        refresh(cursor);
    merged_.clear();
    constexpr std::size_t kBetweenLooks = 4096;
    for (std::size_t taken = 1; !cursors.empty(); ++taken) {
        if (taken % kBetweenLooks == 0 && deadline.passed())
            return false;
        const std::size_t next = least(cursors);
        take(cursors[next], reach);
        if (++cursors[next].position < states_.size())
            refresh(cursors[next]);
        else
            cursors.erase(cursors.begin() + static_cast<std::ptrdiff_t>(next));
    }
    std::swap(states_, merged_);
    return states_.size() <= kLongest && !deadline.passed();
}

} // namespace fracbit::allocation
