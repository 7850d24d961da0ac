#include "quantizer/point_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fracbit::quantizer {

PointGrid::PointGrid(const std::vector<Point>& points)
    : side_(std::max(1, static_cast<int>(std::sqrt(2.0 * static_cast<double>(points.size()))))),
      perUnit_(static_cast<float>(side_) / (2 * kExtent)) {
    const auto bucket = [this](Point point) {
        return static_cast<std::size_t>(bucketOf(point[1]) * side_ + bucketOf(point[0]));
    };
    begin_.assign(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_) + 1, 0);
    for (const Point& point : points)
        ++begin_[bucket(point) + 1];
    for (std::size_t i = 1; i < begin_.size(); ++i)
        begin_[i] += begin_[i - 1];
    entries_.resize(points.size());
    auto next = begin_;
    for (std::size_t i = 0; i < points.size(); ++i)
        entries_[next[bucket(points[i])]++] = {points[i], static_cast<std::uint32_t>(i)};
}

int PointGrid::bucketOf(float coordinate) const {
    const float position = (coordinate + kExtent) * perUnit_;
    return static_cast<int>(std::clamp(position, 0.0f, static_cast<float>(side_ - 1)));
}

void PointGrid::searchBucket(int x, int y, Point query, float& best, std::uint32_t& index) const {
    if (x < 0 || y < 0 || x >= side_ || y >= side_)
        return;
    const auto bucket = static_cast<std::size_t>(y * side_ + x);
    for (std::size_t i = begin_[bucket]; i < begin_[bucket + 1]; ++i) {
        const float dx = entries_[i].point[0] - query[0];
        const float dy = entries_[i].point[1] - query[1];
        const float distance = dx * dx + dy * dy;
        if (distance < best || (distance == best && entries_[i].index < index)) {
            best = distance;
            index = entries_[i].index;
        }
    }
}

std::size_t PointGrid::nearest(Point query) const {
    float best = std::numeric_limits<float>::infinity();
    std::uint32_t index = 0;
    const int x = bucketOf(query[0]);
    const int y = bucketOf(query[1]);
    for (int ring = 0; ring < side_; ++ring) {
        // The nearest bucket of this ring is at least ring - 1 whole buckets away. A query beyond
        // the extent is only farther from the inner buckets than its own outermost bucket is.
        const float reach = static_cast<float>(ring - 1) / perUnit_;
        if (ring > 0 && reach > 0 && reach * reach > best)
            break;
        for (int dx = -ring; dx <= ring; ++dx) {
            searchBucket(x + dx, y - ring, query, best, index);
            if (ring > 0)
                searchBucket(x + dx, y + ring, query, best, index);
        }
        for (int dy = -ring + 1; dy < ring; ++dy) {
            searchBucket(x - ring, y + dy, query, best, index);
            searchBucket(x + ring, y + dy, query, best, index);
        }
    }
    return index;
}

} // namespace fracbit::quantizer
