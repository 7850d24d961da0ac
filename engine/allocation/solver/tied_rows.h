// The rows of layers that share schemes: one for every combination of a scheme for each class of
// equal layers. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/layer_classes.h"
#include "allocation/solver/row_source.h"

#include <map>
#include <vector>

namespace fracbit::allocation {

// Layers that equalities and fusion groups join, to be decided together.
struct Component {
    std::vector<int> layers;
    std::vector<int> groups; // into Problem::fusionGroups
};

// Borrows the problem and the source of rows. What is alike is counted once: the experts of a
// mixture are hundreds of layers and groups of few kinds.
class TiedRows {
public:
    TiedRows(const Problem& problem, const RowSource& source, Mode mode, const Component& component,
             const Classes& classes);

    // How many rows there are, or `most` + 1 when there are more.
    std::size_t combinations(std::size_t most) const;
    // Row::scheme is the number of the combination; those without a kernel are left out.
    std::vector<Row> rows() const;
    // One scheme a layer of the component.
    std::vector<int> schemes(std::int32_t combination) const;

private:
    struct LayerTerm {
        double coefficient = 0; // the sum
        std::int64_t count = 0;
    };
    struct LayerKey {
        std::size_t ofClass = 0;
        int kind = 0;
        bool grouped = false;
        auto operator<=>(const LayerKey&) const = default;
    };
    struct GroupTerm {
        int group = 0; // an example
        std::int64_t count = 0;
    };

    std::vector<int> groupKey(const FusionGroup& group) const;
    std::vector<int> chosen(std::int32_t combination) const;
    bool addLayers(const std::vector<int>& chosen, Cost& cost) const;
    bool addGroups(const std::vector<int>& chosen, std::vector<int>& schemes, Cost& cost) const;

    const Problem& problem_;
    const RowSource& source_;
    Mode mode_;
    std::vector<std::vector<int>> choices_; // by class
    std::vector<std::size_t> layerClass_;   // by layer of the component
    std::map<LayerKey, LayerTerm> layers_;
    std::map<std::vector<int>, GroupTerm> groups_;
    std::map<int, std::size_t> classOf_; // by layer of the problem
};

} // namespace fracbit::allocation
