#include "quantizer/trellis/viterbi.h"

#include "quantizer/trellis/search/viterbi_kernel.h"
#include "quantizer/trellis/search/viterbi_reference.h"
#include "quantizer/trellis/search/viterbi_search.h"

#include <hwy/aligned_allocator.h>

#include <algorithm>

// Why 16 bits suffice. A cost unit is chosen so that a step's typical error is five units or more:
// rounding then disturbs the choice of paths by far less than the distance of one path to the next
// (measured: below 0.1% in distortion). A state's cost exceeds the least one by the errors of the
// last few steps only, since all but its own L bits were chosen freely; what exceeds 2^16 units is
// a state some 3 to 5 standard deviations away in several weights, which no best path goes through.
// The one exception are constraints, so the wrap is checked, and a tile where it broke (none in
// 10^8 Gaussian tiles' worth of tests, but outliers can be hostile) is searched in double
// precision.

namespace fracbit::quantizer {

namespace {

// Bits on each side of the seam that the first pass looks at, in states: the survivors of all
// states merge well within this distance (half of it costs 0.4% in distortion, double gains
// nothing).
constexpr int kSeamStates = 32;

std::size_t seamSteps(const Trellis& trellis) { // on each side
    const int lowest = *std::ranges::min_element(trellis.shifts);
    return std::min(trellis.steps() / 2,
                    static_cast<std::size_t>(kSeamStates * trellis.stateBits / lowest));
}

std::size_t mostPreparedCosts(const Trellis& trellis) {
    std::size_t most = 0;
    for (std::size_t step = 0; step < trellis.steps(); ++step)
        most = std::max(most, preparedCosts(trellis.stateBits, trellis.dimensions,
                                            trellis.shiftBefore(step), trellis.shifts[step]));
    return most;
}

ViterbiModel modelOf(const Trellis& trellis, const TrellisCode& code, double bitsPerWeight) {
    const ViterbiUnits units = viterbiUnits(code, bitsPerWeight);
    return {trellis, units, ViterbiPoints(trellis, code, units)};
}

} // namespace

struct ViterbiEncoder::Impl {
    TrellisCode code;
    ViterbiModel model;
    ViterbiPlan seam; // around the seam; traced from there on
    ViterbiPlan whole;

    Impl(const Trellis& trellis, const TrellisCode& points, double bitsPerWeight)
        : code(points), model(modelOf(trellis, points, bitsPerWeight)),
          seam(trellis, trellis.steps() - seamSteps(trellis), 2 * seamSteps(trellis),
               seamSteps(trellis)),
          whole(trellis, 0, trellis.steps(), 0) {}

    std::size_t plannedCosts() const { return std::max(seam.entries, whole.entries); }
    void findSeams(ViterbiTile (&tiles)[kPaired], std::uint32_t (&overlaps)[kPaired]) const;
    void findPaths(ViterbiTile (&tiles)[kPaired], const std::uint32_t (&overlaps)[kPaired],
                   const Tile* const (&paths)[kPaired]) const;
};

struct ViterbiEncoder::Workspace::Costs {
    hwy::AlignedFreeUniquePtr<std::uint16_t[]> tiles[kPaired]; // planned ones, then prepared ones
};

ViterbiEncoder::Workspace::Workspace(const ViterbiEncoder& encoder)
    : costs_(std::make_unique<Costs>()) {
    const Impl& impl = *encoder.impl_;
    for (auto& tile : costs_->tiles) {
        tile = hwy::AllocateAligned<std::uint16_t>(impl.plannedCosts() +
                                                   mostPreparedCosts(impl.model.trellis));
        if (!tile)
            throw std::bad_alloc();
    }
}
ViterbiEncoder::Workspace::~Workspace() = default;

ViterbiEncoder::ViterbiEncoder(Trellis trellis, const TrellisCode& code, double bitsPerWeight)
    : impl_(std::make_unique<Impl>(trellis, code, bitsPerWeight)) {}

ViterbiEncoder::~ViterbiEncoder() = default;

const Trellis& ViterbiEncoder::trellis() const {
    return impl_->model.trellis;
}

// From any state to any: the overlaps of the best paths at the seam.
void ViterbiEncoder::Impl::findSeams(ViterbiTile (&tiles)[kPaired],
                                     std::uint32_t (&overlaps)[kPaired]) const {
    ViterbiSearch search(model, seam, tiles);
    for (int tile = 0; tile < kPaired; ++tile)
        std::ranges::fill(search.initialCosts(tile), std::uint16_t{0});
    search.forward();
    const std::size_t first = seam.sections.front();
    const std::uint32_t ends[kPaired] = {search.bestEnd(0), search.bestEnd(1)};
    std::uint16_t states[kPaired][256];
    search.traceback(ends, {states[0], states[1]});
    for (int tile = 0; tile < kPaired; ++tile)
        overlaps[tile] =
            static_cast<std::uint32_t>(states[tile][first]) >> model.trellis.shiftBefore(0);
}

void ViterbiEncoder::Impl::findPaths(ViterbiTile (&tiles)[kPaired],
                                     const std::uint32_t (&overlaps)[kPaired],
                                     const Tile* const (&paths)[kPaired]) const {
    ViterbiSearch search(model, whole, tiles);
    for (int tile = 0; tile < kPaired; ++tile) {
        const auto costs = search.initialCosts(tile);
        std::ranges::fill(costs, kUnreachableCost);
        costs[overlaps[tile]] = 0;
    }
    search.forward();
    search.traceback(overlaps, {paths[0]->states, paths[1]->states});
    for (int tile = 0; tile < kPaired; ++tile) {
        const Tile& path = *paths[tile];
        if (isTailBiting(model.trellis, path.states))
            continue;
        std::ranges::copy(viterbiReference(model.trellis, code, path.targets, 0,
                                           model.trellis.steps(), overlaps[tile]),
                          path.states.begin());
    }
}

void ViterbiEncoder::encodePair(const Tile& first, const Tile& second, Workspace& workspace) const {
    const Tile* const paths[kPaired] = {&first, &second};
    ViterbiTile tiles[kPaired];
    for (int tile = 0; tile < kPaired; ++tile) {
        std::ranges::transform(paths[tile]->targets, tiles[tile].targets,
                               [&](float target) { return impl_->model.units.ofTarget(target); });
        tiles[tile].costs = workspace.costs_->tiles[tile].get();
        tiles[tile].prepared = tiles[tile].costs + impl_->plannedCosts();
    }
    std::uint32_t overlaps[kPaired];
    impl_->findSeams(tiles, overlaps);
    impl_->findPaths(tiles, overlaps, paths);
}

const char* viterbiInstructionSet() {
    return viterbiTargetName();
}

} // namespace fracbit::quantizer
