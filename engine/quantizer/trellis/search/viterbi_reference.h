// The specification of the trellis search: slow, readable, in double precision.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/trellis/trellis.h"

#include <optional>
#include <span>
#include <vector>

namespace fracbit::quantizer {

// The states of the steps first, first + 1, ..., first + count - 1 (cyclic) that minimise the
// squared error to `targets` (all steps x dimensions of the tile, in the units of the search).
// With `overlap`, only paths that begin and end in it are considered: the L - k(first - 1) bits
// that the state before the first step shares with the first state, and likewise after the last.
std::vector<std::uint16_t> viterbiReference(const Trellis& trellis, const TrellisCode& code,
                                            std::span<const float> targets, std::size_t first,
                                            std::size_t count,
                                            std::optional<std::uint32_t> overlap = {});

// A tail-biting path through the whole tile: a first search rotated by half a tile settles the
// overlap at the seam, a second one is constrained to it (QTIP, algorithm 4).
std::vector<std::uint16_t> encodeTileReference(const Trellis& trellis, const TrellisCode& code,
                                               std::span<const float> targets);

// Squared error of a path, in the units of the search.
double pathError(const Trellis& trellis, const TrellisCode& code, std::span<const float> targets,
                 std::span<const std::uint16_t> states);

// True if each state is a successor of the one before it, cyclically.
bool isTailBiting(const Trellis& trellis, std::span<const std::uint16_t> states);

} // namespace fracbit::quantizer
