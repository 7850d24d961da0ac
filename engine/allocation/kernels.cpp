#include "allocation/kernels.h"

#include "base/error.h"

#include <algorithm>

namespace fracbit::allocation {

namespace {

constexpr Femtoseconds kUnknown = -1;

void extendPartitions(const FusionGroup& group, unsigned covered, std::vector<Call>& current,
                      std::vector<std::vector<Call>>& all);

int positionIn(const FusionGroup& group, int layer) {
    const auto found = std::find(group.layers.begin(), group.layers.end(), layer);
    return static_cast<int>(found - group.layers.begin());
}

// Adds a merge to a partition if its first layer is the first that is not covered yet.
void tryMerge(const FusionGroup& group, int merge, unsigned covered, std::vector<Call>& current,
              std::vector<std::vector<Call>>& all) {
    Call call{.positions = {}, .merge = merge};
    unsigned added = 0;
    for (const int layer : group.merges[merge].layers) {
        call.positions.push_back(positionIn(group, layer));
        added |= 1u << call.positions.back();
    }
    const unsigned next = ~covered & (covered + 1);
    if ((added & covered) || !(added & next))
        return;
    std::sort(call.positions.begin(), call.positions.end());
    current.push_back(std::move(call));
    extendPartitions(group, covered | added, current, all);
    current.pop_back();
}

void extendPartitions(const FusionGroup& group, unsigned covered, std::vector<Call>& current,
                      std::vector<std::vector<Call>>& all) {
    int next = 0;
    while (covered >> next & 1u)
        ++next;
    if (next == static_cast<int>(group.layers.size())) {
        all.push_back(current);
        return;
    }
    current.push_back({{next}, -1});
    extendPartitions(group, covered | 1u << next, current, all);
    current.pop_back();
    for (std::size_t merge = 0; merge < group.merges.size(); ++merge)
        tryMerge(group, static_cast<int>(merge), covered, current, all);
}

// The kernel of one call for the chosen schemes; variant -1 when there is none.
FastestKernel callKernel(const Problem& problem, const FusionGroup& group, const Call& call,
                         const std::vector<int>& schemes) {
    const int first = group.layers[call.positions.front()];
    const int scheme = schemes[first];
    if (call.merge < 0)
        return fastest(findOption(problem.kinds[problem.layers[first].kind], scheme)->latency);
    for (const int position : call.positions)
        if (schemes[group.layers[position]] != scheme)
            return {};
    const auto* row = findRow(problem.fusedKernels[group.merges[call.merge].kernel], scheme);
    return row ? fastest(row->latency) : FastestKernel{};
}

struct CutGroup {
    Femtoseconds latency = kUnknown;
    std::size_t partition = 0;
    std::vector<int> variants; // by call
};

CutGroup priceCut(const Problem& problem, const FusionGroup& group, const std::vector<Call>& calls,
                  const std::vector<int>& schemes) {
    CutGroup cut{.latency = 0, .partition = 0, .variants = {}};
    for (const Call& call : calls) {
        const FastestKernel kernel = callKernel(problem, group, call, schemes);
        cut.variants.push_back(kernel.variant);
        cut.latency =
            kernel.variant < 0 || cut.latency == kUnknown ? kUnknown : cut.latency + kernel.latency;
    }
    return cut;
}

CutGroup bestCut(const Problem& problem, const FusionGroup& group,
                 const std::vector<std::vector<Call>>& cuts, const std::vector<int>& schemes) {
    CutGroup best = priceCut(problem, group, cuts.front(), schemes);
    for (std::size_t i = 1; i < cuts.size(); ++i) {
        CutGroup cut = priceCut(problem, group, cuts[i], schemes);
        cut.partition = i;
        if (cut.latency != kUnknown && (best.latency == kUnknown || cut.latency < best.latency))
            best = std::move(cut);
    }
    return best;
}

void addLatency(Solution& solution, Femtoseconds latency) {
    if (latency == kUnknown)
        solution.latency.reset();
    else if (solution.latency)
        *solution.latency += latency;
}

void assignGroup(const Problem& problem, const FusionGroup& group, Solution& solution) {
    const auto cuts = partitions(group);
    const CutGroup best = bestCut(problem, group, cuts, solution.schemes);
    const std::vector<Call>& calls = cuts[best.partition];
    for (std::size_t c = 0; c < calls.size(); ++c) {
        for (const int position : calls[c].positions) {
            const int layer = group.layers[position];
            solution.variants[layer] = best.variants[c];
            solution.calls[layer] = group.layers[calls[c].positions.front()];
        }
    }
    addLatency(solution, best.latency);
}

// The options of every kind by scheme, with their kernels: evaluating thousands of layers then
// takes one look each.
class OptionTable {
public:
    struct Entry {
        const SchemeOption* option = nullptr;
        FastestKernel kernel;
    };
    explicit OptionTable(const Problem& problem) : schemes_(problem.schemes.size()) {
        entries_.resize(schemes_ * problem.kinds.size());
        for (std::size_t kind = 0; kind < problem.kinds.size(); ++kind)
            for (const SchemeOption& option : problem.kinds[kind].options)
                entries_[kind * schemes_ + static_cast<std::size_t>(option.scheme)] = {
                    &option, fastest(option.latency)};
    }
    const Entry& at(const Layer& layer, int scheme) const {
        const bool known = scheme >= 0 && static_cast<std::size_t>(scheme) < schemes_;
        const std::size_t index = static_cast<std::size_t>(layer.kind) * schemes_ +
                                  (known ? static_cast<std::size_t>(scheme) : 0);
        if (!known || !entries_[index].option)
            throw Error(ErrorCode::InvalidArgument, layer.name,
                        "this scheme is not among its options");
        return entries_[index];
    }

private:
    std::size_t schemes_;
    std::vector<Entry> entries_;
};

} // namespace

GroupKernels bestKernels(const Problem& problem, const FusionGroup& group,
                         const std::vector<int>& schemes) {
    CutGroup best = bestCut(problem, group, partitions(group), schemes);
    if (best.latency == kUnknown)
        return {};
    return {best.latency, std::move(best.variants)};
}

double Result::gap() const {
    if (proven || solution.objective <= lowerBound)
        return 0;
    return (solution.objective - lowerBound) / solution.objective;
}

FastestKernel fastest(std::span<const Femtoseconds> latency) {
    FastestKernel best;
    for (std::size_t v = 0; v < latency.size(); ++v)
        if (latency[v] != kNoKernel && (best.variant < 0 || latency[v] < best.latency))
            best = {latency[v], static_cast<int>(v)};
    return best;
}

const SchemeOption* findOption(const LayerKind& kind, int scheme) {
    for (const SchemeOption& option : kind.options)
        if (option.scheme == scheme)
            return &option;
    return nullptr;
}

const FusedKernel::Row* findRow(const FusedKernel& kernel, int scheme) {
    for (const FusedKernel::Row& row : kernel.rows)
        if (row.scheme == scheme)
            return &row;
    return nullptr;
}

std::vector<std::vector<Call>> partitions(const FusionGroup& group) {
    std::vector<std::vector<Call>> all;
    std::vector<Call> current;
    extendPartitions(group, 0, current, all);
    return all;
}

Solution evaluate(const Problem& problem, std::vector<int> schemes, Fusion fusion) {
    const OptionTable table(problem);
    const std::size_t count = problem.layers.size();
    Solution solution;
    solution.schemes = std::move(schemes);
    solution.variants.assign(count, -1);
    solution.calls.assign(count, -1);
    solution.latency = problem.constantLatency;
    for (std::size_t i = 0; i < count; ++i) {
        const Layer& layer = problem.layers[i];
        const SchemeOption& option = *table.at(layer, solution.schemes[i]).option;
        solution.objective += layer.sensitivity * option.distortion;
        solution.memory += option.codesBytes + option.tableBytes;
    }
    if (fusion == Fusion::On)
        for (const FusionGroup& group : problem.fusionGroups)
            assignGroup(problem, group, solution);
    for (std::size_t i = 0; i < count; ++i) {
        if (solution.calls[i] >= 0)
            continue;
        const FastestKernel& kernel = table.at(problem.layers[i], solution.schemes[i]).kernel;
        solution.calls[i] = static_cast<int>(i);
        solution.variants[i] = kernel.variant;
        addLatency(solution, kernel.variant < 0 ? kUnknown : kernel.latency);
    }
    return solution;
}

} // namespace fracbit::allocation
