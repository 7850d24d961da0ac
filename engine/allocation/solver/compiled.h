// A problem in the form the solver works on: flat arrays, dominated options removed, fusion groups
// as parts and partitions. Private to the module.
//
// A *unit* is what the Lagrangian relaxation decides on independently: a layer, a set of layers
// that must be equal, or a fusion group. A unit is cut into *parts* by one of its *partitions*
// (spec 1, section 5); every part picks one *row*, and the unit costs the sum. Units without
// fusion have one part and one partition.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/kernels.h"

#include <cstdint>
#include <span>
#include <vector>

namespace fracbit::allocation {

// Which budgets a compiled form serves; decides what dominates what.
enum class Mode { Memory, Latency, Both };
inline bool usesMemory(Mode mode) {
    return mode != Mode::Latency;
}
inline bool usesLatency(Mode mode) {
    return mode != Mode::Memory;
}

// What the solver minimises. Memory and Latency answer "what is the smallest feasible budget".
enum class Objective { Loss, Memory, Latency };

struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;

    std::uint32_t end() const { return first + count; }
};

// Sums over layers of what a budget or the objective counts.
struct Cost {
    double loss = 0;
    Bytes codes = 0;
    Bytes table = 0;
    Femtoseconds latency = 0;

    Bytes bytes() const { return codes + table; }
    Cost& operator+=(const Cost& other) {
        loss += other.loss;
        codes += other.codes;
        table += other.table;
        latency += other.latency;
        return *this;
    }
    Cost operator-(const Cost& other) const {
        return {loss - other.loss, codes - other.codes, table - other.table,
                latency - other.latency};
    }
};

struct Compiled {
    Mode mode = Mode::Both;
    struct Part {
        std::uint32_t rows = 0; // index into rowSets
        double scale = 1;       // loss of a row = scale * rowLoss
        Range layers;           // into partLayers
    };
    struct Unit {
        Range parts;
        Range partitions; // empty: the one part is the unit
    };

    // Rows, one array per property.
    std::vector<double> rowLoss;
    std::vector<Bytes> rowCodes;
    std::vector<Bytes> rowTable;
    std::vector<Femtoseconds> rowLatency;
    // >= 0: the scheme of all layers of the part; < 0: -1 - offset into `tuples`, where one scheme
    // per layer of the part is found.
    std::vector<std::int32_t> rowScheme;
    std::vector<std::int32_t> tuples;
    std::vector<Range> rowSets;
    // With one resource, only rows on the lower hull of loss against the resource can be the
    // cheapest. By row set: those rows, by rising loss, and the loss that each step to the next one
    // costs for a unit of the resource; the slopes rise. Empty with two resources.
    std::vector<Range> hulls; // into hullRows and hullSlopes
    std::vector<std::uint32_t> hullRows;
    std::vector<double> hullSlopes; // the last of each hull is infinite

    std::vector<Part> parts;
    std::vector<int> partLayers;
    std::vector<Range> partitions;             // into partitionParts
    std::vector<std::uint32_t> partitionParts; // indices into parts
    std::vector<Unit> units;

    // The codes of any two choices differ by a multiple of this; 0: they never differ.
    Bytes codesStep = 0;

    double largestLoss = 0; // no assignment has a larger loss

    // Equalities that no unit enforces (they would join too much into one unit).
    std::vector<std::vector<int>> openEqualities;

    // The scheme that a row gives to the i-th layer of its part.
    int schemeOf(std::uint32_t row, std::uint32_t i) const {
        const std::int32_t scheme = rowScheme[row];
        return scheme >= 0 ? scheme : tuples[static_cast<std::size_t>(-1 - scheme) + i];
    }

    Cost rowCost(const Part& part, std::uint32_t row) const {
        return {part.scale * rowLoss[row], rowCodes[row], rowTable[row], rowLatency[row]};
    }
};

// `allowed` is the result of allowedSchemes(), or empty when there are no constraints; then `equal`
// must be empty as well.
Compiled compile(const Problem& problem, const std::vector<std::vector<std::uint8_t>>& allowed,
                 const std::vector<std::vector<int>>& equal, Mode mode, Fusion fusion,
                 Objective objective = Objective::Loss);

} // namespace fracbit::allocation
