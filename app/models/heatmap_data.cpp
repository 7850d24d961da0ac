#include "models/heatmap_data.h"

#include "quantizer/palette.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace fracbit::app {

namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

// A profile may name schemes that the palette does not have.
CellShape shapeOf(const std::string& name) {
    const auto scheme = quantizer::parseScheme(name);
    switch (scheme ? familyInfo(scheme->family).kind : quantizer::FamilyKind::Scalar) {
    case quantizer::FamilyKind::Trellis:
        return CellShape::Square;
    case quantizer::FamilyKind::Vector:
        return CellShape::Rounded;
    case quantizer::FamilyKind::Scalar:
        break;
    }
    return CellShape::Circle;
}

QString familyName(const allocation::SchemeInfo& scheme) {
    const QString name = QString::fromStdString(scheme.name);
    return name.left(name.lastIndexOf(QLatin1Char('-')));
}

// In the order in which the problem's schemes have them.
QStringList familiesOf(const allocation::Problem& problem) {
    QStringList families;
    for (const allocation::SchemeInfo& scheme : problem.schemes)
        if (const QString family = familyName(scheme); !families.contains(family))
            families << family;
    return families;
}

double familyOf(const allocation::Problem& problem, int scheme) {
    return double(familiesOf(problem).indexOf(familyName(problem.schemes[at(scheme)])));
}

constexpr double kFemtosecondsPerMicrosecond = 1e9;

// What cells show of an allocation.
class Values {
public:
    Values(const Allocation& allocation, CellValue meaning, const Allocation* reference)
        : allocation_(allocation), problem_(*allocation.problem), meaning_(meaning),
          reference_(reference) {
        if (meaning == CellValue::Family)
            for (int scheme = 0; scheme < int(problem_.schemes.size()); ++scheme)
                families_.push_back(familyOf(problem_, scheme));
    }

    double of(int layer) const;
    double of(const std::vector<int>& layers) const;

private:
    bool adds() const {
        return meaning_ == CellValue::LossShare || meaning_ == CellValue::Bytes ||
               meaning_ == CellValue::Latency;
    }

    const Allocation& allocation_;
    const allocation::Problem& problem_;
    CellValue meaning_;
    const Allocation* reference_;
    std::vector<double> families_; // by scheme
};

double Values::of(int layer) const {
    const allocation::Solution& solution = allocation_.result.solution;
    const LayerCost cost = layerCost(problem_, layer, solution.schemes[at(layer)]);
    switch (meaning_) {
    case CellValue::Bits:
        return cost.bits;
    case CellValue::Sensitivity:
        return problem_.layers[at(layer)].sensitivity;
    case CellValue::LossShare:
        return solution.objective > 0 ? 100.0 * cost.loss / solution.objective : 0.0;
    case CellValue::Bytes:
        return static_cast<double>(cost.bytes);
    case CellValue::Family:
        return families_[at(solution.schemes[at(layer)])];
    case CellValue::Latency:
        return layerMicroseconds(allocation_, layer);
    case CellValue::Difference:
        break;
    }
    const int before = reference_->result.solution.schemes[at(layer)];
    return cost.bits - layerCost(problem_, layer, before).bits;
}

double Values::of(const std::vector<int>& layers) const {
    std::map<double, int> counts; // of families
    double sum = 0;
    for (const int layer : layers) {
        const double value = of(layer);
        sum += value;
        if (meaning_ == CellValue::Family)
            ++counts[value];
    }
    if (meaning_ == CellValue::Family)
        return std::max_element(counts.begin(), counts.end(),
                                [](const auto& a, const auto& b) { return a.second < b.second; })
            ->first;
    return adds() ? sum : sum / double(layers.size());
}

// Layers of one row and block.
HeatmapCell makeCell(const Allocation& allocation, const Values& values,
                     const std::vector<int>& layers) {
    HeatmapCell cell;
    if (layers.empty())
        return cell;
    cell.layer = layers.front();
    cell.others.assign(layers.begin() + 1, layers.end());
    cell.value = values.of(layers);
    if (layers.size() > 1) // of several calls: none is joined
        return cell;
    const int scheme = allocation.result.solution.schemes[at(cell.layer)];
    const std::string& name = allocation.problem->schemes[at(scheme)].name;
    cell.scheme = QString::fromStdString(name);
    cell.shape = shapeOf(name);
    cell.call = allocation.result.solution.calls[at(cell.layer)];
    return cell;
}

std::vector<int> layersIn(const OpenedProfile& profile, const std::vector<int>& roles, int block) {
    std::vector<int> layers;
    for (const int role : roles)
        if (const int layer = profile.layer(role, block); layer >= 0)
            layers.push_back(layer);
    return layers;
}

// Positions among the profile's roles.
std::vector<int> rolesOf(const OpenedProfile& profile, const HeatmapRow& row) {
    std::vector<int> indices;
    for (const QString& role : row.roles)
        indices.push_back(
            int(std::find(profile.roles.begin(), profile.roles.end(), role.toStdString()) -
                profile.roles.begin()));
    return indices;
}

