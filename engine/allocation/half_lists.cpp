#include "allocation/half_lists.h"

#include <algorithm>
#include <limits>

namespace fracbit::allocation {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::uint32_t kNoNode = ~0u;
// A list longer than this is given up: the search ends without a proof.
constexpr std::size_t kLongestList = std::size_t{1} << 20;
// How many predecessors a state is compared with for dominance when there are two budgets or more
// (with one budget, the last alone decides).
constexpr std::size_t kDominanceWindow = 8;
// Reduced costs are sums of a few dozen rounded terms.
constexpr double kRoundingMargin = 1e-14;

template <int D>
class Search {
public:
    Search(const Core& core, const BudgetLines& lines, const DualPoint& point, double target,
           const Deadline& deadline);
    SearchResult run();

private:
    using Use = std::array<std::int64_t, D>;
    struct Item { // an option of a unit, relative to the unit's cheapest
        double reduced = 0;
        double loss = 0;
        Use use{};
        std::uint32_t option = 0;
    };
    struct State {
        double reduced = 0;
        double loss = 0;
        Use use{};
        std::uint32_t node = kNoNode;
    };
    struct Node {
        std::uint32_t parent = kNoNode;
        std::uint32_t option = 0;
    };
    using List = std::vector<State>;

    void orderLines();
    void addUnit(std::size_t unit);
    Item itemOf(std::uint32_t option, const Cost& base) const;
    bool dominated(const List& list, const State& state) const;
    bool extend(List& list, const std::vector<Item>& items);
    bool build(List& list, std::size_t parity);
    void join(const List& first, const List& second);
    void joinOne(const List& first, const List& second);
    void joinWindows(const List& first, const List& second);
    void scan(const State& a, const List& second, std::size_t begin);
    void offer(const State& a, const State& b, double value);
    void collect(std::uint32_t node, std::vector<std::uint32_t>& options) const;
    CoreSolution solution() const;

