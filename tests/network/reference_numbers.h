// Comparing with numbers that another implementation wrote down.
#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace fracbit::tests {

inline std::vector<double> numbers(const nlohmann::json& array) {
    return array.get<std::vector<double>>();
}

// Infinite when there are more of one kind than of the other.
inline double largestDifference(const std::vector<double>& a, const std::vector<double>& b) {
    double largest = a.size() == b.size() ? 0 : HUGE_VAL;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

} // namespace fracbit::tests
