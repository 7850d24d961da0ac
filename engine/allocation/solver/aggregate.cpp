#include "allocation/solver/aggregate.h"

#include "allocation/solver/unit_hull.h"

#include <algorithm>

namespace fracbit::allocation {

Aggregate::Aggregate(const Compiled& form) {
    addClasses(form);
    addGroups(form);
}

void Aggregate::addGroups(const Compiled& form) {
    struct Step {
        double slope = 0;
        Cost change;
    };
    std::vector<Step> steps;
    Cost cost;
    for (const Compiled::Unit& unit : form.units) {
        if (unit.partitions.count == 0)
            continue;
        const std::vector<Cost> hull = unitHull(form, unit);
        if (hull.empty())
            continue; // a form like this is refused
        cost += hull.front();
        for (std::size_t i = 1; i < hull.size(); ++i)
            steps.push_back({hullSlope(form.mode, hull[i - 1], hull[i]), hull[i] - hull[i - 1]});
    }
    std::sort(steps.begin(), steps.end(),
              [](const Step& a, const Step& b) { return a.slope < b.slope; });
    costs_.push_back(cost);
    for (const Step& step : steps) {
        slopes_.push_back(step.slope);
        costs_.push_back(cost += step.change);
    }
}

void Aggregate::addClasses(const Compiled& form) {
    std::vector<std::vector<double>> bySet(form.rowSets.size());
    for (const Compiled::Unit& unit : form.units)
        if (unit.partitions.count == 0)
            bySet[form.parts[unit.parts.first].rows].push_back(form.parts[unit.parts.first].scale);
    for (std::uint32_t set = 0; set < bySet.size(); ++set) {
        if (bySet[set].empty())
            continue;
        std::sort(bySet[set].begin(), bySet[set].end());
        classes_.push_back({set,
                            {static_cast<std::uint32_t>(scales_.size()),
                             static_cast<std::uint32_t>(bySet[set].size())}});
        double sum = 0;
        for (const double scale : bySet[set]) {
            scales_.push_back(scale);
            sums_.push_back(sum);
            sum += scale;
        }
        sums_.push_back(sum);
    }
}

// From the last step of the hull, taken by the smallest scales, to the first.
Cost Aggregate::layersCost(const Compiled& form, double price) const {
    Cost cost;
    for (std::size_t c = 0; c < classes_.size(); ++c) {
        const Class& layers = classes_[c];
        const Range hull = form.hulls[layers.rows];
        const double* sums = sums_.data() + layers.scales.first + c;
        const auto begin = scales_.begin() + layers.scales.first;
        const auto end = begin + layers.scales.count;
        auto from = begin;
        for (std::uint32_t step = hull.count; step-- > 0 && from != end;) {
            // Layers whose scale times the slope before this step is below the price take it.
            const auto to = step == 0 ? end : std::partition_point(from, end, [&](double scale) {
                return scale * form.hullSlopes[hull.first + step - 1] < price;
            });
            const std::uint32_t row = form.hullRows[hull.first + step];
            const auto count = static_cast<std::int64_t>(to - from);
            cost += {(sums[to - begin] - sums[from - begin]) * form.rowLoss[row],
                     count * form.rowCodes[row], count * form.rowTable[row],
                     count * form.rowLatency[row]};
            from = to;
        }
    }
    return cost;
}

Priced Aggregate::price(const Compiled& form, const Multipliers& multipliers) const {
    const double price = form.mode == Mode::Latency ? multipliers.latency : multipliers.codes;
    const auto steps = std::lower_bound(slopes_.begin(), slopes_.end(), price) - slopes_.begin();
    Priced result;
    result.cost = layersCost(form, price);
    result.cost += costs_[static_cast<std::size_t>(steps)];
    result.value = result.cost.loss + multipliers.of(result.cost);
    return result;
}

} // namespace fracbit::allocation
