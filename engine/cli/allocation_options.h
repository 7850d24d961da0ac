// The options of `fracbit solve` that describe the problem: budgets and constraints.
#pragma once

#include "allocation/problem.h"
#include "cli/options.h"
#include "profiling/profile_file.h"

#include <optional>
#include <string>
#include <vector>

namespace fracbit::cli {

// Several budgets on the same resource: the tightest counts.
struct BudgetOptions {
    std::optional<std::int64_t> memoryBytes;
    std::optional<double> bits;
    std::optional<double> fitsGib;
    std::int64_t context = 0;
    std::optional<double> latencySeconds;
    std::optional<double> tokensPerSecond;

    void declare(const Options& options);
    // Throws Error(InvalidArgument) for numbers that make no sense.
    allocation::Budgets budgets(const profiling::Profile& profile) const;
};

struct ConstraintOptions {
    std::vector<std::string> pins;    // PATTERN=SCHEME
    std::vector<std::string> bans;    // PATTERN=SCHEME-GLOB
    std::vector<std::string> minBits; // PATTERN=B
    std::vector<std::string> maxBits;
    std::vector<std::string> equal; // PATTERN
    bool equalExperts = false;
    std::vector<std::string> palette; // scheme globs

    void declare(const Options& options);
    // `problem` is one of the profile's. Throws Error(InvalidArgument) for a pattern that matches
    // no layer, a scheme that the problem does not have, and for experts of a model without.
    allocation::Constraints constraints(const allocation::Problem& problem,
                                        const profiling::Profile& profile) const;
};

} // namespace fracbit::cli
