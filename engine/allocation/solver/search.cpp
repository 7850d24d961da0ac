#include "allocation/solver/search.h"

#include "allocation/solver/rounding.h"
#include "allocation/solver/slices.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace fracbit::allocation {

namespace {

// The first core holds about this many options besides the cheapest of each unit.
constexpr std::size_t kFirstCore = 60;
// With a price of rounding to the lattice of codes it may hold more, but no more than this.
constexpr std::size_t kLargestFirstCore = 3000;
// The first search of a core has lists of about this length (with one budget, dominance shortens
// them much more); each further one is longer by a factor, unless the last is not much longer.
constexpr double kFirstStates = 200;
constexpr double kFirstStatesOfOne = 2000;
constexpr double kMoreStates = 5;
constexpr double kEnoughMore = 3;
// A search goes at least this much beyond what is certified already, and takes a core of its own if
// it needs much less than the one at hand.
constexpr double kNextGoal = 1.1;
constexpr double kMuchNearer = 0.85;
// A core without a solution is widened by this factor.
constexpr double kWidening = 2.5;
// With fewer units than this and one budget, the search ends about as soon as a rounding would.
constexpr std::size_t kManyUnits = 2000;
// Objectives that differ by less than their rounding are the same.
constexpr double kSameLoss = 1e-14;
// A relative gap that nobody would notice.
constexpr double kCoarse = 1e-5;
constexpr std::array<std::size_t, 2> kRoundedOptionsOfMany{1000, 6000};

class Minimiser {
public:
    Minimiser(const Compiled& compiled, const Aggregate* aggregate, const BudgetLines& lines,
              const SearchLimits& limits)
        : compiled_(compiled), aggregate_(aggregate), lines_(lines), limits_(limits),
          pricer_(compiled), ceiling_(2 * compiled.largestLoss + 1e-300) {}

    Outcome run();

private:
    bool relax();
    double lowestFeasiblePrice(double low, double high) const;
    DualPoint exactly(const DualResult& rough);
    DualPoint priceExactly(const BudgetVector& lambda);
    void round(const Core& core);
    bool manyUnits() const { return lines_.size() == 1 && compiled_.units.size() > kManyUnits; }
    void widen();
    double priceOfRounding() const;
    double worthwhile(double target) const;
    bool searchSlices(const Core& core, const std::vector<Slice>& slices, double goal);
    bool searchNearer(double goal);
    bool searchWithin(const Core& core, double target);
    void offerMinimiser(const DualPoint& point);
    void offerCore(const Core& core, const CoreSolution& found);
    void raiseBound(double bound) { out_.bound = std::max(out_.bound, bound); }
    bool closed() const;
    bool coarse() const;
    void roundCoarse();

