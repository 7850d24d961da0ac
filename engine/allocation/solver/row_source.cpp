#include "allocation/solver/row_source.h"

#include <algorithm>

namespace fracbit::allocation {

namespace {

// True when a is at least as good as b in everything the mode counts.
bool dominates(const Cost& a, const Cost& b, Mode mode) {
    return a.loss <= b.loss && (!usesMemory(mode) || a.bytes() <= b.bytes()) &&
           (!usesLatency(mode) || a.latency <= b.latency);
}

bool lessCost(const Row& a, const Row& b) {
    if (a.cost.loss != b.cost.loss)
        return a.cost.loss < b.cost.loss;
    if (a.cost.latency != b.cost.latency)
        return a.cost.latency < b.cost.latency;
    if (a.cost.bytes() != b.cost.bytes())
        return a.cost.bytes() < b.cost.bytes();
    return a.scheme < b.scheme;
}

} // namespace

void removeDominated(std::vector<Row>& rows, Mode mode) {
    std::sort(rows.begin(), rows.end(), lessCost);
    std::size_t kept = 0;
    for (const Row& row : rows) {
        const auto beats = [&](const Row& other) { return dominates(other.cost, row.cost, mode); };
        if (std::none_of(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept), beats))
            rows[kept++] = row;
    }
    rows.resize(kept);
}

// With another objective than the loss, rows are ranked by it: their "loss" is bytes or time.
Row RowSource::objectiveRow(Row row) const {
    if (objective_ == Objective::Memory)
        row.cost.loss = static_cast<double>(row.cost.bytes());
    if (objective_ == Objective::Latency)
        row.cost.loss = static_cast<double>(row.cost.latency);
    return row;
}

// The unscaled row of one layer; false when the layer may not have it.
bool RowSource::layerRow(int layer, int scheme, Row& row) const {
    const SchemeOption* option = findOption(kind(layer), scheme);
    if (!option || !isAllowed(layer, scheme))
        return false;
    const FastestKernel kernel = fastest(option->latency);
    if (kernel.variant < 0 && usesLatency(mode_))
        return false;
    row.cost = {option->distortion, option->codesBytes, option->tableBytes, kernel.latency};
    row.scheme = scheme;
    return true;
}

std::vector<Row> RowSource::singleRows(int layer) const {
    std::vector<Row> rows;
    for (const SchemeOption& option : kind(layer).options) {
        Row row;
        if (layerRow(layer, option.scheme, row))
            rows.push_back(objectiveRow(row));
    }
    return rows;
}

// Rows of several layers in one kernel call. Their loss is the distortion of the first layer's
// kind when all kinds agree (it is then scaled by the sum of sensitivities), else the loss itself.
std::vector<Row> RowSource::mergedRows(const std::vector<int>& layers, int kernel) const {
    const bool shared = sameDistortions(layers);
    std::vector<Row> rows;
    for (const FusedKernel::Row& fused : problem_.fusedKernels[kernel].rows) {
        const FastestKernel call = fastest(fused.latency);
        Row sum{.cost = {}, .scheme = fused.scheme};
        bool possible = call.variant >= 0;
        for (const int layer : layers) {
            const SchemeOption* option = findOption(kind(layer), fused.scheme);
            possible = possible && option && isAllowed(layer, fused.scheme);
            if (!possible)
                break;
            const double weight =
                shared ? 1.0 / static_cast<double>(layers.size()) : coefficient(layer);
            sum.cost += {weight * option->distortion, option->codesBytes, option->tableBytes, 0};
            if (shared)
                sum.cost.loss = option->distortion;
        }
        sum.cost.latency = call.latency;
        if (possible)
            rows.push_back(objectiveRow(sum));
    }
    return rows;
}

bool RowSource::sameDistortions(const std::vector<int>& layers) const {
    if (objective_ != Objective::Loss)
        return true;
    const LayerKind& first = kind(layers.front());
    for (const int layer : layers) {
        if (&kind(layer) == &first)
            continue;
        for (const SchemeOption& option : kind(layer).options)
            if (const SchemeOption* other = findOption(first, option.scheme))
                if (other->distortion != option.distortion)
                    return false;
    }
    return true;
}

std::vector<int> RowSource::choices(int layer) const {
    std::vector<int> schemes;
    for (const SchemeOption& option : kind(layer).options)
        if (isAllowed(layer, option.scheme))
            schemes.push_back(option.scheme);
    return schemes;
}

} // namespace fracbit::allocation
