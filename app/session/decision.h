// What the user has decided about an allocation, and what came of it. Values.
#pragma once

#include "allocation/front.h"
#include "allocation/kernels.h"
#include "allocation/problem.h"
#include "allocation/solution.h"
#include "pipeline/quantization_plan.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace fracbit::app {

// The document: budgets, wishes about single layers, and whether kernels may be fused and errors
// fed back. At least one budget is set. Restrictions name one layer each.
struct Decision {
    allocation::Budgets budgets;
    std::vector<allocation::Restriction> restrictions;
    std::vector<int> excludedSchemes;  // that no layer may get; rising
    std::vector<int> excludedVariants; // of kernels, that no call may use; rising
    allocation::Fusion fusion = allocation::Fusion::On;
    // Whether the errors of a layer's first columns are made good by its later ones, where the
    // profile knows of it.
    pipeline::Feedback feedback = pipeline::Feedback::On;
    // What a project may ask for beside: kept, obeyed by nothing yet.
    std::optional<std::int64_t> deviceMemory{}; // a budget for a second memory, bytes
    std::optional<std::int64_t> context{};      // tokens
    std::optional<int> keyValueBits{};
};

// What a solver is given of it, for a problem with the kernels of all variants.
allocation::Constraints constraintsOf(const Decision& decision, const allocation::Problem& problem);

// The two differ in their budgets alone.
bool sameConstraints(const Decision& first, const Decision& second);

struct Allocation {
    Decision decision;
    std::shared_ptr<const allocation::Problem> problem; // that it answers: problemOf(decision)
    allocation::Result result;
    // What a little more of a budget would buy; empty where there is no such budget.
    std::optional<allocation::Swap> nextMemory{};
    std::optional<allocation::Swap> nextLatency{};
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
