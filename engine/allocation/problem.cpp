#include "allocation/problem.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace fracbit::allocation {

namespace {

// Sums of bytes and of femtoseconds stay far below the range of 64 bits.
constexpr double kLargestTotal = 2305843009213693952.0; // 2^61
constexpr double kFemtosecondsPerSecond = 1e15;

[[noreturn]] void invalid(const std::string& what) {
    throw Error(ErrorCode::InvalidArgument, "allocation problem: " + what);
}

void require(bool condition, const std::string& what) {
    if (!condition)
        invalid(what);
}

bool inRange(int index, std::size_t size) {
    return index >= 0 && static_cast<std::size_t>(index) < size;
}

void validateLatencies(const std::vector<Femtoseconds>& latency, std::size_t variants,
                       const std::string& where) {
    require(latency.size() <= variants, where + " has more latencies than there are variants");
    for (const Femtoseconds time : latency)
        require(time >= kNoKernel, where + " has a negative latency");
}

void validateKind(const Problem& problem, const LayerKind& kind, const std::string& where) {
    require(kind.weights > 0, where + " has no weights");
    require(!kind.options.empty(), where + " has no options");
    std::set<int> seen;
    for (const SchemeOption& option : kind.options) {
        require(inRange(option.scheme, problem.schemes.size()), where + " names no scheme");
        const std::string what = where + ", " + problem.schemes[option.scheme].name;
        require(seen.insert(option.scheme).second, what + ": twice");
        require(std::isfinite(option.distortion) && option.distortion >= 0,
                what + ": the distortion is not a number >= 0");
        require(option.codesBytes >= 0 && option.tableBytes >= 0, what + ": negative size");
        validateLatencies(option.latency, problem.variants.size(), what);
    }
}

void validateLayers(const Problem& problem) {
    require(!problem.layers.empty(), "there are no layers");
    for (const Layer& layer : problem.layers) {
        require(inRange(layer.kind, problem.kinds.size()), layer.name + ": no such kind");
        require(std::isfinite(layer.sensitivity) && layer.sensitivity >= 0,
                layer.name + ": the sensitivity is not a number >= 0");
    }
}

void validateKernels(const Problem& problem) {
    for (const FusedKernel& kernel : problem.fusedKernels) {
        std::set<int> seen;
        for (const FusedKernel::Row& row : kernel.rows) {
            require(inRange(row.scheme, problem.schemes.size()), "a fused kernel names no scheme");
            require(seen.insert(row.scheme).second, "a fused kernel lists a scheme twice");
            validateLatencies(row.latency, problem.variants.size(), "a fused kernel");
        }
    }
}

void validateMerge(const Problem& problem, const FusionGroup& group, const Merge& merge) {
    const std::set<int> members(group.layers.begin(), group.layers.end());
    require(inRange(merge.kernel, problem.fusedKernels.size()), "a merge names no kernel");
    require(merge.layers.size() >= 2, "a merge of fewer than two layers");
    std::set<int> seen;
    for (const int layer : merge.layers)
        require(members.contains(layer) && seen.insert(layer).second,
                "a merge of layers that are not of its group");
}

void validateGroups(const Problem& problem) {
    std::set<int> grouped;
    for (const FusionGroup& group : problem.fusionGroups) {
        require(group.layers.size() <= kMaxGroup,
                "a fusion group of more than " + std::to_string(kMaxGroup) + " layers");
        for (const int layer : group.layers) {
            require(inRange(layer, problem.layers.size()), "a fusion group names no layer");
            require(grouped.insert(layer).second,
                    problem.layers[layer].name + ": in a fusion group twice");
        }
        for (const Merge& merge : group.merges)
            validateMerge(problem, group, merge);
    }
}

double largestOf(const std::vector<Femtoseconds>& latency) {
    double largest = 0;
    for (const Femtoseconds time : latency)
        largest = std::max(largest, static_cast<double>(time));
    return largest;
}

struct Extent {
    double bytes = 0;
    double latency = 0;
    double loss = 0;
};

Extent extentOf(const LayerKind& kind) {
    Extent extent;
    for (const SchemeOption& option : kind.options) {
        extent.bytes = std::max(extent.bytes, static_cast<double>(option.codesBytes) +
                                                  static_cast<double>(option.tableBytes));
        extent.latency = std::max(extent.latency, largestOf(option.latency));
        extent.loss = std::max(extent.loss, option.distortion);
    }
    return extent;
}

// No sum that a solver forms may overflow or lose a unit to rounding.
void validateTotals(const Problem& problem) {
    std::vector<Extent> extents;
    for (const LayerKind& kind : problem.kinds)
        extents.push_back(extentOf(kind));
    Extent total;
    total.latency = static_cast<double>(problem.constantLatency);
    for (const Layer& layer : problem.layers) {
        total.bytes += extents[layer.kind].bytes;
        total.latency += extents[layer.kind].latency;
        total.loss += layer.sensitivity * extents[layer.kind].loss;
    }
    for (const FusionGroup& group : problem.fusionGroups)
        for (const Merge& merge : group.merges)
            for (const FusedKernel::Row& row : problem.fusedKernels[merge.kernel].rows)
                total.latency = std::max(total.latency, largestOf(row.latency));
    require(total.bytes < kLargestTotal, "the layers have more than 2^61 bytes");
    require(total.latency < kLargestTotal, "the latencies add up to more than half an hour");
    require(std::isfinite(total.loss), "the loss overflows");
}

std::string describe(const Problem& problem, const Restriction& restriction) {
    if (!restriction.label.empty())
        return restriction.label;
    switch (restriction.kind) {
    case Restriction::Kind::Pin:
        return "pinned to " + problem.schemes[restriction.scheme].name;
    case Restriction::Kind::Ban:
        return problem.schemes[restriction.scheme].name + " banned";
    case Restriction::Kind::MinBits:
        return "at least " + std::to_string(restriction.bits) + " bits";
    case Restriction::Kind::MaxBits:
        return "at most " + std::to_string(restriction.bits) + " bits";
    }
    return {};
}

bool permits(const Problem& problem, const Restriction& restriction, int scheme) {
    switch (restriction.kind) {
    case Restriction::Kind::Pin:
        return scheme == restriction.scheme;
    case Restriction::Kind::Ban:
        return scheme != restriction.scheme;
    case Restriction::Kind::MinBits:
        return problem.schemes[scheme].bits >= restriction.bits;
    case Restriction::Kind::MaxBits:
        return problem.schemes[scheme].bits <= restriction.bits;
    }
    return true;
}

using AllowedRow = std::vector<std::uint8_t>;

bool anyAllowed(const AllowedRow& row) {
    return std::find(row.begin(), row.end(), 1) != row.end();
}

AllowedRow offered(const Problem& problem, const Layer& layer) {
    AllowedRow row(problem.schemes.size(), 0);
    for (const SchemeOption& option : problem.kinds[layer.kind].options)
        row[option.scheme] = 1;
    return row;
}

[[noreturn]] void failEmpty(const Problem& problem, const Constraints& constraints, int layer) {
    std::string reasons;
    std::set<std::string> named;
    for (const Restriction& restriction : constraints.restrictions) {
        if (!restriction.where.matches(problem.layers[layer], layer))
            continue;
        const std::string reason = describe(problem, restriction);
        if (named.insert(reason).second && named.size() <= 4)
            reasons += (reasons.empty() ? "" : ", ") + reason;
    }
    if (named.size() > 4)
        reasons += ", and " + std::to_string(named.size() - 4) + " more";
    throw Error(ErrorCode::Infeasible, problem.layers[layer].name,
                "no scheme is left (" + reasons + "); lift one of these constraints");
}

void restrict(const Problem& problem, const Restriction& restriction, AllowedRow& row) {
    for (std::size_t scheme = 0; scheme < row.size(); ++scheme)
        if (row[scheme] && !permits(problem, restriction, static_cast<int>(scheme)))
            row[scheme] = 0;
}

void restrictEqual(const Problem& problem, const std::vector<int>& layers,
                   std::vector<AllowedRow>& allowed) {
    for (const int layer : layers)
        require(inRange(layer, problem.layers.size()), "an equality names no layer");
    if (layers.empty())
        return;
    AllowedRow common = allowed[layers.front()];
    for (const int layer : layers)
        for (std::size_t scheme = 0; scheme < common.size(); ++scheme)
            common[scheme] &= allowed[layer][scheme];
    if (!anyAllowed(common))
        throw Error(ErrorCode::Infeasible, problem.layers[layers.front()].name,
                    "no scheme is left that it and the layers that must equal it may all have");
    for (const int layer : layers)
        allowed[layer] = common;
}

// The layers that a filter may match. There can be a restriction for each of many thousands.
struct Candidates {
    std::size_t first = 0;
    std::size_t end = 0;
};
Candidates candidates(const LayerFilter& where, std::size_t layers) {
    if (!where.layer)
        return {0, layers};
    const bool known = *where.layer >= 0 && static_cast<std::size_t>(*where.layer) < layers;
    const std::size_t first = known ? static_cast<std::size_t>(*where.layer) : 0;
    return {first, known ? first + 1 : 0};
}

} // namespace

