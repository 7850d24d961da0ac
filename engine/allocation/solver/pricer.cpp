#include "allocation/solver/pricer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fracbit::allocation {

namespace {

bool sameOrBetter(const CoreOption& a, const CoreOption& b) {
    return a.cost.loss <= b.cost.loss && a.cost.bytes() <= b.cost.bytes() &&
           a.cost.latency <= b.cost.latency;
}

// Different partitions of a group reach the same schemes: keeps the better one.
void removeDominated(std::vector<CoreOption>& options, std::size_t first) {
    const auto begin = options.begin() + static_cast<std::ptrdiff_t>(first);
    std::stable_sort(begin, options.end(), [](const CoreOption& a, const CoreOption& b) {
        return a.cost.loss != b.cost.loss ? a.cost.loss < b.cost.loss
                                          : a.cost.latency < b.cost.latency;
    });
    std::size_t kept = first;
    for (std::size_t i = first; i < options.size(); ++i) {
        bool beaten = false;
        for (std::size_t j = first; j < kept && !beaten; ++j)
            beaten = sameOrBetter(options[j], options[i]);
        if (!beaten)
            options[kept++] = options[i];
    }
    options.resize(kept);
}

} // namespace

Pricer::Pricer(const Compiled& compiled)
    : compiled_(compiled), rowPrice_(compiled.rowLoss.size()), partCost_(compiled.parts.size()),
      partRow_(compiled.parts.size()), partStep_(compiled.parts.size()),
      unitCost_(compiled.units.size()), unitPartition_(compiled.units.size()) {}

void Pricer::priceRows(const Multipliers& multipliers) {
    multipliers_ = multipliers;
    for (std::size_t row = 0; row < rowPrice_.size(); ++row)
        rowPrice_[row] = multipliers.codes * static_cast<double>(compiled_.rowCodes[row]) +
                         multipliers.table * static_cast<double>(compiled_.rowTable[row]) +
                         multipliers.latency * static_cast<double>(compiled_.rowLatency[row]);
}

// Along the hull, a step is worth taking while the resource it frees is dearer than its loss.
void Pricer::priceOnHull(std::uint32_t part) {
    const Range hull = compiled_.hulls[compiled_.parts[part].rows];
    const double price =
        compiled_.mode == Mode::Latency ? multipliers_.latency : multipliers_.codes;
    const double scale = compiled_.parts[part].scale;
    const double* slopes = compiled_.hullSlopes.data() + hull.first;
    std::uint32_t step = 0;
    std::uint32_t left = hull.count;
    while (left > 1) {
        const std::uint32_t half = left / 2;
        step += scale * slopes[step + half - 1] < price ? half : 0;
        left -= half;
    }
    partStep_[part] = hull.first + step;
    partRow_[part] = compiled_.hullRows[hull.first + step];
    partCost_[part] = rowCost(part, partRow_[part]);
}

void Pricer::pricePart(std::uint32_t part) {
    const Range rows = compiled_.rowSets[compiled_.parts[part].rows];
    if (onHull(part)) {
        priceOnHull(part);
        return;
    }
    double best = std::numeric_limits<double>::infinity();
    std::uint32_t found = rows.first;
    for (std::uint32_t row = rows.first; row < rows.end(); ++row) {
        const double cost = rowCost(part, row);
        found = cost < best ? row : found;
        best = cost < best ? cost : best;
    }
    partCost_[part] = best;
    partRow_[part] = found;
}

void Pricer::priceUnit(std::uint32_t index) {
    const Compiled::Unit& unit = compiled_.units[index];
    for (std::uint32_t part = unit.parts.first; part < unit.parts.end(); ++part)
        pricePart(part);
    if (unit.partitions.count == 0) {
        unitCost_[index] = partCost_[unit.parts.first];
        return;
    }
    double best = std::numeric_limits<double>::infinity();
    for (std::uint32_t p = unit.partitions.first; p < unit.partitions.end(); ++p) {
        const Range partition = compiled_.partitions[p];
        double cost = 0;
        for (std::uint32_t i = partition.first; i < partition.end(); ++i)
            cost += partCost_[compiled_.partitionParts[i]];
        if (cost < best || p == unit.partitions.first) {
            best = cost;
            unitPartition_[index] = p;
        }
    }
    unitCost_[index] = best;
}

Priced Pricer::price(const Multipliers& multipliers) {
    priceRows(multipliers);
    Priced result;
    for (std::uint32_t index = 0; index < compiled_.units.size(); ++index) {
        priceUnit(index);
        result.value += unitCost_[index];
        const Compiled::Unit& unit = compiled_.units[index];
        if (unit.partitions.count == 0) {
            addCost(unit.parts.first, result.cost);
            continue;
        }
        const Range partition = compiled_.partitions[unitPartition_[index]];
        for (std::uint32_t i = partition.first; i < partition.end(); ++i)
            addCost(compiled_.partitionParts[i], result.cost);
    }
    value_ = result.value;
    return result;
}

void Pricer::selection(std::uint32_t index, std::vector<PartRow>& out) const {
    const Compiled::Unit& unit = compiled_.units[index];
    if (unit.partitions.count == 0) {
        out.push_back({unit.parts.first, partRow_[unit.parts.first]});
        return;
    }
    const Range partition = compiled_.partitions[unitPartition_[index]];
    for (std::uint32_t i = partition.first; i < partition.end(); ++i) {
        const std::uint32_t part = compiled_.partitionParts[i];
        out.push_back({part, partRow_[part]});
    }
}