    const Compiled& compiled_;
    const Aggregate* aggregate_;
    const BudgetLines& lines_;
    const SearchLimits& limits_;
    Pricer pricer_;
    double ceiling_;
    DualPoint root_;
    Outcome out_;
};

// The objective is within its rounding of the bound, or within the wanted gap.
bool Minimiser::closed() const {
    if (!out_.best)
        return false;
    const double loss = out_.best->cost.loss;
    return loss - out_.bound <= std::max(limits_.gap, kSameLoss) * std::abs(loss);
}

// The minimiser priced last, if it is within the budgets and better than the best.
void Minimiser::offerMinimiser(const DualPoint& point) {
    if (!within(lines_, point.cost) || (out_.best && out_.best->cost.loss <= point.cost.loss))
        return;
    Incumbent incumbent{.cost = point.cost, .rows = {}};
    incumbent.rows.reserve(compiled_.units.size());
    for (std::uint32_t unit = 0; unit < compiled_.units.size(); ++unit)
        pricer_.selection(unit, incumbent.rows);
    out_.best = std::move(incumbent);
}

void Minimiser::offerCore(const Core& core, const CoreSolution& found) {
    if (out_.best && out_.best->cost.loss <= found.cost.loss)
        return;
    Incumbent incumbent{.cost = found.cost, .rows = {}};
    std::size_t next = 0;
    for (std::uint32_t unit = 0; unit < compiled_.units.size(); ++unit) {
        if (next == core.unitOf.size() || core.unitOf[next] != unit) {
            pricer_.selection(unit, incumbent.rows);
            continue;
        }
        const Range choice = core.options[found.options[next++]].choice;
        for (std::uint32_t i = choice.first; i < choice.end(); ++i)
            incumbent.rows.push_back(core.choices[i]);
    }
    out_.best = std::move(incumbent);
}

// The dual over everything; false when it proves that nothing is within the budgets.
bool Minimiser::relax() {
    DualOptions options;
    options.ceiling = ceiling_;
    options.cutoff = ceiling_;
    options.tolerance = 1e-7;
    options.iterations = 40;
    options.starts = {BudgetVector{}};
    const DualResult dual = maximizeDual(
        [this](const Multipliers& multipliers) {
            return aggregate_ ? aggregate_->price(compiled_, multipliers)
                              : pricer_.price(multipliers);
        },
        lines_, options);
    root_ = aggregate_ ? exactly(dual) : dual.best;
    out_.bound = root_.bound;
    out_.lambda = root_.lambda;
    if (root_.bound > ceiling_ / 2 * (1 + 1e-9))
        return false;
    if (!aggregate_) {
        if (const DualPoint* best = bestFeasible(dual))
            offerMinimiser(priceExactly(best->lambda));
        priceExactly(root_.lambda);
    }
    return true;
}

// The lowest price, from the best one upwards, at which the cheapest choice fits into the budget.
double Minimiser::lowestFeasiblePrice(double low, double high) const {
    // Every step halves the distance: the price is then exact to the last bits.
    constexpr int kSteps = 50;
    for (int step = 0; step < kSteps; ++step) {
        const double middle = 0.5 * (low + high);
        const Priced priced = aggregate_->price(compiled_, multipliersOf(lines_, {middle}));
        (within(lines_, priced.cost) ? high : low) = middle;
    }
    return high;
}

// The best point of an aggregated dual, priced without its rounding: the lowest price at which the
// budget holds, since there the slack changes its sign.
DualPoint Minimiser::exactly(const DualResult& rough) {
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    for (const DualPoint& point : rough.points) {
        if (within(lines_, point.cost))
            high = std::min(high, point.lambda[0]);
        else
            low = std::max(low, point.lambda[0]);
    }
    if (std::isinf(high))
        return priceExactly(rough.best.lambda);
    const DualPoint best = priceExactly({low < high ? lowestFeasiblePrice(low, high) : high});
    offerMinimiser(best);
    return best;
}

DualPoint Minimiser::priceExactly(const BudgetVector& lambda) {
    const Priced priced = pricer_.price(multipliersOf(lines_, lambda));
    return {lambda, boundOf(lines_, lambda, priced.value), priced.cost};
}

// A solution to begin with, where the relaxation has not given a good one.
void Minimiser::round(const Core& core) {
    if (const auto rounded = roundedSolution(core, lines_, root_))
        offerCore(core, *rounded);
}

// What the rounding of codes to their step leaves unused of a memory budget, priced.
double Minimiser::priceOfRounding() const {
    if (lines_.front().resource != Resource::Memory || compiled_.codesStep == 0)
        return 0;
    const Bytes rest = lines_.front().budget - root_.cost.table - root_.cost.codes;
    const Bytes step = compiled_.codesStep;
    return root_.lambda[0] * static_cast<double>((rest % step + step) % step);
}

double Minimiser::worthwhile(double target) const {
    return out_.best ? std::min(target, out_.best->cost.loss) : target;
}

// Searches the slices up to `goal`; false when it was cut short.
bool Minimiser::searchSlices(const Core& core, const std::vector<Slice>& slices, double goal) {
    if (limits_.deadline.passed())
        return false; // the slices may be incomplete
    for (const Slice& slice : slices) {
        const double target = worthwhile(goal);
        if (slice.point.bound >= target)
            break; // the best come first
        const SearchResult found = searchCore(core, slice.lines, slice.point,
                                              {target, worthwhile(ceiling_)}, limits_.deadline);
        if (found.best)
            offerCore(core, *found.best);
        if (!found.exhausted)
            return false;
    }
    raiseBound(worthwhile(goal));
    return true;
}

// Searches up to `goal` in a core that reaches no further: the smaller the core, the better the
// bounds of its slices.
bool Minimiser::searchNearer(double goal) {
    const Core core = pricer_.core(goal - root_.bound);
    return searchSlices(core, slicesOf(core, lines_, root_, goal, limits_.deadline), goal);
}

// Finds everything in the core up to the target, nearest to the bounds first: each search is
// several times as large as the one before.
bool Minimiser::searchWithin(const Core& core, double target) {
    const std::vector<Slice> slices = slicesOf(core, lines_, root_, target, limits_.deadline);
    if (limits_.deadline.passed())
        return false;
    if (slices.empty()) {
        raiseBound(worthwhile(target));
        return true;
    }
    const Slice& nearest = slices.front();
    const double bound = nearest.point.bound;
    raiseBound(worthwhile(bound));
    const StateCounts counts(core, nearest.lines, nearest.point, target - bound);
    double states = nearest.lines.size() == 1 ? kFirstStatesOfOne : kFirstStates;
    for (; out_.bound < worthwhile(target) && !closed(); states *= kMoreStates) {
        const double last = worthwhile(target);
        const double certified = out_.bound - root_.bound;
        double goal =
            std::max(bound + counts.reachFor(states), root_.bound + kNextGoal * certified);
        if (bound + counts.reachFor(kEnoughMore * states) >= last || goal > last)
            goal = last;
        const bool nearer = goal - root_.bound < kMuchNearer * (target - root_.bound);
        if (!(nearer ? searchNearer(goal) : searchSlices(core, slices, goal)))
            return false;
    }
    return true;
}

// The best found is so far from the bound that a better one is worth more than the proof.
bool Minimiser::coarse() const {
    return !out_.best || out_.best->cost.loss - out_.bound > kCoarse * out_.best->cost.loss;
}

// Where one unit of many, an attention's, is worth hundreds of others, experts, its rounding takes
// or leaves room for as many changes.
void Minimiser::roundCoarse() {
    for (const std::size_t options : kRoundedOptionsOfMany)
        if (manyUnits() && coarse() && !limits_.deadline.passed())
            round(pricer_.core(pricer_.reachOf(options)));
}

// Widens the core until the best found is inside, or nothing can be.
void Minimiser::widen() {
    if (closed() || limits_.deadline.passed())
        return;
    const double least = 1e-9 * std::abs(root_.bound);
    const double rounding = pricer_.reachOf(kFirstCore) + priceOfRounding();
    double reach = std::max(std::min(rounding, pricer_.reachOf(kLargestFirstCore)), least);
    for (bool first = true; !closed() && !limits_.deadline.passed(); reach *= kWidening) {
        if (out_.best)
            reach = std::min(reach, out_.best->cost.loss - root_.bound);
        const double target = root_.bound + reach;
        const Core core = pricer_.core(reach);
        if (std::exchange(first, false) && manyUnits())
            round(core);
        if (!searchWithin(core, target))
            return;
        // No loss exceeds half the ceiling: the core held everything.
        if (!out_.best && target > ceiling_ / 2) {
            out_.infeasible = true;
            return;
        }
    }
}

Outcome Minimiser::run() {
    if (!relax()) {
        out_.infeasible = true;
        return std::move(out_);
    }
    constexpr std::size_t kRoundedOptions = 200;
    if (lines_.size() > 1 && !closed())
        round(pricer_.core(pricer_.reachOf(kRoundedOptions)));
    roundCoarse();
    if (!limits_.deadline.passed())
        widen();
    if (out_.best)
        out_.proven = out_.best->cost.loss - out_.bound <= kSameLoss * out_.best->cost.loss;
    return std::move(out_);
}

} // namespace

Outcome minimise(const Compiled& compiled, const Aggregate* aggregate, const BudgetLines& lines,
                 const SearchLimits& limits) {
    return Minimiser(compiled, aggregate, lines, limits).run();
}

std::vector<int> schemesOf(const Compiled& compiled, const std::vector<PartRow>& rows,
                           std::size_t layers) {
    std::vector<int> schemes(layers, -1);
    for (const PartRow& choice : rows) {
        const Range range = compiled.parts[choice.part].layers;
        for (std::uint32_t i = 0; i < range.count; ++i)
            schemes[compiled.partLayers[range.first + i]] = compiled.schemeOf(choice.row, i);
    }
    return schemes;
}

} // namespace fracbit::allocation
