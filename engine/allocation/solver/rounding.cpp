#include "allocation/solver/rounding.h"

#include <algorithm>
#include <limits>

namespace fracbit::allocation {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

class Rounding {
public:
    Rounding(const Core& core, const BudgetLines& lines, const DualPoint& point);
    std::optional<CoreSolution> run();

private:
    using Excess = std::array<std::int64_t, kMaxBudgets>;
    struct Change {
        std::uint32_t unit = 0;
        std::uint32_t option = 0;
        double loss = 0;
        Excess use{};
    };

    Change changeTo(std::uint32_t unit, std::uint32_t option) const;
    void listChanges(std::uint32_t unit);
    std::vector<Change> leastReduced(std::size_t most) const;
    double overrun(const Excess& excess) const;
    bool fits(const Change& a) const;
    bool fits(const Change& a, const Change& b) const;
    double reducedCost(const Change& change) const;
    void apply(Change change);
    bool repair();
    bool spendOnOne();
    bool spendOnPair();

    const Core& core_;
    const BudgetLines& lines_;
    const DualPoint& point_;
    CoreSolution solution_;
    Excess excess_{};             // over the budgets; positive: too much
    std::vector<Change> changes_; // by option of the core; to the present ones nothing changes
};

Rounding::Rounding(const Core& core, const BudgetLines& lines, const DualPoint& point)
    : core_(core), lines_(lines), point_(point), solution_{.cost = core.fixed, .options = {}} {
    const Multipliers multipliers = multipliersOf(lines, point.lambda);
    for (const Range unit : core.units) {
        solution_.options.push_back(cheapestOf(core, unit, multipliers));
        solution_.cost += core.options[solution_.options.back()].cost;
    }
    for (std::size_t d = 0; d < lines.size(); ++d)
        excess_[d] = amountOf(lines[d].resource, solution_.cost) - lines[d].budget;
    changes_.resize(core.options.size());
    for (std::uint32_t unit = 0; unit < core.units.size(); ++unit)
        listChanges(unit);
}

Rounding::Change Rounding::changeTo(std::uint32_t unit, std::uint32_t option) const {
    const Cost cost = core_.options[option].cost - core_.options[solution_.options[unit]].cost;
    Change change{unit, option, cost.loss, {}};
    for (std::size_t d = 0; d < lines_.size(); ++d)
        change.use[d] = amountOf(lines_[d].resource, cost);
    return change;
}

double Rounding::reducedCost(const Change& change) const {
    double cost = change.loss;
    for (std::size_t d = 0; d < lines_.size(); ++d)
        cost += point_.lambda[d] * static_cast<double>(change.use[d]);
    return cost;
}

void Rounding::listChanges(std::uint32_t unit) {
    for (std::uint32_t o = core_.units[unit].first; o < core_.units[unit].end(); ++o)
        changes_[o] = changeTo(unit, o);
}

// The `most` changes with the least reduced cost.
std::vector<Rounding::Change> Rounding::leastReduced(std::size_t most) const {
    std::vector<Change> changes;
    for (const Change& change : changes_)
        if (change.option != solution_.options[change.unit])
            changes.push_back(change);
    if (changes.size() <= most)
        return changes;
    std::nth_element(
        changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(most), changes.end(),
        [&](const Change& a, const Change& b) { return reducedCost(a) < reducedCost(b); });
    changes.resize(most);
    return changes;
}

// By how much the budgets are overrun, relative to each.
double Rounding::overrun(const Excess& excess) const {
    double total = 0;
    for (std::size_t d = 0; d < lines_.size(); ++d)
        total += static_cast<double>(std::max<std::int64_t>(excess[d], 0)) /
                 static_cast<double>(std::max<std::int64_t>(lines_[d].budget, 1));
    return total;
}

bool Rounding::fits(const Change& a) const {
    bool fit = true;
    for (std::size_t d = 0; d < lines_.size(); ++d)
        fit = fit && excess_[d] + a.use[d] <= 0;
    return fit;
}

bool Rounding::fits(const Change& a, const Change& b) const {
    bool fit = a.unit != b.unit;
    for (std::size_t d = 0; d < lines_.size(); ++d)
        fit = fit && excess_[d] + a.use[d] + b.use[d] <= 0;
    return fit;
}

// By value: the list is of changes from the present choice.
void Rounding::apply(Change change) {
    solution_.options[change.unit] = change.option;
    for (std::size_t d = 0; d < lines_.size(); ++d)
        excess_[d] += change.use[d];
    listChanges(change.unit);
}

// The change that costs least for what it takes off the overrun; false when none takes any.
bool Rounding::repair() {
    const double before = overrun(excess_);
    const Change* best = nullptr;
    double bestRate = kInfinity;
    for (const Change& change : changes_) {
        Excess after = excess_;
        for (std::size_t d = 0; d < lines_.size(); ++d)
            after[d] += change.use[d];
        const double gain = before - overrun(after);
        const double rate = gain > 0 ? std::max(reducedCost(change), 0.0) / gain : kInfinity;
        if (rate < bestRate) {
            bestRate = rate;
            best = &change;
        }
    }
    if (best)
        apply(*best);
    return best;
}

bool Rounding::spendOnOne() {
    const Change* best = nullptr;
    for (const Change& change : changes_)
        if (change.loss < (best ? best->loss : 0) && fits(change))
            best = &change;
    if (best)
        apply(*best);
    return best;
}

bool Rounding::spendOnPair() {
    constexpr std::size_t kMostChanges = 120; // the pairs of these take some 20 us
    const std::vector<Change> changes = leastReduced(kMostChanges);
    double bestLoss = 0;
    const Change* first = nullptr;
    const Change* second = nullptr;
    for (std::size_t i = 0; i < changes.size(); ++i)
        for (std::size_t j = i + 1; j < changes.size(); ++j) {
            const double loss = changes[i].loss + changes[j].loss;
            if (loss >= bestLoss || !fits(changes[i], changes[j]))
                continue;
            bestLoss = loss;
            first = &changes[i];
            second = &changes[j];
        }
    if (!first)
        return false;
    apply(*first);
    apply(*second);
    return true;
}

std::optional<CoreSolution> Rounding::run() {
    // Each repair is one change of a unit; a handful is usual.
    for (std::size_t step = 0; overrun(excess_) > 0; ++step)
        if (step > core_.units.size() || !repair())
            return std::nullopt;
    while (spendOnOne())
        continue;
    constexpr int kMostPairs = 4;
    for (int step = 0; step < kMostPairs && spendOnPair(); ++step)
        continue;
    solution_.cost = core_.fixed;
    for (const std::uint32_t option : solution_.options)
        solution_.cost += core_.options[option].cost;
    return std::move(solution_);
}

} // namespace

std::optional<CoreSolution> roundedSolution(const Core& core, const BudgetLines& lines,
                                            const DualPoint& point) {
    return Rounding(core, lines, point).run();
}

} // namespace fracbit::allocation
