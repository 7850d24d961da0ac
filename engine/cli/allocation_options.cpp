#include "cli/allocation_options.h"

#include "base/error.h"
#include "pipeline/allocation_problem.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace fracbit::cli {

namespace {

using allocation::Constraints;
using allocation::Problem;
using allocation::Restriction;

[[noreturn]] void usage(const std::string& message) {
    throw Error(ErrorCode::InvalidArgument, message);
}

void requirePositive(double value, const char* option) {
    if (!std::isfinite(value) || value <= 0)
        usage(std::string(option) + " wants a number above 0");
}

struct Assignment {
    std::string pattern;
    std::string value;
    std::string label; // the option as it was given
};

Assignment parseAssignment(const std::string& text, const char* option) {
    const auto sign = text.rfind('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size())
        usage(std::string(option) + " wants PATTERN=VALUE, not '" + text + "'");
    return {text.substr(0, sign), text.substr(sign + 1), std::string(option) + " " + text};
}

std::vector<int> matchingLayers(const Problem& problem, const std::string& pattern,
                                const std::string& label) {
    std::vector<int> layers;
    for (std::size_t i = 0; i < problem.layers.size(); ++i)
        if (pipeline::matchesGlob(pattern, problem.layers[i].name))
            layers.push_back(static_cast<int>(i));
    if (layers.empty())
        usage(label + ": no layer matches this pattern");
    return layers;
}

double parseBits(const Assignment& assignment) {
    const std::string& text = assignment.value;
    double bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(bits))
        usage(assignment.label + ": '" + text + "' is not a number of bits");
    return bits;
}

int schemeNamed(const Problem& problem, const Assignment& assignment) {
    const std::string name = schemeName(quantizer::schemeFromName(assignment.value));
    for (std::size_t s = 0; s < problem.schemes.size(); ++s)
        if (problem.schemes[s].name == name)
            return static_cast<int>(s);
    usage(assignment.label + ": the profile (or --palette) has no scheme " + name);
}

void restrictLayers(const Problem& problem, const Assignment& assignment, Restriction restriction,
                    Constraints& constraints) {
    restriction.label = assignment.label;
    for (const int layer : matchingLayers(problem, assignment.pattern, assignment.label)) {
        restriction.where.layer = layer;
        constraints.restrictions.push_back(restriction);
    }
}

void addPins(const Problem& problem, const std::vector<std::string>& pins,
             Constraints& constraints) {
    for (const std::string& text : pins) {
        const Assignment assignment = parseAssignment(text, "--pin");
        Restriction restriction;
        restriction.kind = Restriction::Kind::Pin;
        restriction.scheme = schemeNamed(problem, assignment);
        restrictLayers(problem, assignment, restriction, constraints);
    }
}

void addBans(const Problem& problem, const std::vector<std::string>& bans,
             Constraints& constraints) {
    for (const std::string& text : bans) {
        const Assignment assignment = parseAssignment(text, "--ban");
        bool matched = false;
        for (std::size_t s = 0; s < problem.schemes.size(); ++s) {
            if (!pipeline::matchesGlob(assignment.value, problem.schemes[s].name))
                continue;
            matched = true;
            Restriction restriction;
            restriction.kind = Restriction::Kind::Ban;
            restriction.scheme = static_cast<int>(s);
            restrictLayers(problem, assignment, restriction, constraints);
        }
        if (!matched)
            usage(assignment.label + ": no scheme matches " + assignment.value);
    }
}

void addBitLimits(const Problem& problem, const std::vector<std::string>& limits,
                  Restriction::Kind kind, const char* option, Constraints& constraints) {
    for (const std::string& text : limits) {
        const Assignment assignment = parseAssignment(text, option);
        Restriction restriction;
        restriction.kind = kind;
        restriction.bits = parseBits(assignment);
        restrictLayers(problem, assignment, restriction, constraints);
    }
}

template <typename T>
void tighten(std::optional<T>& budget, T candidate) {
    budget = budget ? std::min(*budget, candidate) : candidate;
}

} // namespace

