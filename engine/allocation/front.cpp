#include "allocation/front.h"

#include <algorithm>

namespace fracbit::allocation {

const FrontPoint* Front::within(std::int64_t budget) const {
    const auto cost = [this](const FrontPoint& point) {
        return axis == Axis::Memory ? point.solution.memory : *point.solution.latency;
    };
    const auto above = std::upper_bound(
        points.begin(), points.end(), budget,
        [&](std::int64_t limit, const FrontPoint& point) { return limit < cost(point); });
    return above == points.begin() ? nullptr : &*(above - 1);
}

} // namespace fracbit::allocation
