#include "allocation/solver/core_search.h"

#include "allocation/solver/list_join.h"
#include "allocation/solver/pricer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace fracbit::allocation {

namespace {

template <int D>
class Search {
public:
    Search(const Core& core, const BudgetLines& lines, const DualPoint& point,
           const SearchGoal& goal);
    SearchResult run(const Deadline& deadline);

private:
    Use<D> useOf(const Cost& cost) const;
    void addUnit(std::size_t unit);
    bool build(PartialList<D>& list, std::size_t half, const Deadline& deadline) const;
    void follow(std::uint32_t step, std::vector<std::uint32_t>& options) const;
    CoreSolution solution(const ListJoin<D>& join) const;

    const Core& core_;
    const BudgetLines& lines_;
    std::array<double, D> prices_{};
    Use<D> slack_{}; // of the cheapest choice
    double reach_;
    double limit_;
    std::vector<std::uint32_t> cheapest_;     // option by unit
    std::vector<std::vector<Item<D>>> units_; // those with other options within reach
    std::vector<Step> steps_;
};

template <int D>
Search<D>::Search(const Core& core, const BudgetLines& lines, const DualPoint& point,
                  const SearchGoal& goal)
    : core_(core), lines_(lines),
      reach_(goal.target - point.bound + kRoundingMargin * std::abs(goal.target)),
      limit_(std::max(goal.acceptable - point.bound, reach_)) {
    for (int d = 0; d < D; ++d) {
        prices_[d] = point.lambda[d];
        slack_[d] = lines[d].budget - amountOf(lines[d].resource, core.fixed);
    }
    const Multipliers multipliers = multipliersOf(lines, point.lambda);
    for (const Range unit : core.units)
        cheapest_.push_back(cheapestOf(core, unit, multipliers));
    for (std::size_t unit = 0; unit < core.units.size(); ++unit)
        addUnit(unit);
    // Units whose alternatives are dear first: the lists stay short for longest.
    std::sort(units_.begin(), units_.end(),
              [](const auto& a, const auto& b) { return a.front().reduced > b.front().reduced; });
}

template <int D>
Use<D> Search<D>::useOf(const Cost& cost) const {
    Use<D> use;
    for (int d = 0; d < D; ++d)
        use[d] = amountOf(lines_[d].resource, cost);
    return use;
}

template <int D>
void Search<D>::addUnit(std::size_t unit) {
    const Cost& base = core_.options[cheapest_[unit]].cost;
    const Use<D> baseUse = useOf(base);
    for (int d = 0; d < D; ++d)
        slack_[d] -= baseUse[d];
    std::vector<Item<D>> items;
    const Range range = core_.units[unit];
    for (std::uint32_t o = range.first; o < range.end(); ++o) {
        const Cost change = core_.options[o].cost - base;
        Item<D> item{change.loss, change.loss, useOf(change), o};
        for (int d = 0; d < D; ++d)
            item.reduced += prices_[d] * static_cast<double>(item.use[d]);
        item.reduced = std::max(item.reduced, 0.0);
        if (o != cheapest_[unit] && item.reduced <= reach_)
            items.push_back(item);
    }
    std::sort(items.begin(), items.end(),
              [](const Item<D>& a, const Item<D>& b) { return a.reduced < b.reduced; });
    if (!items.empty())
        units_.push_back(std::move(items));
}

template <int D>
bool Search<D>::build(PartialList<D>& list, std::size_t half, const Deadline& deadline) const {
    for (std::size_t unit = half; unit < units_.size(); unit += 2)
        if (!list.extend(units_[unit], reach_, deadline))
            return false;
    return true;
}

template <int D>
void Search<D>::follow(std::uint32_t step, std::vector<std::uint32_t>& options) const {
    for (; step != Step::kNone; step = steps_[step].before) {
        const std::uint32_t option = steps_[step].option;
        const auto unit = std::upper_bound(
            core_.units.begin(), core_.units.end(), option,
            [](std::uint32_t index, const Range& range) { return index < range.end(); });
        options[static_cast<std::size_t>(unit - core_.units.begin())] = option;
    }
}

template <int D>
CoreSolution Search<D>::solution(const ListJoin<D>& join) const {
    CoreSolution solution{.cost = core_.fixed, .options = cheapest_};
    follow(join.firstStep(), solution.options);
    follow(join.secondStep(), solution.options);
    for (const std::uint32_t option : solution.options)
        solution.cost += core_.options[option].cost;
    return solution;
}

template <int D>
SearchResult Search<D>::run(const Deadline& deadline) {
    SearchResult result;
    if (reach_ < 0) {
        result.exhausted = true;
        return result;
    }
    PartialList<D> first(steps_);
    PartialList<D> second(steps_);
    if (!build(first, 0, deadline) || !build(second, 1, deadline))
        return result;
    // Short lists can afford to look for anything at all, long ones only near the target.
    constexpr double kShort = 1e6; // pairs
    constexpr double kNear = 4;
    const double pairs =
        static_cast<double>(first.states().size()) * static_cast<double>(second.states().size());
    ListJoin<D> join(slack_, prices_, pairs < kShort ? limit_ : std::min(limit_, kNear * reach_));
    result.exhausted = join.run(first.states(), second.release(), deadline);
    if (join.found())
        result.best = solution(join);
    return result;
}

} // namespace

