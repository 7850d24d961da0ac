// What the user has decided about an allocation, and what came of it. Values.
#pragma once

#include "allocation/front.h"
#include "allocation/kernels.h"
#include "allocation/problem.h"
#include "allocation/solution.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace fracbit::app {

// The document: budgets, wishes about single layers, and whether kernels may be fused. At least
// one budget is set. Restrictions name one layer each.
struct Decision {
    allocation::Budgets budgets;
    std::vector<allocation::Restriction> restrictions;
    allocation::Fusion fusion = allocation::Fusion::On;
};

bool sameConstraints(const Decision& first, const Decision& second);

struct Allocation {
    Decision decision;
    allocation::Result result;
};
using AllocationPtr = std::shared_ptr<const Allocation>;

// Both paths under the restrictions of a decision, without its budgets, and one point for every
// scheme that all layers can have.
struct Fronts {
    struct Uniform {
        int scheme = 0;
        allocation::Solution solution;
    };
    allocation::Front memory;
    std::optional<allocation::Front> latency; // absent without measurements
    std::vector<Uniform> uniform;             // by rising memory
};
using FrontsPtr = std::shared_ptr<const Fronts>;

// The points of `Fronts::uniform`; schemes that some layer does not offer are left out.
std::vector<Fronts::Uniform> uniformAllocations(const allocation::Problem& problem,
                                                allocation::Fusion fusion);

} // namespace fracbit::app
