// The Lagrangian relaxation: the cheapest choice of every unit at given prices, and all choices
// that are nearly as cheap. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/compiled.h"

#include <vector>

namespace fracbit::allocation {

// What a unit of each resource costs, in loss.
struct Multipliers {
    double codes = 0;
    double table = 0;
    double latency = 0;

    double of(const Cost& cost) const {
        return codes * static_cast<double>(cost.codes) + table * static_cast<double>(cost.table) +
               latency * static_cast<double>(cost.latency);
    }
};

// Rounding in reduced costs, sums of a few dozen terms, relative to the value: what is out of reach
// by less than this is kept.
inline constexpr double kRoundingMargin = 1e-14;

// Loss plus priced resources, at its minimum over all assignments, and what the minimiser costs.
struct Priced {
    double value = 0;
    Cost cost;
};

// A part of a unit and the row it got.
struct PartRow {
    std::uint32_t part = 0;
    std::uint32_t row = 0;
};

// One way to decide a unit that is not far from the cheapest.
struct CoreOption {
    Cost cost;
    Range choice; // into Core::choices
};

// What is left of a problem once everything is removed that cannot be in a solution whose
// Lagrangian value is within `reach` of the minimum.
struct Core {
    Multipliers multipliers;
    double reach = 0;
    double value = 0; // Priced::value at the multipliers
    Cost fixed;       // of the units that are decided: not listed in `units`
    std::vector<CoreOption> options;
    std::vector<Range> units;          // into options
    std::vector<std::uint32_t> unitOf; // index of the unit in Compiled::units
    std::vector<PartRow> choices;
};

// Holds working memory: one per thread. The compiled problem must outlive it.
class Pricer {
public:
    explicit Pricer(const Compiled& compiled);

    Priced price(const Multipliers& multipliers);

    // The minimiser found last: the parts of a unit and their rows.
    void selection(std::uint32_t unit, std::vector<PartRow>& out) const;

    // The reach within which there are about `count` options besides the cheapest ones of the
    // multipliers priced last, an estimate from those with the most similar loss; 0 when there are
    // no other options at all.
    double reachOf(std::size_t count);

    // The core around the multipliers priced last.
    Core core(double reach);

private:
    void priceRows(const Multipliers& multipliers);
    void pricePart(std::uint32_t part);
    void priceOnHull(std::uint32_t part);
    void priceUnit(std::uint32_t unit);
    bool onHull(std::uint32_t part) const {
        return compiled_.mode != Mode::Both &&
               compiled_.hulls[compiled_.parts[part].rows].count > 0;
    }
    Range rowsNear(std::uint32_t part, double limit) const;
    void addCost(std::uint32_t part, Cost& cost) const {
        cost += compiled_.rowCost(compiled_.parts[part], partRow_[part]);
    }
    double rowCost(std::uint32_t part, std::uint32_t row) const {
        return compiled_.parts[part].scale * compiled_.rowLoss[row] + rowPrice_[row];
    }
    void addCoreUnit(std::uint32_t unit, Core& core);
    void addCorePart(std::uint32_t unit, double limit, Core& core);
    void addPartition(Range partition, double limit, Core& core);
    void extend(Range partition, std::uint32_t index, double rest, Core& core);

    const Compiled& compiled_;
    Multipliers multipliers_;
    double value_ = 0;
    std::vector<double> rowPrice_;
    std::vector<double> partCost_;
    std::vector<std::uint32_t> partRow_;
    std::vector<std::uint32_t> partStep_; // on the hull, where the part has one
    std::vector<double> unitCost_;
    std::vector<std::uint32_t> unitPartition_; // index into compiled_.partitions
    std::vector<PartRow> chosen_;
    std::vector<double> reaches_;
};

} // namespace fracbit::allocation
