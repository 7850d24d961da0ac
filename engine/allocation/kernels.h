// What an assignment of schemes costs: which layers are fused, which kernels run.
#pragma once

#include "allocation/solution.h"

#include <span>

namespace fracbit::allocation {

enum class Fusion { Off, On };

// The fastest variant of a latency row; variant -1 when the row has none.
struct FastestKernel {
    Femtoseconds latency = 0;
    int variant = -1;
};
FastestKernel fastest(std::span<const Femtoseconds> latency);

// The options of a kind or kernel by scheme; null when it has none for that scheme.
const SchemeOption* findOption(const LayerKind& kind, int scheme);
const FusedKernel::Row* findRow(const FusedKernel& kernel, int scheme);

// All ways to cut a group into calls: each call is a list of positions in group.layers and the
// merge it is (-1 for a layer of its own). The first has every layer of its own.
struct Call {
    std::vector<int> positions;
    int merge = -1;
    bool operator==(const Call&) const = default;
};
std::vector<std::vector<Call>> partitions(const FusionGroup& group);

// The least latency of a group for the chosen schemes (by layer of the problem), and the variant of
// each of its calls; no variants when it cannot run.
struct GroupKernels {
    Femtoseconds latency = 0;
    std::vector<int> variants;
};
GroupKernels bestKernels(const Problem& problem, const FusionGroup& group,
                         const std::vector<int>& schemes);

// Fills in memory, latency, variants and calls for one scheme per layer: the partition of every
// group with the least latency (the first of equals). A layer whose scheme has no kernel leaves the
// latency empty. Throws Error(InvalidArgument) when a layer's kind does not offer its scheme.
Solution evaluate(const Problem& problem, std::vector<int> schemes, Fusion fusion);

} // namespace fracbit::allocation
