// Layers that must have the same scheme. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/row_source.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace fracbit::allocation {

// Layers that may have only one scheme need not be tied.
inline std::vector<std::vector<int>> undecided(const std::vector<std::vector<int>>& equal,
                                               const Allowed& allowed) {
    std::vector<std::vector<int>> sets;
    for (const std::vector<int>& layers : equal)
        if (!layers.empty() &&
            std::count(allowed[layers.front()].begin(), allowed[layers.front()].end(), 1) > 1)
            sets.push_back(layers);
    return sets;
}

// Disjoint sets; each is known by its first layer.
class Classes {
public:
    Classes(std::size_t layers, const std::vector<std::vector<int>>& equal) : parent_(layers) {
        std::iota(parent_.begin(), parent_.end(), 0);
        for (const std::vector<int>& set : equal)
            for (const int layer : set)
                join(set.front(), layer);
    }
    int of(int layer) const {
        while (parent_[layer] != layer)
            layer = parent_[layer];
        return layer;
    }
    void join(int a, int b) {
        a = of(a);
        b = of(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<int> parent_;
};

} // namespace fracbit::allocation
