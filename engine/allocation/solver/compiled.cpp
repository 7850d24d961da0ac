#include "allocation/solver/compiled.h"

#include "allocation/solver/layer_classes.h"
#include "allocation/solver/row_source.h"
#include "allocation/solver/tied_rows.h"
#include "base/error.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace fracbit::allocation {

namespace {

// A tied unit is written out as a list of its combinations up to this many; beyond, the equality is
// left to branching. 128 schemes squared fit.
constexpr std::size_t kMaxCombinations = 1 << 14;

// Layers of a group without merges are as free as those of none.
std::vector<int> fusableGroups(const Problem& problem) {
    std::vector<int> groups;
    for (std::size_t g = 0; g < problem.fusionGroups.size(); ++g)
        if (!problem.fusionGroups[g].merges.empty())
            groups.push_back(static_cast<int>(g));
    return groups;
}

class Compiler {
public:
    Compiler(const Problem& problem, const Allowed& allowed,
             const std::vector<std::vector<int>>& equal, Mode mode, Fusion fusion,
             Objective objective)
        : problem_(problem), allowed_(allowed), mode_(mode), objective_(objective),
          source_(problem, allowed, mode, objective),
          fusable_(fusion == Fusion::On && usesLatency(mode) ? fusableGroups(problem)
                                                             : std::vector<int>()),
          classes_(problem.layers.size(), undecided(equal, allowed)),
          components_(problem.layers.size(), undecided(equal, allowed)) {}

    Compiled run();

private:
    std::uint32_t addRows(std::vector<Row> rows);
    void addHull(Range rows);
    std::uint32_t sharedRows(const std::vector<int>& layers, int kernel);
    void addPart(std::uint32_t rows, double scale, const std::vector<int>& layers);
    void addSingle(int layer);
    void addGroup(int group);
    void addComponent(const Component& component);
    void addTied(const Component& component, const TiedRows& tied);
    void addOpen(const Component& component);
    std::vector<Component> components();
    bool hasRows(std::uint32_t part) const;
    void requireDecidable(const Compiled::Unit& unit) const;

