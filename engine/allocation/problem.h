// The allocation problem as a value: which quantization schemes each layer may get, what they
// cost, and what there is to spend.
//
// Definitions: spec 1, sections 4 and 5 (after Q-Palette, arXiv 2509.20214, section 4). The loss of
// giving scheme q to layer l is sensitivity(l) * distortion(q); its memory is codes + table bytes;
// its latency is that of the kernel call it is part of. Everything here is plain data, without
// invariants beyond those that validate() checks.
//
// Units: bytes; femtoseconds (1e-15 s), rounded up, so that sums are exact and a budget is never
// exceeded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::allocation {

using Bytes = std::int64_t;
using Femtoseconds = std::int64_t;

// "This variant of the kernel does not exist for this scheme."
inline constexpr Femtoseconds kNoKernel = -1;

Femtoseconds femtosecondsFromSeconds(double seconds);  // rounded up; a measured latency
Femtoseconds latencyBudgetFromSeconds(double seconds); // rounded down; a budget
double secondsFromFemtoseconds(Femtoseconds time);

// What a scheme is called, and its code bits per weight (for minimum and maximum bits, and for
// drawing). The solver knows schemes only by their index.
struct SchemeInfo {
    std::string name;
    double bits = 0;
};

// What a scheme costs a layer of one kind.
struct SchemeOption {
    int scheme = 0;        // index into Problem::schemes
    double distortion = 0; // relative squared error, >= 0
    Bytes codesBytes = 0;
    Bytes tableBytes = 0;
    std::vector<Femtoseconds> latency; // by Problem::variants; kNoKernel or missing: none
};

// Layers of one shape share their options.
struct LayerKind {
    std::int64_t weights = 0; // d_in * d_out
    std::vector<SchemeOption> options;
};

struct Layer {
    std::string name; // "blocks.3.attn.q"
    std::string role; // "q"
    int block = 0;
    int kind = 0;           // index into Problem::kinds
    double sensitivity = 0; // a_l >= 0
};

// The latencies of one fused kernel call, by scheme. Schemes without a row cannot be fused so.
struct FusedKernel {
    struct Row {
        int scheme = 0;
        std::vector<Femtoseconds> latency; // by Problem::variants
    };
    std::vector<Row> rows;
};

// Layers of one group that may become one kernel call, if they get the same scheme and variant.
struct Merge {
    std::vector<int> layers; // two or more, of the group
    int kernel = 0;          // index into Problem::fusedKernels
};

// Layers that read the same input. A layer belongs to at most one group of at most kMaxGroup.
struct FusionGroup {
    std::vector<int> layers;
    std::vector<Merge> merges;
};
inline constexpr int kMaxGroup = 8;

struct Problem {
    std::vector<SchemeInfo> schemes;
    std::vector<std::string> variants; // kernel variants: "tensor", "simt"
    std::vector<LayerKind> kinds;
    std::vector<Layer> layers;
    std::vector<FusedKernel> fusedKernels;
    std::vector<FusionGroup> fusionGroups;
    Femtoseconds constantLatency = 0; // of a decoding step: whatever is not a linear layer

    std::int64_t weights() const; // of all layers
    // True when at least one option of every layer has a latency.
    bool hasLatency() const;
};

// Throws Error(InvalidArgument) that names the layer, kind or group at fault: indices out of range,
// negative or non-finite numbers, totals that could overflow, a layer in two groups, a layer
// without options, a scheme twice in a kind.
void validate(const Problem& problem);

// What may be spent. Memory counts codes and tables of the linear layers; latency counts
// Problem::constantLatency. At least one has to be set.
struct Budgets {
    std::optional<Bytes> memory;
    std::optional<Femtoseconds> latency;
    bool operator==(const Budgets&) const = default;
};

// Selects layers: all that match every field that is set.
struct LayerFilter {
    std::optional<int> layer;
    std::optional<std::string> role;
    std::optional<int> block;

    bool matches(const Layer& candidate, int index) const;
};

// A wish of the user about the schemes of some layers.
struct Restriction {
    enum class Kind { Pin, Ban, MinBits, MaxBits };
    Kind kind = Kind::Pin;
    LayerFilter where;
    int scheme = 0;    // Pin, Ban
    double bits = 0;   // MinBits, MaxBits: compared with SchemeInfo::bits
    std::string label; // how messages name it; empty: a description is made
};

struct Constraints {
    std::vector<Restriction> restrictions;
    std::vector<std::vector<int>> equal; // layers that must get the same scheme
};

// allowed[layer][scheme] != 0: the layer may get the scheme. Throws Error(Infeasible) when a layer
// is left without an option, naming it and the restrictions that conflict.
std::vector<std::vector<std::uint8_t>> allowedSchemes(const Problem& problem,
                                                      const Constraints& constraints);

} // namespace fracbit::allocation
