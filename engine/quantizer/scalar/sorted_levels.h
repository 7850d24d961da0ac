// What scalar quantizers share: their levels, and the nearest of an ascending list.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/scheme.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace fracbit::quantizer {

// They have whole rates only.
inline int bitsOf(Scheme scheme) {
    return scheme.rate256 / 256;
}

class SortedLevels {
public:
    explicit SortedLevels(std::vector<float> levels) : levels_(std::move(levels)) {
        for (std::size_t i = 1; i < levels_.size(); ++i)
            thresholds_.push_back(0.5f * (levels_[i - 1] + levels_[i]));
    }
    // Ties (a value on a threshold) go to the upper level.
    std::uint32_t nearest(float value) const {
        return static_cast<std::uint32_t>(
            std::upper_bound(thresholds_.begin(), thresholds_.end(), value) - thresholds_.begin());
    }
    float operator[](std::uint32_t index) const { return levels_[index]; }

private:
    std::vector<float> levels_;
    std::vector<float> thresholds_;
};

} // namespace fracbit::quantizer
