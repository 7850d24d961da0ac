// A search of two tiles, forward and back. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/trellis/search/viterbi_kernel.h"
#include "quantizer/trellis/search/viterbi_plan.h"
#include "quantizer/trellis/search/viterbi_points.h"
#include "quantizer/trellis/search/viterbi_units.h"

#include <cstdint>
#include <span>

namespace fracbit::quantizer {

inline constexpr std::uint16_t kUnreachableCost = 0xFFFF;

// What all searches of a code have in common.
struct ViterbiModel {
    Trellis trellis;
    ViterbiUnits units;
    ViterbiPoints points;

    // What the kernel computes, for one state.
    std::uint16_t errorOf(const std::int16_t* target, std::size_t state) const;
};

struct ViterbiTile {
    std::int16_t targets[256];     // in kernel units
    std::uint16_t subtracted[256]; // from the costs after each step of the search
    std::uint16_t* costs;          // as planned
    std::uint16_t* prepared;       // scratch memory of a step
};

// Borrows all it works with.
class ViterbiSearch {
public:
    ViterbiSearch(const ViterbiModel& model, const ViterbiPlan& plan, ViterbiTile (&tiles)[kPaired])
        : model_(model), plan_(plan), tiles_(tiles) {}

    // B before the first step, to be filled before forward().
    std::span<std::uint16_t> initialCosts(int tile);
    void forward();
    // The overlap of the least cost after the last step.
    std::uint32_t bestEnd(int tile) const;
    // Each tile's best path into the overlap that it ends in: the states of the traced steps, each
    // at its index.
    void traceback(const std::uint32_t (&ends)[kPaired],
                   const std::span<std::uint16_t> (&states)[kPaired]) const;

private:
    std::span<std::uint16_t> costsBefore(int tile, std::size_t i) const;
    const std::int16_t* target(int tile, std::size_t i) const;
    int shift(std::size_t i) const { return model_.trellis.shifts[plan_.steps[i]]; }
    int shiftBefore(std::size_t i) const { return model_.trellis.shiftBefore(plan_.steps[i]); }
    ViterbiStep step(std::size_t i) const;
    std::uint16_t bestState(int tile, std::size_t i, std::uint32_t end) const;
    std::uint16_t bestOfFew(int tile, std::size_t i, std::uint32_t end) const;
    void traceSection(int tile, std::size_t first, std::size_t last, std::uint32_t end,
                      std::span<std::uint16_t> states) const;

    const ViterbiModel& model_;
    const ViterbiPlan& plan_;
    ViterbiTile (&tiles_)[kPaired];
};

} // namespace fracbit::quantizer