    const Core& core_;
    const DualPoint& point_;
    const Deadline& deadline_;
    std::array<Resource, D> resources_{};
    std::array<double, D> lambda_{};
    Use slack_{};
    std::vector<std::uint32_t> base_; // option by unit
    std::vector<std::vector<Item>> units_;
    double reach_ = 0;        // reduced costs plus priced slack of a solution at the target
    double best_ = kInfinity; // the same of the best found
    State bestFirst_;
    State bestSecond_;
    std::vector<Node> nodes_;
    List scratch_;
};

template <int D>
Search<D>::Search(const Core& core, const BudgetLines& lines, const DualPoint& point, double target,
                  const Deadline& deadline)
    : core_(core), point_(point), deadline_(deadline) {
    for (int d = 0; d < D; ++d) {
        resources_[d] = lines[d].resource;
        lambda_[d] = point.lambda[d];
        slack_[d] = lines[d].budget - amountOf(lines[d].resource, core.fixed);
    }
    reach_ = target - point.bound + kRoundingMargin * std::abs(target);
    const Multipliers multipliers = multipliersOf(lines, point.lambda);
    for (const Range unit : core.units) {
        std::uint32_t cheapest = unit.first;
        double least = kInfinity;
        for (std::uint32_t o = unit.first; o < unit.end(); ++o) {
            const double cost = core.options[o].cost.loss + multipliers.of(core.options[o].cost);
            if (cost < least) {
                least = cost;
                cheapest = o;
            }
        }
        base_.push_back(cheapest);
    }
    for (std::size_t u = 0; u < core.units.size(); ++u)
        addUnit(u);
}

template <int D>
typename Search<D>::Item Search<D>::itemOf(std::uint32_t option, const Cost& base) const {
    const Cost change = core_.options[option].cost - base;
    Item item{.reduced = change.loss, .loss = change.loss, .use = {}, .option = option};
    for (int d = 0; d < D; ++d) {
        item.use[d] = amountOf(resources_[d], change);
        item.reduced += lambda_[d] * static_cast<double>(item.use[d]);
    }
    return item;
}

template <int D>
void Search<D>::addUnit(std::size_t unit) {
    const Cost& base = core_.options[base_[unit]].cost;
    for (int d = 0; d < D; ++d)
        slack_[d] -= amountOf(resources_[d], base);
    std::vector<Item> items;
    const Range range = core_.units[unit];
    for (std::uint32_t o = range.first; o < range.end(); ++o) {
        if (o == base_[unit])
            continue;
        Item item = itemOf(o, base);
        item.reduced = std::max(item.reduced, 0.0);
        if (item.reduced <= reach_)
            items.push_back(item);
    }
    std::sort(items.begin(), items.end(),
              [](const Item& a, const Item& b) { return a.reduced < b.reduced; });
    if (!items.empty())
        units_.push_back(std::move(items));
}

// `list` is sorted by the first use: whatever is before `state` uses no more of it.
template <int D>
bool Search<D>::dominated(const List& list, const State& state) const {
    if constexpr (D == 1)
        return !list.empty() && list.back().loss <= state.loss;
    const std::size_t window = std::min(list.size(), kDominanceWindow);
    for (std::size_t i = list.size() - window; i < list.size(); ++i) {
        bool better = list[i].loss <= state.loss;
        for (int d = 1; d < D && better; ++d)
            better = list[i].use[d] <= state.use[d];
        if (better)
            return true;
    }
    return false;
}

// Merges the list with its copies shifted by each item, keeping the order by the first use.
template <int D>
bool Search<D>::extend(List& list, const std::vector<Item>& items) {
    struct Cursor {
        std::size_t position = 0;
        const Item* item = nullptr;
        std::int64_t key = 0;
    };
    std::vector<Cursor> cursors{{0, nullptr, list.front().use[0]}};
    for (const Item& item : items)
        cursors.push_back({0, &item, list.front().use[0] + item.use[0]});
    scratch_.clear();
    while (!cursors.empty()) {
        std::size_t least = 0;
        for (std::size_t c = 1; c < cursors.size(); ++c)
            if (cursors[c].key < cursors[least].key)
                least = c;
        Cursor& cursor = cursors[least];
        State state = list[cursor.position];
        if (cursor.item) {
            state.reduced += cursor.item->reduced;
            state.loss += cursor.item->loss;
            for (int d = 0; d < D; ++d)
                state.use[d] += cursor.item->use[d];
        }
        if (state.reduced <= reach_ && !dominated(scratch_, state)) {
            if (cursor.item) {
                nodes_.push_back({state.node, cursor.item->option});
                state.node = static_cast<std::uint32_t>(nodes_.size() - 1);
            }
            scratch_.push_back(state);
        }
        if (++cursor.position == list.size())
            cursors.erase(cursors.begin() + static_cast<std::ptrdiff_t>(least));
        else
            cursor.key = list[cursor.position].use[0] + (cursor.item ? cursor.item->use[0] : 0);
    }
    std::swap(list, scratch_);
    return list.size() <= kLongestList && !deadline_.passed();
}

template <int D>
bool Search<D>::build(List& list, std::size_t parity) {
    list.assign(1, State{});
    for (std::size_t u = parity; u < units_.size(); u += 2)
        if (!extend(list, units_[u]))
            return false;
    return true;
}

template <int D>
void Search<D>::offer(const State& a, const State& b, double value) {
    if (value >= best_)
        return;
    best_ = value;
    bestFirst_ = a;
    bestSecond_ = b;
}

// Both lists rise in use and fall in loss: for each state, the last partner that fits is the best.
template <int D>
void Search<D>::joinOne(const List& first, const List& second) {
    std::size_t fits = second.size();
    for (const State& a : first) {
        while (fits > 0 && second[fits - 1].use[0] > slack_[0] - a.use[0])
            --fits;
        if (fits == 0)
            return;
        const State& b = second[fits - 1];
        const double left = static_cast<double>(slack_[0] - a.use[0] - b.use[0]);
        offer(a, b, a.reduced + b.reduced + lambda_[0] * left);
    }
}

template <int D>
void Search<D>::scan(const State& a, const List& second, std::size_t begin) {
    for (std::size_t i = begin; i-- > 0;) {
        const State& b = second[i];
        double value =
            a.reduced + lambda_[0] * static_cast<double>(slack_[0] - a.use[0] - b.use[0]);
        if (value >= best_)
            return;
        bool fits = true;
        for (int d = 1; d < D; ++d) {
            const std::int64_t left = slack_[d] - a.use[d] - b.use[d];
            fits = fits && left >= 0;
            value += lambda_[d] * static_cast<double>(left);
        }
        if (fits)
            offer(a, b, value + b.reduced);
    }
}

// For each state, the partners whose first use leaves a slack that is not too dear.
template <int D>
void Search<D>::joinWindows(const List& first, const List& second) {
    std::size_t fits = second.size();
    for (const State& a : first) {
        while (fits > 0 && second[fits - 1].use[0] > slack_[0] - a.use[0])
            --fits;
        if (fits == 0 || deadline_.passed())
            return;
        scan(a, second, fits);
    }
}

template <int D>
void Search<D>::join(const List& first, const List& second) {
    if constexpr (D == 1)
        joinOne(first, second);
    else
        joinWindows(first, second);
}

template <int D>
void Search<D>::collect(std::uint32_t node, std::vector<std::uint32_t>& options) const {
    for (; node != kNoNode; node = nodes_[node].parent) {
        const std::uint32_t option = nodes_[node].option;
        std::size_t unit = 0;
        while (core_.units[unit].end() <= option)
            ++unit;
        options[unit] = option;
    }
}

template <int D>
CoreSolution Search<D>::solution() const {
    CoreSolution solution{.cost = core_.fixed, .options = base_};
    collect(bestFirst_.node, solution.options);
    collect(bestSecond_.node, solution.options);
    for (const std::uint32_t option : solution.options)
        solution.cost += core_.options[option].cost;
    return solution;
}

template <int D>
SearchResult Search<D>::run() {
    SearchResult result;
    if (reach_ < 0) {
        result.exhausted = true;
        return result;
    }
    std::sort(units_.begin(), units_.end(),
              [](const auto& a, const auto& b) { return a.front().reduced > b.front().reduced; });
    List first;
    List second;
    if (!build(first, 0) || !build(second, 1))
        return result;
    join(first, second);
    result.exhausted = !deadline_.passed();
    if (best_ < kInfinity)
        result.best = solution();
    return result;
}

} // namespace

