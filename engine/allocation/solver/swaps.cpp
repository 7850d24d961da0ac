#include "allocation/solver/swaps.h"

#include "allocation/solver/search.h"

namespace fracbit::allocation {

namespace {

class Swapper {
public:
    Swapper(const Compiled& form, const Solution& solution, bool memory, double otherPrice)
        : form_(form), schemes_(solution.schemes), memory_(memory), otherPrice_(otherPrice),
          pricer_(form) {}

    std::optional<Swap> run();

private:
    // A row that gives the layers of a part the schemes they have; -1 when there is none.
    std::int64_t rowOf(std::uint32_t part) const;
    std::optional<Cost> partitionCost(Range partition) const;
    std::optional<Cost> currentCost(const Compiled::Unit& unit) const;
    Cost choiceCost(std::uint32_t unit, std::vector<PartRow>& choice) const;
    double other(const Cost& cost) const {
        return otherPrice_ * static_cast<double>(memory_ ? cost.latency : cost.bytes());
    }
    double extra(const Cost& change) const {
        return static_cast<double>(memory_ ? change.bytes() : change.latency);
    }
    bool improve(double& rate);
    Swap swap() const;

    const Compiled& form_;
    const std::vector<int>& schemes_;
    bool memory_;
    double otherPrice_;
    Pricer pricer_;
    std::vector<std::optional<Cost>> current_;
    std::vector<PartRow> best_;
    Cost change_;
};

std::int64_t Swapper::rowOf(std::uint32_t index) const {
    const Compiled::Part& part = form_.parts[index];
    const Range rows = form_.rowSets[part.rows];
    for (std::uint32_t row = rows.first; row < rows.end(); ++row) {
        bool same = true;
        for (std::uint32_t i = 0; i < part.layers.count && same; ++i)
            same = form_.schemeOf(row, i) == schemes_[form_.partLayers[part.layers.first + i]];
        if (same)
            return row;
    }
    return -1;
}

std::optional<Cost> Swapper::partitionCost(Range partition) const {
    Cost total;
    for (std::uint32_t i = partition.first; i < partition.end(); ++i) {
        const std::uint32_t part = form_.partitionParts[i];
        const std::int64_t row = rowOf(part);
        if (row < 0)
            return std::nullopt;
        total += form_.rowCost(form_.parts[part], static_cast<std::uint32_t>(row));
    }
    return total;
}

std::optional<Cost> Swapper::currentCost(const Compiled::Unit& unit) const {
    if (unit.partitions.count == 0) {
        const std::int64_t row = rowOf(unit.parts.first);
        if (row < 0)
            return std::nullopt;
        return form_.rowCost(form_.parts[unit.parts.first], static_cast<std::uint32_t>(row));
    }
    std::optional<Cost> best;
    for (std::uint32_t p = unit.partitions.first; p < unit.partitions.end(); ++p) {
        const auto cost = partitionCost(form_.partitions[p]);
        if (cost && (!best || cost->latency < best->latency))
            best = cost;
    }
    return best;
}

Cost Swapper::choiceCost(std::uint32_t unit, std::vector<PartRow>& choice) const {
    choice.clear();
    pricer_.selection(unit, choice);
    Cost cost;
    for (const PartRow& item : choice)
        cost += form_.rowCost(form_.parts[item.part], item.row);
    return cost;
}

// Prices everything at the best rate so far: whatever gains there has a better one (Dinkelbach).
bool Swapper::improve(double& rate) {
    Multipliers multipliers;
    multipliers.codes = multipliers.table = memory_ ? rate : otherPrice_;
    multipliers.latency = memory_ ? otherPrice_ : rate;
    pricer_.price(multipliers);
    double better = rate;
    std::vector<PartRow> choice;
    for (std::uint32_t unit = 0; unit < form_.units.size(); ++unit) {
        if (!current_[unit])
            continue;
        const Cost change = choiceCost(unit, choice) - *current_[unit];
        const double saved = -(change.loss + other(change));
        if (change.loss >= 0 || extra(change) <= 0 || saved <= better * extra(change))
            continue;
        better = saved / extra(change);
        best_ = choice;
        change_ = change;
    }
    const bool found = better > rate * (1 + 1e-12);
    rate = better;
    return found;
}

Swap Swapper::swap() const {
    Swap swap{.layers = {},
              .schemes = {},
              .lossSaved = -change_.loss,
              .extraMemory = change_.bytes(),
              .extraLatency = change_.latency};
    const std::vector<int> after = schemesOf(form_, best_, schemes_.size());
    for (std::size_t layer = 0; layer < after.size(); ++layer) {
        if (after[layer] < 0 || after[layer] == schemes_[layer])
            continue;
        swap.layers.push_back(static_cast<int>(layer));
        swap.schemes.push_back(after[layer]);
    }
    return swap;
}

std::optional<Swap> Swapper::run() {
    for (const Compiled::Unit& unit : form_.units)
        current_.push_back(currentCost(unit));
    double rate = 0;
    // The rate rises with every step; a handful is usual, and any of them is a swap worth showing.
    constexpr int kMostSteps = 50;
    for (int step = 0; step < kMostSteps && improve(rate); ++step)
        continue;
    if (best_.empty())
        return std::nullopt;
    return swap();
}

} // namespace

std::optional<Swap> bestSwap(const Compiled& form, const Solution& solution, bool memory,
                             double otherPrice) {
    return Swapper(form, solution, memory, otherPrice).run();
}

} // namespace fracbit::allocation
