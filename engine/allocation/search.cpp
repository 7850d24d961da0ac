#include "allocation/search.h"

#include <algorithm>
#include <cmath>

namespace fracbit::allocation {

namespace {

// The first core holds about this many options besides the cheapest of each unit.
constexpr std::size_t kFirstCore = 40;
// Every failed round widens the core by this factor.
constexpr double kWidening = 1.7;
// Objectives that differ by less than their rounding are the same.
constexpr double kSameLoss = 1e-14;

double largestLoss(const Compiled& compiled) {
    double total = 0;
    for (const Compiled::Part& part : compiled.parts) {
        const Range rows = compiled.rowSets[part.rows];
        double largest = 0;
        for (std::uint32_t row = rows.first; row < rows.end(); ++row)
            largest = std::max(largest, compiled.rowLoss[row]);
        total += part.scale * largest;
    }
    return total;
}

class Minimiser {
public:
    Minimiser(const Compiled& compiled, const BudgetLines& lines, const SearchLimits& limits)
        : compiled_(compiled), lines_(lines), limits_(limits), pricer_(compiled),
          ceiling_(2 * largestLoss(compiled) + 1e-300) {}

    Outcome run();

private:
    bool relax();
    void widen();
    bool round(double reach);
    void searchWhole(const Core& core, double target);
    void offerPriced(const DualPoint& point);
    void offerCore(const Core& core, const CoreSolution& found);
    void raiseBound(double bound) { out_.bound = std::max(out_.bound, bound); }
    bool closed() const;

    const Compiled& compiled_;
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

void Minimiser::offerPriced(const DualPoint& point) {
    if (out_.best && out_.best->cost.loss <= point.cost.loss)
        return;
    pricer_.price(multipliersOf(lines_, point.lambda));
    Incumbent incumbent{.cost = point.cost, .rows = {}};
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
    options.tolerance = 1e-7;
    options.iterations = 40;
    options.starts = {BudgetVector{}};
    const DualResult dual =
        maximizeDual([this](const Multipliers& multipliers) { return pricer_.price(multipliers); },
                     lines_, options);
    root_ = dual.best;
    out_.bound = root_.bound;
    out_.lambda = root_.lambda;
    if (root_.bound > ceiling_ / 2 * (1 + 1e-9))
        return false;
    for (const DualPoint& point : dual.feasible)
        offerPriced(point);
    pricer_.price(multipliersOf(lines_, root_.lambda));
    return true;
}

void Minimiser::searchWhole(const Core& core, double target) {
    DualOptions options;
    options.ceiling = ceiling_;
    options.starts = {root_.lambda};
    const DualResult dual = maximizeDual(CoreRelaxation(core), lines_, options);
    if (dual.best.bound >= target) {
        raiseBound(target);
        return;
    }
    const SearchResult found = searchCore(core, lines_, dual.best, target, limits_.deadline);
    if (found.best)
        offerCore(core, *found.best);
    if (found.exhausted)
        raiseBound(std::min(target, out_.best ? out_.best->cost.loss : target));
}

// Searches everything within `reach` of the root bound. False when it was cut short.
bool Minimiser::round(double reach) {
    const Core core = pricer_.core(reach);
    const double target = root_.bound + reach;
    searchWhole(core, target);
    return !limits_.deadline.passed();
}

void Minimiser::widen() {
    double reach = std::max(pricer_.reachOf(kFirstCore), 1e-12 * std::abs(root_.bound));
    while (!closed()) {
        if (out_.best)
            reach = std::min(reach, out_.best->cost.loss - root_.bound);
        const double before = out_.bound;
        if (!round(reach) || out_.bound <= before)
            return;
        // No loss exceeds half the ceiling: the round has seen everything.
        if (!out_.best && root_.bound + reach > ceiling_ / 2) {
            out_.infeasible = true;
            return;
        }
        reach *= kWidening;
    }
}

Outcome Minimiser::run() {
    if (!relax()) {
        out_.infeasible = true;
        return std::move(out_);
    }
    widen();
    if (out_.best)
        out_.proven = out_.best->cost.loss - out_.bound <= kSameLoss * out_.best->cost.loss;
    return std::move(out_);
}

} // namespace

Outcome minimise(const Compiled& compiled, const BudgetLines& lines, const SearchLimits& limits) {
    return Minimiser(compiled, lines, limits).run();
}

std::vector<int> schemesOf(const Compiled& compiled, const std::vector<PartRow>& rows,
                           std::size_t layers) {
    std::vector<int> schemes(layers, -1);
    for (const PartRow& choice : rows) {
        const Range range = compiled.parts[choice.part].layers;
        const std::int32_t scheme = compiled.rowScheme[choice.row];
        for (std::uint32_t i = 0; i < range.count; ++i)
            schemes[compiled.partLayers[range.first + i]] =
                scheme >= 0 ? scheme : compiled.tuples[-1 - scheme + static_cast<int>(i)];
    }
    return schemes;
}

} // namespace fracbit::allocation