Deadline::Deadline(std::stop_token stop, double seconds) : stop_(std::move(stop)) {
    const auto now = std::chrono::steady_clock::now();
    constexpr double kLongest = 1e9; // seconds; far from the range of the clock
    end_ = now + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                     std::chrono::duration<double>(std::min(seconds, kLongest)));
}

bool Deadline::passed() const {
    return stop_.stop_requested() || std::chrono::steady_clock::now() >= end_;
}

Priced CoreRelaxation::operator()(const Multipliers& multipliers) const {
    Priced result{.value = core_.fixed.loss + multipliers.of(core_.fixed), .cost = core_.fixed};
    for (const Range unit : core_.units) {
        double least = kInfinity;
        const Cost* cheapest = nullptr;
        for (std::uint32_t o = unit.first; o < unit.end(); ++o) {
            const Cost& cost = core_.options[o].cost;
            const double value = cost.loss + multipliers.of(cost);
            if (value < least) {
                least = value;
                cheapest = &cost;
            }
        }
        result.value += least;
        result.cost += *cheapest;
    }
    return result;
}

SearchResult searchCore(const Core& core, const BudgetLines& lines, const DualPoint& point,
                        double target, const Deadline& deadline) {
    switch (lines.size()) {
    case 1:
        return Search<1>(core, lines, point, target, deadline).run();
    case 2:
        return Search<2>(core, lines, point, target, deadline).run();
    default:
        return Search<3>(core, lines, point, target, deadline).run();
    }
}

} // namespace fracbit::allocation
