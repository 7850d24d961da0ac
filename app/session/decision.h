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
    std::vector<int> excludedSchemes; // that no layer may get; rising
    allocation::Fusion fusion = allocation::Fusion::On;
};

// What a solver is given of it.
allocation::Constraints constraintsOf(const Decision& decision);

bool sameConstraints(const Decision& first, const Decision& second);

struct Allocation {
    Decision decision;
    allocation::Result result;
};
using AllocationPtr = std::shared_ptr<const Allocation>;

// An allocation that was kept under a name.
struct Snapshot {
    QString name;
    AllocationPtr allocation;
};

// Both paths under the restrictions of a decision, without its budgets, and one point for every
// scheme that all layers can have.
struct Fronts {
    struct Uniform {
        int scheme = 0;
        allocation::Solution solution;
    };
    // Of Theorem 3.1: the loss that ideal quantizers would leave.
    struct Ideal {
        double bits = 0; // mean per weight
        double loss = 0;
    };
    allocation::Front memory;
    std::optional<allocation::Front> latency; // absent without measurements
    std::vector<Uniform> uniform;             // by rising memory
    std::vector<Ideal> ideal;                 // by rising bits
};
using FrontsPtr = std::shared_ptr<const Fronts>;

// The points of `Fronts::uniform`; schemes that some layer does not offer are left out.
std::vector<Fronts::Uniform> uniformAllocations(const allocation::Problem& problem,
                                                allocation::Fusion fusion);

// The points of `Fronts::ideal`, as many as asked for, from the least to the largest rate that the
// problem's schemes have; no layer gets less than the least rate.
std::vector<Fronts::Ideal> idealAllocations(const allocation::Problem& problem, int points);

} // namespace fracbit::app