double Pricer::reachOf(std::size_t count) {
    // A sample of the units will do where there are many.
    constexpr std::size_t kSample = 2000;
    const auto units = static_cast<std::uint32_t>(compiled_.units.size());
    const auto stride = static_cast<std::uint32_t>(units / kSample + 1);
    reaches_.clear();
    for (std::uint32_t u = 0; u < units; u += stride) {
        chosen_.clear();
        selection(u, chosen_);
        for (const PartRow& choice : chosen_) {
            // Rows are in the order of their loss: the cheap ones are near.
            constexpr std::uint32_t kNear = 6;
            const Range rows = compiled_.rowSets[compiled_.parts[choice.part].rows];
            const std::uint32_t first = std::max(rows.first + kNear, choice.row) - kNear;
            const std::uint32_t last = std::min(rows.end(), choice.row + kNear + 1);
            for (std::uint32_t row = first; row < last; ++row)
                if (row != choice.row)
                    reaches_.push_back(rowCost(choice.part, row) - partCost_[choice.part]);
        }
    }
    if (reaches_.empty())
        return 0;
    const std::size_t rank = std::min(count / stride, reaches_.size() - 1);
    std::nth_element(reaches_.begin(), reaches_.begin() + static_cast<std::ptrdiff_t>(rank),
                     reaches_.end());
    return reaches_[rank];
}

// Chooses a row for every further part of a partition, while the sum stays within `rest`.
void Pricer::extend(Range partition, std::uint32_t index, double rest, Core& core) {
    if (index == partition.count) {
        CoreOption option{.cost = {},
                          .choice = {static_cast<std::uint32_t>(core.choices.size()), index}};
        for (const PartRow& choice : chosen_) {
            option.cost += compiled_.rowCost(compiled_.parts[choice.part], choice.row);
            core.choices.push_back(choice);
        }
        core.options.push_back(option);
        return;
    }
    const std::uint32_t part = compiled_.partitionParts[partition.first + index];
    const Range rows = compiled_.rowSets[compiled_.parts[part].rows];
    for (std::uint32_t row = rows.first; row < rows.end(); ++row) {
        const double extra = rowCost(part, row) - partCost_[part];
        if (extra > rest)
            continue;
        chosen_.push_back({part, row});
        extend(partition, index + 1, rest - extra, core);
        chosen_.pop_back();
    }
}

void Pricer::addPartition(Range partition, double limit, Core& core) {
    double least = 0;
    for (std::uint32_t i = partition.first; i < partition.end(); ++i)
        least += partCost_[compiled_.partitionParts[i]];
    chosen_.clear();
    if (least <= limit)
        extend(partition, 0, limit - least, core);
}

// The rows among which are all that cost no more than the limit. Along the hull costs rise on both
// sides of the cheapest row, and a row between two of the hull costs no less than one of them.
Range Pricer::rowsNear(std::uint32_t part, double limit) const {
    const Range rows = compiled_.rowSets[compiled_.parts[part].rows];
    if (!onHull(part))
        return rows;
    const Range hull = compiled_.hulls[compiled_.parts[part].rows];
    const auto beyond = [&](std::uint32_t step) {
        return rowCost(part, compiled_.hullRows[step]) > limit;
    };
    std::uint32_t first = partStep_[part];
    std::uint32_t last = first;
    while (first > hull.first && !beyond(first))
        --first;
    while (last + 1 < hull.end() && !beyond(last))
        ++last;
    const std::uint32_t begin = compiled_.hullRows[first];
    return {begin, compiled_.hullRows[last] + 1 - begin};
}

// A unit of one part. Most have nothing within reach but their cheapest row.
void Pricer::addCorePart(std::uint32_t index, double limit, Core& core) {
    const std::uint32_t part = compiled_.units[index].parts.first;
    const Range rows = rowsNear(part, limit);
    std::uint32_t count = 0;
    for (std::uint32_t row = rows.first; row < rows.end(); ++row)
        count += rowCost(part, row) <= limit;
    if (count <= 1) {
        addCost(part, core.fixed);
        return;
    }
    core.units.push_back({static_cast<std::uint32_t>(core.options.size()), count});
    core.unitOf.push_back(index);
    for (std::uint32_t row = rows.first; row < rows.end(); ++row) {
        if (rowCost(part, row) > limit)
            continue;
        core.options.push_back({compiled_.rowCost(compiled_.parts[part], row),
                                {static_cast<std::uint32_t>(core.choices.size()), 1}});
        core.choices.push_back({part, row});
    }
}

void Pricer::addCoreUnit(std::uint32_t index, Core& core) {
    const Compiled::Unit& unit = compiled_.units[index];
    const double limit = unitCost_[index] + core.reach + kRoundingMargin * std::abs(value_);
    if (unit.partitions.count == 0) {
        addCorePart(index, limit, core);
        return;
    }
    const std::size_t first = core.options.size();
    for (std::uint32_t p = unit.partitions.first; p < unit.partitions.end(); ++p)
        addPartition(compiled_.partitions[p], limit, core);
    removeDominated(core.options, first);
    core.units.push_back({static_cast<std::uint32_t>(first),
                          static_cast<std::uint32_t>(core.options.size() - first)});
    core.unitOf.push_back(index);
}

Core Pricer::core(double reach) {
    Core core;
    core.multipliers = multipliers_;
    core.reach = reach;
    core.value = value_;
    for (std::uint32_t unit = 0; unit < compiled_.units.size(); ++unit)
        addCoreUnit(unit, core);
    return core;
}

} // namespace fracbit::allocation
