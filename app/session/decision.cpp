#include "session/decision.h"

#include "allocation/theory.h"
#include "allocation/variants.h"

#include <algorithm>

namespace fracbit::app {

namespace {

bool same(const allocation::Restriction& a, const allocation::Restriction& b) {
    return a.kind == b.kind && a.where.layer == b.where.layer && a.scheme == b.scheme &&
           a.bits == b.bits;
}

bool offeredByAll(const allocation::Problem& problem, int scheme) {
    return std::all_of(problem.kinds.begin(), problem.kinds.end(),
                       [scheme](const allocation::LayerKind& kind) {
                           return allocation::findOption(kind, scheme) != nullptr;
                       });
}

} // namespace

bool sameConstraints(const Decision& first, const Decision& second) {
    return first.fusion == second.fusion && first.feedback == second.feedback &&
           first.excludedSchemes == second.excludedSchemes &&
           first.excludedVariants == second.excludedVariants &&
           std::equal(first.restrictions.begin(), first.restrictions.end(),
                      second.restrictions.begin(), second.restrictions.end(), same);
}

allocation::Constraints constraintsOf(const Decision& decision,
                                      const allocation::Problem& problem) {
    allocation::Constraints constraints{
        .restrictions = allocation::bansOfVariants(problem, decision.excludedVariants,
                                                   "the kernel variants that are left out"),
        .equal = {}};
    constraints.restrictions.insert(constraints.restrictions.end(), decision.restrictions.begin(),
                                    decision.restrictions.end());
    for (int scheme : decision.excludedSchemes)
        constraints.restrictions.push_back({.kind = allocation::Restriction::Kind::Ban,
                                            .where = {},
                                            .scheme = scheme,
                                            .bits = 0,
                                            .label = "the palette"});
    return constraints;
}

std::vector<Fronts::Uniform> uniformAllocations(const allocation::Problem& problem,
                                                allocation::Fusion fusion) {
    std::vector<Fronts::Uniform> points;
    for (int scheme = 0; scheme < static_cast<int>(problem.schemes.size()); ++scheme) {
        if (!offeredByAll(problem, scheme))
            continue;
        const std::vector<int> schemes(problem.layers.size(), scheme);
        points.push_back({scheme, allocation::evaluate(problem, schemes, fusion)});
    }
    std::sort(points.begin(), points.end(),
              [](const auto& a, const auto& b) { return a.solution.memory < b.solution.memory; });
    return points;
}

std::vector<Fronts::Ideal> idealAllocations(const allocation::Problem& problem, int points) {
    const auto [least, most] =
        std::minmax_element(problem.schemes.begin(), problem.schemes.end(),
                            [](const auto& a, const auto& b) { return a.bits < b.bits; });
    std::vector<Fronts::Ideal> curve;
    for (int i = 1; i <= points; ++i) {
        const double bits = least->bits + (most->bits - least->bits) * i / points;
        const double budget = bits * static_cast<double>(problem.weights());
        curve.push_back({bits, allocation::continuousOptimum(problem, budget, least->bits).loss});
    }
    return curve;
}

} // namespace fracbit::app
