// Exact nearest-point search in the plane.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace fracbit::quantizer {

// Points sorted into a uniform grid of buckets; a query looks at rings of buckets around its own
// until no nearer point can exist. Ties go to the point of the lower index. Immutable.
class PointGrid {
public:
    using Point = std::array<float, 2>;
    explicit PointGrid(const std::vector<Point>& points);
    std::size_t nearest(Point query) const;

private:
    struct Entry {
        Point point;
        std::uint32_t index;
    };
    int bucketOf(float coordinate) const;
    void searchBucket(int x, int y, Point query, float& best, std::uint32_t& index) const;

    static constexpr float kExtent = 4.5f; // beyond it points share the outermost buckets
    int side_;
    float perUnit_;
    std::vector<std::uint32_t> begin_; // of each bucket in entries_, row by row
    std::vector<Entry> entries_;
};

} // namespace fracbit::quantizer
