#include "allocation/variants.h"

#include "allocation/kernels.h"

#include <algorithm>

namespace fracbit::allocation {

namespace {

std::vector<Femtoseconds> without(std::vector<Femtoseconds> latency,
                                  const std::vector<int>& variants) {
    for (const int variant : variants)
        if (static_cast<std::size_t>(variant) < latency.size())
            latency[static_cast<std::size_t>(variant)] = kNoKernel;
    return latency;
}

bool losesKernels(const SchemeOption& option, const std::vector<int>& variants) {
    return fastest(option.latency).variant >= 0 &&
           fastest(without(option.latency, variants)).variant < 0;
}

// By kind: whether the scheme is no choice there without the variants.
std::vector<bool> kindsWithout(const Problem& problem, const std::vector<int>& variants,
                               int scheme) {
    std::vector<bool> lost;
    for (const LayerKind& kind : problem.kinds) {
        const SchemeOption* option = findOption(kind, scheme);
        lost.push_back(!option || losesKernels(*option, variants));
    }
    return lost;
}

} // namespace

Problem withoutVariants(Problem problem, const std::vector<int>& variants) {
    for (LayerKind& kind : problem.kinds)
        for (SchemeOption& option : kind.options)
            option.latency = without(std::move(option.latency), variants);
    for (FusedKernel& kernel : problem.fusedKernels)
        for (FusedKernel::Row& row : kernel.rows)
            row.latency = without(std::move(row.latency), variants);
    return problem;
}

std::vector<Restriction> bansOfVariants(const Problem& problem, const std::vector<int>& variants,
                                        const std::string& label) {
    std::vector<Restriction> bans;
    if (variants.empty())
        return bans;
    for (int scheme = 0; scheme < static_cast<int>(problem.schemes.size()); ++scheme) {
        const std::vector<bool> lost = kindsWithout(problem, variants, scheme);
        Restriction ban{Restriction::Kind::Ban, {}, scheme, 0, label};
        if (std::find(lost.begin(), lost.end(), false) == lost.end()) {
            bans.push_back(ban);
            continue;
        }
        for (std::size_t i = 0; i < problem.layers.size(); ++i)
            if (lost[static_cast<std::size_t>(problem.layers[i].kind)]) {
                ban.where.layer = static_cast<int>(i);
                bans.push_back(ban);
            }
    }
    return bans;
}

} // namespace fracbit::allocation