    const Problem& problem_;
    const Allowed& allowed_;
    Mode mode_;
    Objective objective_;
    RowSource source_;
    std::vector<int> fusable_; // groups, empty where fusion does not count
    Classes classes_;
    Classes components_;
    Compiled out_;
    std::map<std::vector<int>, std::uint32_t> rowCache_;
};

std::uint32_t Compiler::addRows(std::vector<Row> rows) {
    removeDominated(rows, mode_);
    const Range range{static_cast<std::uint32_t>(out_.rowLoss.size()),
                      static_cast<std::uint32_t>(rows.size())};
    for (const Row& row : rows) {
        out_.rowLoss.push_back(row.cost.loss);
        out_.rowCodes.push_back(row.cost.codes);
        out_.rowTable.push_back(row.cost.table);
        out_.rowLatency.push_back(row.cost.latency);
        out_.rowScheme.push_back(row.scheme);
    }
    out_.rowSets.push_back(range);
    addHull(range);
    return static_cast<std::uint32_t>(out_.rowSets.size() - 1);
}

// Rows are in the order of rising loss and, with one resource, falling use of it.
void Compiler::addHull(Range rows) {
    const auto first = static_cast<std::uint32_t>(out_.hullRows.size());
    const auto use = [&](std::uint32_t row) {
        return static_cast<double>(usesMemory(mode_) ? out_.rowCodes[row] + out_.rowTable[row]
                                                     : out_.rowLatency[row]);
    };
    const auto slope = [&](std::uint32_t from, std::uint32_t to) {
        return (out_.rowLoss[to] - out_.rowLoss[from]) / (use(from) - use(to));
    };
    for (std::uint32_t row = rows.first; row < rows.end() && mode_ != Mode::Both; ++row) {
        while (out_.hullRows.size() - first >= 2 &&
               slope(out_.hullRows.back(), row) <= out_.hullSlopes[out_.hullSlopes.size() - 2]) {
            out_.hullRows.pop_back();
            out_.hullSlopes.pop_back();
        }
        if (out_.hullRows.size() > first)
            out_.hullSlopes.back() = slope(out_.hullRows.back(), row);
        out_.hullRows.push_back(row);
        out_.hullSlopes.push_back(std::numeric_limits<double>::infinity());
    }
    out_.hulls.push_back({first, static_cast<std::uint32_t>(out_.hullRows.size()) - first});
}

// Rows depend only on the kinds, on what is allowed, and on the kernel: most layers share them.
std::uint32_t Compiler::sharedRows(const std::vector<int>& layers, int kernel) {
    std::vector<int> key{kernel};
    const bool scaled = kernel < 0 || source_.sameDistortions(layers);
    for (const int layer : layers) {
        key.push_back(problem_.layers[layer].kind);
        if (!scaled)
            key.push_back(-1 - layer);
        if (!allowed_.empty())
            key.insert(key.end(), allowed_[layer].begin(), allowed_[layer].end());
    }
    const auto [entry, isNew] = rowCache_.try_emplace(std::move(key), 0u);
    if (isNew)
        entry->second = addRows(kernel < 0 ? source_.singleRows(layers.front())
                                           : source_.mergedRows(layers, kernel));
    return entry->second;
}

void Compiler::addPart(std::uint32_t rows, double scale, const std::vector<int>& layers) {
    const Range range{static_cast<std::uint32_t>(out_.partLayers.size()),
                      static_cast<std::uint32_t>(layers.size())};
    out_.partLayers.insert(out_.partLayers.end(), layers.begin(), layers.end());
    out_.parts.push_back({rows, scale, range});
}

void Compiler::addSingle(int layer) {
    const auto part = static_cast<std::uint32_t>(out_.parts.size());
    addPart(sharedRows({layer}, -1), source_.coefficient(layer), {layer});
    out_.units.push_back({{part, 1}, {}});
}

void Compiler::addGroup(int index) {
    const FusionGroup& group = problem_.fusionGroups[index];
    const auto firstPart = static_cast<std::uint32_t>(out_.parts.size());
    const auto firstPartition = static_cast<std::uint32_t>(out_.partitions.size());
    std::map<std::pair<int, int>, std::uint32_t> known; // (first position, merge) -> part
    for (const std::vector<Call>& calls : partitions(group)) {
        const auto first = static_cast<std::uint32_t>(out_.partitionParts.size());
        for (const Call& call : calls) {
            const auto [entry, isNew] =
                known.try_emplace({call.positions.front(), call.merge},
                                  static_cast<std::uint32_t>(out_.parts.size()));
            out_.partitionParts.push_back(entry->second);
            if (!isNew)
                continue;
            std::vector<int> layers;
            double scale = objective_ == Objective::Loss ? 0 : 1;
            for (const int position : call.positions)
                layers.push_back(group.layers[position]);
            if (objective_ == Objective::Loss)
                for (const int layer : layers)
                    scale += source_.coefficient(layer);
            if (call.merge >= 0 && !source_.sameDistortions(layers))
                scale = 1;
            const int kernel = call.merge < 0 ? -1 : group.merges[call.merge].kernel;
            addPart(sharedRows(layers, kernel), scale, layers);
        }
        out_.partitions.push_back({first, static_cast<std::uint32_t>(calls.size())});
    }
    out_.units.push_back(
        {{firstPart, static_cast<std::uint32_t>(out_.parts.size()) - firstPart},
         {firstPartition, static_cast<std::uint32_t>(out_.partitions.size()) - firstPartition}});
}

std::vector<Component> Compiler::components() {
    for (const int group : fusable_)
        for (const int layer : problem_.fusionGroups[group].layers)
            components_.join(problem_.fusionGroups[group].layers.front(), layer);
    std::vector<Component> all;
    std::vector<int> index(problem_.layers.size(), -1);
    for (std::size_t i = 0; i < index.size(); ++i) {
        int& slot = index[components_.of(static_cast<int>(i))];
        if (slot < 0) {
            slot = static_cast<int>(all.size());
            all.emplace_back();
        }
        all[slot].layers.push_back(static_cast<int>(i));
    }
    for (const int group : fusable_)
        all[index[components_.of(problem_.fusionGroups[group].layers.front())]].groups.push_back(
            group);
    return all;
}

// Every combination of one scheme per class becomes a row.
void Compiler::addTied(const Component& component, const TiedRows& tied) {
    std::vector<Row> rows = tied.rows();
    removeDominated(rows, mode_);
    for (Row& row : rows) {
        const std::vector<int> schemes = tied.schemes(row.scheme);
        row.scheme = -1 - static_cast<std::int32_t>(out_.tuples.size());
        out_.tuples.insert(out_.tuples.end(), schemes.begin(), schemes.end());
    }
    const auto part = static_cast<std::uint32_t>(out_.parts.size());
    addPart(addRows(std::move(rows)), 1, component.layers);
    out_.units.push_back({{part, 1}, {}});
}

// Gives up the equalities of a component that is too large to write out: its groups and layers
// become units of their own, and the equalities are reported for branching.
void Compiler::addOpen(const Component& component) {
    std::map<int, std::vector<int>> classes;
    for (const int layer : component.layers)
        classes[classes_.of(layer)].push_back(layer);
    for (auto& [root, layers] : classes)
        if (layers.size() > 1)
            out_.openEqualities.push_back(std::move(layers));
    std::set<int> inGroups;
    for (const int group : component.groups) {
        addGroup(group);
        inGroups.insert(problem_.fusionGroups[group].layers.begin(),
                        problem_.fusionGroups[group].layers.end());
    }
    for (const int layer : component.layers)
        if (!inGroups.contains(layer))
            addSingle(layer);
}

void Compiler::addComponent(const Component& component) {
    const bool tied = std::any_of(component.layers.begin(), component.layers.end(),
                                  [this](int layer) { return classes_.of(layer) != layer; });
    if (!tied && component.groups.size() == 1)
        return addGroup(component.groups.front());
    if (!tied)
        return addSingle(component.layers.front());
    const TiedRows rows(problem_, source_, mode_, component, classes_);
    if (rows.combinations(kMaxCombinations) <= kMaxCombinations)
        addTied(component, rows);
    else
        addOpen(component);
}

bool Compiler::hasRows(std::uint32_t part) const {
    return out_.rowSets[out_.parts[part].rows].count > 0;
}

void Compiler::requireDecidable(const Compiled::Unit& unit) const {
    bool possible = unit.partitions.count == 0 && hasRows(unit.parts.first);
    for (std::uint32_t p = unit.partitions.first; p < unit.partitions.end() && !possible; ++p) {
        const Range partition = out_.partitions[p];
        possible = true;
        for (std::uint32_t i = partition.first; i < partition.end(); ++i)
            possible = possible && hasRows(out_.partitionParts[i]);
    }
    if (possible)
        return;
    const int layer = out_.partLayers[out_.parts[unit.parts.first].layers.first];
    throw Error(ErrorCode::Infeasible, problem_.layers[layer].name,
                "none of the schemes it may have has a measured latency, which a latency budget "
                "needs; allow other schemes or measure them");
}

Compiled Compiler::run() {
    out_.mode = mode_;
    for (const Component& component : components())
        addComponent(component);
    for (const Compiled::Unit& unit : out_.units)
        requireDecidable(unit);
    for (const Range rows : out_.rowSets)
        for (std::uint32_t row = rows.first; row < rows.end(); ++row)
            out_.codesStep =
                std::gcd(out_.codesStep, out_.rowCodes[row] - out_.rowCodes[rows.first]);
    for (const Compiled::Part& part : out_.parts)
        if (hasRows(static_cast<std::uint32_t>(&part - out_.parts.data())))
            // Rows are in the order of rising loss.
            out_.largestLoss += part.scale * out_.rowLoss[out_.rowSets[part.rows].end() - 1];
    return std::move(out_);
}

} // namespace

Compiled compile(const Problem& problem, const std::vector<std::vector<std::uint8_t>>& allowed,
                 const std::vector<std::vector<int>>& equal, Mode mode, Fusion fusion,
                 Objective objective) {
    return Compiler(problem, allowed, equal, mode, fusion, objective).run();
}

} // namespace fracbit::allocation