std::uint32_t cheapestOf(const Core& core, Range unit, const Multipliers& multipliers) {
    std::uint32_t cheapest = unit.first;
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t o = unit.first; o < unit.end(); ++o) {
        const double cost = core.options[o].cost.loss + multipliers.of(core.options[o].cost);
        if (cost < least) {
            least = cost;
            cheapest = o;
        }
    }
    return cheapest;
}

StateCounts::StateCounts(const Core& core, const BudgetLines& lines, const DualPoint& point,
                         double reach)
    : width_(reach / kBins) {
    const Multipliers multipliers = multipliersOf(lines, point.lambda);
    std::array<double, kBins + 1> exactly{}; // choices by reduced cost, in bins
    exactly[0] = 1;
    for (const Range range : core.units) {
        const Cost& base = core.options[cheapestOf(core, range, multipliers)].cost;
        std::array<double, kBins + 1> sum = exactly;
        for (std::uint32_t o = range.first; o < range.end(); ++o) {
            const Cost change = core.options[o].cost - base;
            const double bin = (change.loss + multipliers.of(change)) / width_ + 0.5;
            if (&core.options[o].cost == &base || !(bin <= kBins))
                continue;
            const int shift = std::max(0, static_cast<int>(bin));
            for (int i = shift; i <= kBins; ++i)
                sum[i] += exactly[i - shift];
        }
        exactly = sum;
    }
    std::partial_sum(exactly.begin(), exactly.end(), within_.begin());
}

double StateCounts::reachFor(double count) const {
    const auto more =
        std::upper_bound(within_.begin(), within_.end(), std::pow(count, std::numbers::sqrt2));
    return width_ * static_cast<double>(std::max<std::ptrdiff_t>(more - within_.begin() - 1, 0));
}

Priced CoreRelaxation::operator()(const Multipliers& multipliers) const {
    Priced result{.value = core_.fixed.loss + multipliers.of(core_.fixed), .cost = core_.fixed};
    for (const Range unit : core_.units) {
        const Cost& cheapest = core_.options[cheapestOf(core_, unit, multipliers)].cost;
        result.value += cheapest.loss + multipliers.of(cheapest);
        result.cost += cheapest;
    }
    return result;
}

SearchResult searchCore(const Core& core, const BudgetLines& lines, const DualPoint& point,
                        const SearchGoal& goal, const Deadline& deadline) {
    switch (lines.size()) {
    case 1:
        return Search<1>(core, lines, point, goal).run(deadline);
    case 2:
        return Search<2>(core, lines, point, goal).run(deadline);
    default:
        return Search<3>(core, lines, point, goal).run(deadline);
    }
}

} // namespace fracbit::allocation
