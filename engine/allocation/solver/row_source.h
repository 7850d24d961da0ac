// The options of layers and of fused calls as rows of a compiled problem. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/compiled.h"

#include <vector>

namespace fracbit::allocation {

using Allowed = std::vector<std::vector<std::uint8_t>>; // [layer][scheme]; empty: everything

struct Row {
    Cost cost;
    std::int32_t scheme = 0;
};

// Sorts rows by rising loss and drops those that another is at least as good as in everything that
// the mode counts.
void removeDominated(std::vector<Row>& rows, Mode mode);

// Borrows the problem and what is allowed.
class RowSource {
public:
    RowSource(const Problem& problem, const Allowed& allowed, Mode mode, Objective objective)
        : problem_(problem), allowed_(allowed), mode_(mode), objective_(objective) {}

    // What the distortion of a layer is multiplied by.
    double coefficient(int layer) const {
        return objective_ == Objective::Loss ? problem_.layers[layer].sensitivity : 1.0;
    }
    const LayerKind& kind(int layer) const { return problem_.kinds[problem_.layers[layer].kind]; }
    // The schemes that a layer may have.
    std::vector<int> choices(int layer) const;
    // True when one scale, the sum of the coefficients, serves all these layers.
    bool sameDistortions(const std::vector<int>& layers) const;

    std::vector<Row> singleRows(int layer) const;
    std::vector<Row> mergedRows(const std::vector<int>& layers, int kernel) const;
    Row objectiveRow(Row row) const;

private:
    bool isAllowed(int layer, int scheme) const {
        return allowed_.empty() || allowed_[layer][scheme];
    }
    bool layerRow(int layer, int scheme, Row& row) const;

    const Problem& problem_;
    const Allowed& allowed_;
    Mode mode_;
    Objective objective_;
};

} // namespace fracbit::allocation
