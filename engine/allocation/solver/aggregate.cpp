#include "allocation/solver/aggregate.h"

#include <algorithm>

namespace fracbit::allocation {

bool Aggregate::applies(const Compiled& form) {
    return form.mode != Mode::Both && form.partitions.empty();
}

Aggregate::Aggregate(const Compiled& form) {
    std::vector<std::vector<double>> bySet(form.rowSets.size());
    for (const Compiled::Part& part : form.parts)
        bySet[part.rows].push_back(part.scale);
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
Priced Aggregate::price(const Compiled& form, const Multipliers& multipliers) const {
    const double price = form.mode == Mode::Latency ? multipliers.latency : multipliers.codes;
    Priced result;
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
            result.cost += {(sums[to - begin] - sums[from - begin]) * form.rowLoss[row],
                            count * form.rowCodes[row], count * form.rowTable[row],
                            count * form.rowLatency[row]};
            from = to;
        }
    }
    result.value = result.cost.loss + multipliers.of(result.cost);
    return result;
}

} // namespace fracbit::allocation