Femtoseconds femtosecondsFromSeconds(double seconds) {
    return static_cast<Femtoseconds>(std::ceil(seconds * kFemtosecondsPerSecond));
}

Femtoseconds latencyBudgetFromSeconds(double seconds) {
    return static_cast<Femtoseconds>(
        std::floor(std::min(seconds * kFemtosecondsPerSecond, kLargestTotal)));
}

double secondsFromFemtoseconds(Femtoseconds time) {
    return static_cast<double>(time) / kFemtosecondsPerSecond;
}

std::int64_t Problem::weights() const {
    std::int64_t total = 0;
    for (const Layer& layer : layers)
        total += kinds[layer.kind].weights;
    return total;
}

bool Problem::hasLatency() const {
    for (const Layer& layer : layers) {
        bool found = false;
        for (const SchemeOption& option : kinds[layer.kind].options)
            for (const Femtoseconds time : option.latency)
                found = found || time != kNoKernel;
        if (!found)
            return false;
    }
    return true;
}

void validate(const Problem& problem) {
    require(problem.constantLatency >= 0, "the constant latency is negative");
    for (std::size_t i = 0; i < problem.kinds.size(); ++i)
        validateKind(problem, problem.kinds[i], "kind " + std::to_string(i));
    validateLayers(problem);
    validateKernels(problem);
    validateGroups(problem);
    validateTotals(problem);
}