void BudgetOptions::declare(const Options& options) {
    const char* const group = "Budgets (any combination)";
    options.value("--memory-bytes", memoryBytes, "Codes and tables of the linear layers, bytes")
        .under(group);
    options.value("--bits", bits, "Mean bits per linear weight, tables included").under(group);
    options.value("--fits", fitsGib, "Everything, with the KV cache of --context, in GiB")
        .under(group);
    options.value("--context", context, "Tokens that --fits leaves room for (default 0)")
        .under(group)
        .between(std::int64_t{0}, std::int64_t{1} << 40);
    options.value("--latency", latencySeconds, "Seconds per decoding step").under(group);
    options.value("--tokens-per-second", tokensPerSecond, "Decoding steps per second").under(group);
}

allocation::Budgets BudgetOptions::budgets(const profiling::Profile& profile) const {
    constexpr double kGib = 1024.0 * 1024.0 * 1024.0;
    constexpr double kMostBits = 64;
    allocation::Budgets budgets;
    if (memoryBytes) {
        requirePositive(static_cast<double>(*memoryBytes), "--memory-bytes");
        tighten(budgets.memory, *memoryBytes);
    }
    if (bits) {
        requirePositive(*bits, "--bits");
        const double bytes =
            std::min(*bits, kMostBits) / 8 * static_cast<double>(profile.weights());
        tighten(budgets.memory, static_cast<std::int64_t>(bytes));
    }
    if (fitsGib) {
        requirePositive(*fitsGib, "--fits");
        tighten(budgets.memory, pipeline::linearBudget(profile, *fitsGib * kGib, context));
    }
    if (latencySeconds) {
        requirePositive(*latencySeconds, "--latency");
        tighten(budgets.latency, allocation::latencyBudgetFromSeconds(*latencySeconds));
    }
    if (tokensPerSecond) {
        requirePositive(*tokensPerSecond, "--tokens-per-second");
        tighten(budgets.latency, allocation::latencyBudgetFromSeconds(1 / *tokensPerSecond));
    }
    return budgets;
}

void ConstraintOptions::declare(const Options& options) {
    const char* const group = "Constraints (repeatable; PATTERN is a glob over layer names)";
    const auto add = [&](const char* option, std::vector<std::string>& values, const char* text) {
        options.value(option, values, text).under(group).repeatable();
    };
    add("--pin", pins, "PATTERN=SCHEME: these layers get this scheme");
    add("--ban", bans, "PATTERN=SCHEME-GLOB: these layers get none of these");
    add("--min-bits", minBits, "PATTERN=B: at least B bits per weight, tables not counted");
    add("--max-bits", maxBits, "PATTERN=B: at most B bits per weight");
    add("--equal", equal, "PATTERN: these layers get the same scheme");
    options
        .flag(
            "--equal-experts", equalExperts,
            "All experts of a projection get the same scheme, as run-times want that hold them in "
            "one tensor (EXL3, vLLM, GGUF)")
        .under(group);
    options.value("--palette", palette, "GLOB,...: the schemes to choose from")
        .under(group)
        .commaSeparated()
        .repeatable();
}

Constraints ConstraintOptions::constraints(const Problem& problem,
                                           const profiling::Profile& profile) const {
    Constraints constraints;
    addPins(problem, pins, constraints);
    addBans(problem, bans, constraints);
    addBitLimits(problem, minBits, Restriction::Kind::MinBits, "--min-bits", constraints);
    addBitLimits(problem, maxBits, Restriction::Kind::MaxBits, "--max-bits", constraints);
    for (const std::string& pattern : equal)
        constraints.equal.push_back(matchingLayers(problem, pattern, "--equal " + pattern));
    if (equalExperts) {
        std::vector<std::vector<int>> sets = pipeline::expertsOfProjections(profile);
        if (sets.empty())
            usage("--equal-experts: the model of this profile has no experts");
        std::move(sets.begin(), sets.end(), std::back_inserter(constraints.equal));
    }
    return constraints;
}

} // namespace fracbit::cli
