#include "allocation/solver/tied_rows.h"

#include <set>

namespace fracbit::allocation {

TiedRows::TiedRows(const Problem& problem, const RowSource& source, Mode mode,
                   const Component& component, const Classes& classes)
    : problem_(problem), source_(source), mode_(mode) {
    std::map<int, std::size_t> known; // by the first layer of the class
    for (const int layer : component.layers) {
        const auto [entry, isNew] = known.try_emplace(classes.of(layer), choices_.size());
        if (isNew)
            choices_.push_back(source.choices(entry->first));
        layerClass_.push_back(entry->second);
        classOf_[layer] = entry->second;
    }
    std::set<int> grouped;
    for (const int index : component.groups) {
        const FusionGroup& group = problem.fusionGroups[index];
        grouped.insert(group.layers.begin(), group.layers.end());
        ++groups_.try_emplace(groupKey(group), GroupTerm{index, 0}).first->second.count;
    }
    for (const int layer : component.layers) {
        LayerTerm& term =
            layers_[{classOf_.at(layer), problem.layers[layer].kind, grouped.contains(layer)}];
        term.coefficient += source.coefficient(layer);
        ++term.count;
    }
}

// Groups of one key take the same time for the same choice.
std::vector<int> TiedRows::groupKey(const FusionGroup& group) const {
    std::vector<int> key;
    std::map<int, int> positions;
    for (const int layer : group.layers) {
        positions[layer] = static_cast<int>(positions.size());
        key.push_back(static_cast<int>(classOf_.at(layer)));
        key.push_back(problem_.layers[layer].kind);
    }
    for (const Merge& merge : group.merges) {
        key.push_back(-1 - merge.kernel);
        for (const int layer : merge.layers)
            key.push_back(positions.at(layer));
    }
    return key;
}

std::size_t TiedRows::combinations(std::size_t most) const {
    std::size_t product = 1;
    for (const std::vector<int>& schemes : choices_)
        product = std::min(product * schemes.size(), most + 1);
    return product;
}

// By class.
std::vector<int> TiedRows::chosen(std::int32_t combination) const {
    std::vector<int> schemes;
    auto rest = static_cast<std::size_t>(combination);
    for (const std::vector<int>& choices : choices_) {
        schemes.push_back(choices[rest % choices.size()]);
        rest /= choices.size();
    }
    return schemes;
}

std::vector<int> TiedRows::schemes(std::int32_t combination) const {
    const std::vector<int> ofClass = chosen(combination);
    std::vector<int> schemes;
    for (const std::size_t index : layerClass_)
        schemes.push_back(ofClass[index]);
    return schemes;
}

bool TiedRows::addLayers(const std::vector<int>& chosen, Cost& cost) const {
    for (const auto& [key, term] : layers_) {
        const SchemeOption* option = findOption(problem_.kinds[key.kind], chosen[key.ofClass]);
        const FastestKernel kernel = option ? fastest(option->latency) : FastestKernel{};
        if (!option || (kernel.variant < 0 && usesLatency(mode_) && !key.grouped))
            return false;
        cost += {term.coefficient * option->distortion, term.count * option->codesBytes,
                 term.count * option->tableBytes, key.grouped ? 0 : term.count * kernel.latency};
    }
    return true;
}

// `schemes` is by layer of the problem; only those of the groups are looked at.
bool TiedRows::addGroups(const std::vector<int>& chosen, std::vector<int>& schemes,
                         Cost& cost) const {
    for (const auto& [key, term] : groups_) {
        const FusionGroup& group = problem_.fusionGroups[term.group];
        for (const int layer : group.layers)
            schemes[layer] = chosen[classOf_.at(layer)];
        const GroupKernels best = bestKernels(problem_, group, schemes);
        if (best.variants.empty())
            return false;
        cost.latency += term.count * best.latency;
    }
    return true;
}

std::vector<Row> TiedRows::rows() const {
    std::vector<int> schemes(problem_.layers.size(), 0);
    std::vector<Row> rows;
    const auto count = static_cast<std::int32_t>(combinations(std::size_t{1} << 30));
    for (std::int32_t combination = 0; combination < count; ++combination) {
        const std::vector<int> ofClass = chosen(combination);
        Row row{.cost = {}, .scheme = combination};
        if (addLayers(ofClass, row.cost) && addGroups(ofClass, schemes, row.cost))
            rows.push_back(source_.objectiveRow(row));
    }
    return rows;
}

} // namespace fracbit::allocation