bool LayerFilter::matches(const Layer& candidate, int index) const {
    return (!layer || *layer == index) && (!role || *role == candidate.role) &&
           (!block || *block == candidate.block);
}

std::vector<std::vector<std::uint8_t>> allowedSchemes(const Problem& problem,
                                                      const Constraints& constraints) {
    std::vector<AllowedRow> allowed;
    allowed.reserve(problem.layers.size());
    for (const Layer& layer : problem.layers)
        allowed.push_back(offered(problem, layer));
    for (const Restriction& restriction : constraints.restrictions) {
        const Candidates layers = candidates(restriction.where, allowed.size());
        for (std::size_t i = layers.first; i < layers.end; ++i)
            if (restriction.where.matches(problem.layers[i], static_cast<int>(i)))
                restrict(problem, restriction, allowed[i]);
    }
    for (std::size_t i = 0; i < allowed.size(); ++i)
        if (!anyAllowed(allowed[i]))
            failEmpty(problem, constraints, static_cast<int>(i));
    // Overlapping equalities narrow each other until nothing changes.
    for (std::vector<AllowedRow> before; before != allowed;) {
        before = allowed;
        for (const std::vector<int>& layers : constraints.equal)
            restrictEqual(problem, layers, allowed);
    }
    return allowed;
}

} // namespace fracbit::allocation
