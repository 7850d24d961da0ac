#include "models/heatmap_data.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fracbit::app {

namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

CellShape shapeOf(const std::string& scheme) {
    if (scheme.starts_with("vq-"))
        return CellShape::Rounded;
    if (scheme.find("tcq-") != std::string::npos)
        return CellShape::Square;
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

// A fused call is divided among its layers by the time each would take alone.
double latencyOf(const allocation::Problem& problem, const allocation::Solution& solution,
                 int layer) {
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

double valueOf(const OpenedProfile& profile, const Allocation& allocation, CellValue meaning,
               const Allocation* reference, int layer) {
    const allocation::Problem& problem = *profile.problem;
    const allocation::Solution& solution = allocation.result.solution;
    const LayerCost cost = layerCost(problem, layer, solution.schemes[at(layer)]);
    switch (meaning) {
    case CellValue::Bits:
        return cost.bits;
    case CellValue::Sensitivity:
        return problem.layers[at(layer)].sensitivity;
    case CellValue::LossShare:
        return solution.objective > 0 ? 100.0 * cost.loss / solution.objective : 0.0;
    case CellValue::Bytes:
        return static_cast<double>(cost.bytes);
    case CellValue::Family:
        return familyOf(problem, solution.schemes[at(layer)]);
    case CellValue::Latency:
        return latencyOf(problem, solution, layer);
    case CellValue::Difference:
        break;
    }
    const int before = reference->result.solution.schemes[at(layer)];
    return cost.bits - layerCost(problem, layer, before).bits;
}

HeatmapCell makeCell(const OpenedProfile& profile, const Allocation& allocation, int layer) {
    const int scheme = allocation.result.solution.schemes[at(layer)];
    const std::string& name = profile.problem->schemes[at(scheme)].name;
    HeatmapCell cell;
    cell.layer = layer;
    cell.scheme = QString::fromStdString(name);
    cell.shape = shapeOf(name);
    cell.call = allocation.result.solution.calls[at(layer)];
    return cell;
}

void markPins(HeatmapData& data, const Decision& decision) {
    for (HeatmapCell& cell : data.cells)
        cell.pinned =
            std::any_of(decision.restrictions.begin(), decision.restrictions.end(),
                        [&cell](const allocation::Restriction& restriction) {
                            return restriction.where.layer == cell.layer && cell.layer >= 0;
                        });
}

void joinCalls(HeatmapData& data) {
    for (int block = 0; block < data.blocks; ++block)
        for (int row = 0; row + 1 < data.rows(); ++row) {
            HeatmapCell& cell = data.cells[at(row * data.blocks + block)];
            const auto sameCall = [&](int other) {
                const HeatmapCell& below = data.cell(other, block);
                return cell.layer >= 0 && below.layer >= 0 && below.call == cell.call;
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

HeatmapData heatmapData(const OpenedProfile& profile, const Allocation& allocation,
                        CellValue meaning, const Allocation* reference) {
    HeatmapData data;
    data.blocks = profile.blocks;
    data.meaning = meaning == CellValue::Difference && !reference ? CellValue::Bits : meaning;
    for (const std::string& role : profile.roles)
        data.roles << QString::fromStdString(role);
    if (data.meaning == CellValue::Family)
        data.categories = familiesOf(*profile.problem);
    data.cells.resize(profile.layerAt.size());
    for (std::size_t i = 0; i < data.cells.size(); ++i) {
        const int layer = profile.layerAt[i];
        if (layer < 0)
            continue;
        data.cells[i] = makeCell(profile, allocation, layer);
        data.cells[i].value = valueOf(profile, allocation, data.meaning, reference, layer);
    }
    markPins(data, allocation.decision);
    joinCalls(data);
    chooseScale(data, profile);
    return data;
}

} // namespace fracbit::app
