#include "allocation/solver/unit_hull.h"

#include <algorithm>
#include <iterator>

namespace fracbit::allocation {

namespace {

struct Step {
    double slope = 0;
    Cost change;
};

double use(Mode mode, const Cost& cost) {
    return static_cast<double>(usesMemory(mode) ? cost.bytes() : cost.latency);
}

// The hull of a sum of parts: their steps, the cheapest first. Empty when a part has no rows.
std::vector<Cost> partitionHull(const Compiled& form, Range partition) {
    Cost cost;
    std::vector<Step> steps;
    for (std::uint32_t i = partition.first; i < partition.end(); ++i) {
        const Compiled::Part& part = form.parts[form.partitionParts[i]];
        const Range hull = form.hulls[part.rows];
        if (hull.count == 0)
            return {};
        cost += form.rowCost(part, form.hullRows[hull.first]);
        const auto middle = static_cast<std::ptrdiff_t>(steps.size());
        for (std::uint32_t step = hull.first; step + 1 < hull.end(); ++step)
            steps.push_back(
                {part.scale * form.hullSlopes[step], form.rowCost(part, form.hullRows[step + 1]) -
                                                         form.rowCost(part, form.hullRows[step])});
        std::inplace_merge(steps.begin(), steps.begin() + middle, steps.end(),
                           [](const Step& a, const Step& b) { return a.slope < b.slope; });
    }
    std::vector<Cost> points{cost};
    for (const Step& step : steps)
        points.push_back(cost += step.change);
    return points;
}

// `points` by rising loss.
std::vector<Cost> lowerHull(Mode mode, const std::vector<Cost>& points) {
    std::vector<Cost> hull;
    for (const Cost& point : points) {
        if (!hull.empty() && use(mode, point) >= use(mode, hull.back()))
            continue; // no better in anything
        while (hull.size() >= 2 && hullSlope(mode, hull.back(), point) <=
                                       hullSlope(mode, hull[hull.size() - 2], hull.back()))
            hull.pop_back();
        if (hull.size() == 1 && point.loss <= hull.back().loss)
            hull.pop_back();
        hull.push_back(point);
    }
    return hull;
}

} // namespace

double hullSlope(Mode mode, const Cost& from, const Cost& to) {
    return (to.loss - from.loss) / (use(mode, from) - use(mode, to));
}

std::vector<Cost> unitHull(const Compiled& form, const Compiled::Unit& unit) {
    std::vector<Cost> points;
    for (std::uint32_t p = unit.partitions.first; p < unit.partitions.end(); ++p) {
        std::vector<Cost> more = partitionHull(form, form.partitions[p]);
        std::vector<Cost> all;
        all.reserve(points.size() + more.size());
        std::merge(points.begin(), points.end(), more.begin(), more.end(), std::back_inserter(all),
                   [](const Cost& a, const Cost& b) { return a.loss < b.loss; });
        points = std::move(all);
    }
    return lowerHull(form.mode, points);
}

} // namespace fracbit::allocation
