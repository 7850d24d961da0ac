#include "allocation/solver/slices.h"

#include <algorithm>
#include <numeric>

namespace fracbit::allocation {

namespace {

// With more slices than this, rounding to the step is too little to matter.
constexpr Bytes kMostSlices = 64;

// Where the codes of a core lie, and how large its tables can be.
struct Lattice {
    Bytes origin = 0; // codes are origin + k * step
    Bytes step = 0;
    Bytes leastTable = 0;
    Bytes mostTable = 0;

    Bytes codes(Bytes k) const { return origin + k * step; }
    // The most steps with codes <= room.
    Bytes stepsWithin(Bytes room) const {
        const Bytes rest = room - origin;
        return rest >= 0 ? rest / step : -((step - 1 - rest) / step);
    }
};

void addUnit(const Core& core, Range unit, Lattice& lattice) {
    const Cost& first = core.options[unit.first].cost;
    Bytes least = first.table;
    Bytes most = first.table;
    for (std::uint32_t o = unit.first; o < unit.end(); ++o) {
        const Cost& cost = core.options[o].cost;
        lattice.step = std::gcd(lattice.step, cost.codes - first.codes);
        least = std::min(least, cost.table);
        most = std::max(most, cost.table);
    }
    lattice.origin += first.codes;
    lattice.leastTable += least;
    lattice.mostTable += most;
}

Lattice latticeOf(const Core& core) {
    Lattice lattice{core.fixed.codes, 0, core.fixed.table, core.fixed.table};
    for (const Range unit : core.units)
        addUnit(core, unit, lattice);
    return lattice;
}

class Slicer {
public:
    Slicer(const Core& core, const BudgetLines& lines, const DualPoint& root, double target,
           const Deadline& deadline)
        : core_(core), lines_(lines), root_(root), target_(target), deadline_(deadline),
          lattice_(latticeOf(core)) {}

    std::vector<Slice> run();

private:
    bool worthwhile() const;
    BudgetLines linesOf(Bytes k) const;
    double spreadOf(Resource resource) const;
    Slice price(BudgetLines lines, const BudgetVector& start) const;
    void walk(Bytes first, Bytes last, Bytes direction, std::vector<Slice>& slices) const;

    const Core& core_;
    const BudgetLines& lines_;
    const DualPoint& root_;
    double target_;
    const Deadline& deadline_;
    Lattice lattice_;
};

bool Slicer::worthwhile() const {
    return lines_.front().resource == Resource::Memory && lattice_.step > 0 &&
           (lattice_.mostTable - lattice_.leastTable) / lattice_.step <= kMostSlices;
}

// Codes stand where memory stood; the budget for tables comes last, and only if it can bind.
BudgetLines Slicer::linesOf(Bytes k) const {
    const Bytes tables = lines_.front().budget - lattice_.codes(k);
    BudgetLines lines = lines_;
    lines.front() = {Resource::Codes, lattice_.codes(k)};
    if (tables < lattice_.mostTable)
        lines.push_back({Resource::Table, tables});
    return lines;
}

// How far the core's use of a resource can vary.
double Slicer::spreadOf(Resource resource) const {
    double spread = 1;
    for (const Range unit : core_.units) {
        const auto begin = core_.options.begin() + unit.first;
        const auto [least, most] = std::minmax_element(
            begin, begin + unit.count, [&](const CoreOption& a, const CoreOption& b) {
                return amountOf(resource, a.cost) < amountOf(resource, b.cost);
            });
        spread +=
            static_cast<double>(amountOf(resource, most->cost) - amountOf(resource, least->cost));
    }
    return spread;
}

Slice Slicer::price(BudgetLines lines, const BudgetVector& start) const {
    DualOptions options;
    // What lies beyond the target is of no interest; twice as far keeps the prices moderate.
    options.floor = root_.bound;
    options.ceiling = root_.bound + 2 * (target_ - root_.bound);
    options.cutoff = target_;
    options.deadline = &deadline_;
    options.starts = {start};
    for (std::size_t i = 0; i < lines.size(); ++i)
        options.scale[i] = spreadOf(lines[i].resource);
    const DualResult dual = maximizeDual(CoreRelaxation(core_), lines, options);
    return {std::move(lines), dual.best};
}

// The bounds are convex in k: once they have been below the target, a walk ends at the first that
// is not.
void Slicer::walk(Bytes first, Bytes last, Bytes direction, std::vector<Slice>& slices) const {
    BudgetVector start = root_.lambda;
    bool entered = false;
    for (Bytes k = first; k * direction <= last * direction && !deadline_.passed();
         k += direction) {
        Slice slice = price(linesOf(k), start);
        const bool below = slice.point.bound < target_;
        if (entered && !below)
            return;
        entered = entered || below;
        start = slice.point.lambda;
        if (below)
            slices.push_back(std::move(slice));
    }
}

std::vector<Slice> Slicer::run() {
    std::vector<Slice> slices;
    if (!worthwhile()) {
        slices.push_back(price(lines_, root_.lambda));
        return slices;
    }
    const Bytes memory = lines_.front().budget;
    const Bytes lowest = lattice_.stepsWithin(memory - lattice_.mostTable);
    const Bytes highest = lattice_.stepsWithin(memory - lattice_.leastTable);
    const Bytes middle =
        std::clamp(lattice_.stepsWithin(memory - root_.cost.table), lowest, highest);
    walk(middle, highest, 1, slices);
    walk(middle - 1, lowest, -1, slices);
    std::stable_sort(slices.begin(), slices.end(),
                     [](const Slice& a, const Slice& b) { return a.point.bound < b.point.bound; });
    return slices;
}

} // namespace

std::vector<Slice> slicesOf(const Core& core, const BudgetLines& lines, const DualPoint& root,
                            double target, const Deadline& deadline) {
    return Slicer(core, lines, root, target, deadline).run();
}

} // namespace fracbit::allocation