void fillCells(HeatmapData& data, const OpenedProfile& profile, const Allocation& allocation,
               const Values& values) {
    data.cells.reserve(data.roles.size() * at(data.blocks));
    for (const HeatmapRow& row : data.roles) {
        const std::vector<int> roles = rolesOf(profile, row);
        for (int block = 0; block < data.blocks; ++block)
            data.cells.push_back(makeCell(allocation, values, layersIn(profile, roles, block)));
    }
}

void markPins(HeatmapData& data, const Decision& decision) {
    std::set<int> restricted;
    for (const allocation::Restriction& restriction : decision.restrictions)
        restricted.insert(restriction.where.layer.value_or(-1));
    const auto isRestricted = [&restricted](int layer) { return restricted.contains(layer); };
    for (HeatmapCell& cell : data.cells)
        cell.pinned =
            cell.layer >= 0 && (isRestricted(cell.layer) ||
                                std::any_of(cell.others.begin(), cell.others.end(), isRestricted));
}

void joinCalls(HeatmapData& data) {
    for (int block = 0; block < data.blocks; ++block)
        for (int row = 0; row + 1 < data.rows(); ++row) {
            HeatmapCell& cell = data.cells[at(row * data.blocks + block)];
            const auto sameCall = [&](int other) {
                const HeatmapCell& below = data.cell(other, block);
                return cell.call >= 0 && below.call == cell.call;
            };
            cell.joinsBelow = sameCall(row + 1);
            cell.joinsAcross = !cell.joinsBelow && row + 2 < data.rows() && sameCall(row + 2);
        }
}

// Bits are drawn on the scale of the whole palette, so that colours mean the same at every budget;
// other values on the scale of what there is.
void chooseScale(HeatmapData& data, const OpenedProfile& profile) {
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const HeatmapCell& cell : data.cells)
        if (cell.layer >= 0) {
            least = std::min(least, cell.value);
            most = std::max(most, cell.value);
        }
    if (data.meaning == CellValue::Bits) {
        least = most = profile.problem->schemes.front().bits;
        for (const allocation::SchemeInfo& scheme : profile.problem->schemes) {
            least = std::min(least, scheme.bits);
            most = std::max(most, scheme.bits);
        }
    } else if (data.meaning == CellValue::Family) {
        least = 0;
        most = std::max(1.0, double(data.categories.size()) - 1);
    } else if (data.meaning == CellValue::Difference) {
        most = std::max({std::abs(least), std::abs(most), 0.25});
        least = -most;
    } else {
        data.logarithmic = least > 0;
    }
    data.minimum = least;
    data.maximum = most;
}

} // namespace

// A fused call is divided among its layers by the time each would take alone.
double layerMicroseconds(const Allocation& allocation, int layer) {
    const allocation::Problem& problem = *allocation.problem;
    const allocation::Solution& solution = allocation.result.solution;
    const int scheme = solution.schemes[at(layer)];
    const auto alone = [&problem](int which, int with) {
        const allocation::SchemeOption* option =
            allocation::findOption(problem.kinds[at(problem.layers[at(which)].kind)], with);
        return option ? double(allocation::fastest(option->latency).latency) : 0.0;
    };
    double whole = 0;
    std::vector<int> members;
    for (std::size_t other = 0; other < solution.calls.size(); ++other)
        if (solution.calls[other] == solution.calls[at(layer)]) {
            members.push_back(int(other));
            whole += alone(int(other), solution.schemes[other]);
        }
    double time = whole;
    for (const allocation::FusionGroup& group : problem.fusionGroups)
        for (const allocation::Merge& merge : group.merges)
            if (merge.layers == members)
                if (const auto* row =
                        allocation::findRow(problem.fusedKernels[at(merge.kernel)], scheme))
                    time = double(allocation::fastest(row->latency).latency);
    return whole > 0 ? time * alone(layer, scheme) / whole / kFemtosecondsPerMicrosecond : 0.0;
}

LayerCost layerCost(const allocation::Problem& problem, int layer, int scheme) {
    const allocation::Layer& info = problem.layers[at(layer)];
    const allocation::LayerKind& kind = problem.kinds[at(info.kind)];
    const allocation::SchemeOption* option = allocation::findOption(kind, scheme);
    if (!option)
        return {};
    const allocation::Bytes bytes = option->codesBytes + option->tableBytes;
    return {info.sensitivity * option->distortion, bytes,
            8.0 * static_cast<double>(bytes) / static_cast<double>(kind.weights)};
}

std::vector<int> layersOf(const HeatmapCell& cell) {
    std::vector<int> layers;
    if (cell.layer >= 0)
        layers.push_back(cell.layer);
    layers.insert(layers.end(), cell.others.begin(), cell.others.end());
    return layers;
}

HeatmapData heatmapData(const OpenedProfile& profile, const Allocation& allocation,
                        CellValue meaning, const Allocation* reference, const RowChoice& rows) {
    HeatmapData data;
    data.blocks = profile.blocks;
    data.meaning = meaning == CellValue::Difference && !reference ? CellValue::Bits : meaning;
    data.roles = visibleRows(rowGroups(profile.roles), rows);
    if (data.meaning == CellValue::Family)
        data.categories = familiesOf(*profile.problem);
    fillCells(data, profile, allocation, Values(allocation, data.meaning, reference));
    markPins(data, allocation.decision);
    joinCalls(data);
    chooseScale(data, profile);
    return data;
}

} // namespace fracbit::app
