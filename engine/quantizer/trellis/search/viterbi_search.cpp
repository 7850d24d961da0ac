#include "quantizer/trellis/search/viterbi_search.h"

#include <algorithm>
#include <array>

namespace fracbit::quantizer {

namespace {

std::int32_t saturate16(std::int32_t value) {
    return std::clamp(value, -32768, 32767);
}

std::uint16_t saturatedSum(std::uint16_t a, std::uint16_t b) {
    return static_cast<std::uint16_t>(
        std::min<std::uint32_t>(std::uint32_t{a} + b, kUnreachableCost));
}

// The states of a step whose futures all lead to one overlap e some steps later. They differ in
// their first bits, v, as many as these steps drop; the others are the first bits of e. The states
// of the step before that lead on to state v are (d, v).
class Past {
public:
    Past() = default;
    Past(int stateBits, std::uint32_t end) : stateBits_(stateBits), overlap_(end) {}

    // One step earlier, a step of this shift.
    Past before(int shift) const {
        Past earlier = *this;
        earlier.overlap_ >>= bits_ > 0 ? shift : 0;
        earlier.bits_ += shift;
        return earlier;
    }
    std::size_t count() const { return std::size_t{1} << bits_; }
    std::size_t state(std::size_t v) const { return v << (stateBits_ - bits_) | overlap_; }

private:
    int stateBits_ = 0;
    int bits_ = 0;
    std::uint32_t overlap_ = 0;
};

// The first of the least of costs first, first + stride, ... below `count`.
std::size_t leastOf(std::span<const std::uint16_t> costs, std::size_t first, std::size_t stride,
                    std::size_t count) {
    std::size_t best = first;
    for (std::size_t i = first + stride; i < count; i += stride)
        if (costs[i] < costs[best])
            best = i;
    return best;
}

} // namespace

std::uint16_t ViterbiModel::errorOf(const std::int16_t* target, std::size_t state) const {
    const std::int16_t* point = points.ofState(state);
    std::uint32_t sum = 0;
    for (int c = 0; c < trellis.dimensions; ++c) {
        std::int32_t difference = saturate16(target[c] - point[c]);
        for (int doubling = 0; doubling < units.doublings; ++doubling)
            difference = saturate16(2 * difference);
        sum += static_cast<std::uint32_t>((difference * difference + 0x4000) >> 15);
    }
    return static_cast<std::uint16_t>(std::min<std::uint32_t>(sum, kUnreachableCost));
}

std::span<std::uint16_t> ViterbiSearch::costsBefore(int tile, std::size_t i) const {
    const std::size_t step = i < plan_.steps.size() ? plan_.steps[i] : plan_.steps.back() + 1;
    return {tiles_[tile].costs + plan_.places[i],
            model_.trellis.states() >> model_.trellis.shiftBefore(step % model_.trellis.steps())};
}

std::span<std::uint16_t> ViterbiSearch::initialCosts(int tile) {
    return costsBefore(tile, 0);
}

const std::int16_t* ViterbiSearch::target(int tile, std::size_t i) const {
    return tiles_[tile].targets +
           plan_.steps[i] * static_cast<std::size_t>(model_.trellis.dimensions);
}

ViterbiStep ViterbiSearch::step(std::size_t i) const {
    ViterbiStep step{};
    step.shiftBefore = shiftBefore(i);
    step.shift = shift(i);
    step.points = model_.points.blocked(step.shiftBefore, step.shift);
    step.stateBits = model_.trellis.stateBits;
    step.dimensions = model_.trellis.dimensions;
    step.doublings = model_.units.doublings;
    for (int tile = 0; tile < kPaired; ++tile) {
        ViterbiStep::Tile& t = step.tiles[tile];
        t.previous = costsBefore(tile, i).data();
        t.prepared = tiles_[tile].prepared;
        t.next = costsBefore(tile, i + 1).data();
        std::copy_n(target(tile, i), step.dimensions, t.target);
        t.subtract = tiles_[tile].subtracted[i];
    }
    return step;
}

void ViterbiSearch::forward() {
    for (ViterbiTile& tile : tiles_)
        tile.subtracted[0] = 0;
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
        ViterbiStep now = step(i);
        runViterbiStep(now);
        if (i + 1 < plan_.steps.size())
            for (int tile = 0; tile < kPaired; ++tile)
                tiles_[tile].subtracted[i + 1] = now.tiles[tile].least;
    }
}

std::uint32_t ViterbiSearch::bestEnd(int tile) const {
    const auto last = costsBefore(tile, plan_.steps.size());
    return static_cast<std::uint32_t>(std::min_element(last.begin(), last.end()) - last.begin());
}

// The best of the 2^k states that lead into the overlap `end`; the first of equals.
std::uint16_t ViterbiSearch::bestState(int tile, std::size_t i, std::uint32_t end) const {
    const std::int16_t* points = model_.points.ofOverlap(shift(i), end);
    if (!points)
        return bestOfFew(tile, i, end);
    const auto before = costsBefore(tile, i);
    const std::size_t stride = model_.trellis.states() >> shift(i);
    const std::size_t count = ViterbiPoints::candidatesOf(shift(i));
    std::uint16_t costs[std::size_t{1} << kMostShift];
    std::fill_n(costs, kBlock, kUnreachableCost);
    for (std::size_t d = 0; d < std::size_t{1} << shift(i); ++d)
        costs[d] = before[(end + d * stride) >> shiftBefore(i)];
    ViterbiCandidates candidates{
        points, costs, count, model_.trellis.dimensions, model_.units.doublings, {}};
    std::copy_n(target(tile, i), candidates.dimensions, candidates.target);
    return static_cast<std::uint16_t>(end + bestViterbiCandidate(candidates) * stride);
}

std::uint16_t ViterbiSearch::bestOfFew(int tile, std::size_t i, std::uint32_t end) const {
    const auto before = costsBefore(tile, i);
    std::uint32_t least = UINT32_MAX;
    std::size_t best = end;
    const std::size_t stride = model_.trellis.states() >> shift(i);
    for (std::size_t state = end; state < model_.trellis.states(); state += stride) {
        const std::uint16_t cost =
            saturatedSum(before[state >> shiftBefore(i)], model_.errorOf(target(tile, i), state));
        if (cost < least) {
            least = cost;
            best = state;
        }
    }
    return static_cast<std::uint16_t>(best);
}

// Computes the costs of all states in the past of `end` again, from those kept before the section.
void ViterbiSearch::traceSection(int tile, std::size_t first, std::size_t last, std::uint32_t end,
                                 std::span<std::uint16_t> states) const {
    std::array<Past, kSectionBits> pasts;
    Past past(model_.trellis.stateBits, end);
    for (std::size_t i = last; i-- > first;)
        pasts[i - first] = past = past.before(shift(i));

    std::array<std::array<std::uint16_t, 1 << kSectionBits>, kSectionBits> costs;
    const auto kept = costsBefore(tile, first);
    for (std::size_t v = 0; v < pasts[0].count(); ++v) {
        const std::size_t state = pasts[0].state(v);
        costs[0][v] = saturatedSum(kept[state >> shiftBefore(first)],
                                   model_.errorOf(target(tile, first), state));
    }
    for (std::size_t n = 1; n < last - first; ++n) {
        const std::uint16_t subtracted = tiles_[tile].subtracted[first + n - 1];
        for (std::size_t v = 0; v < pasts[n].count(); ++v) {
            const auto before =
                costs[n - 1][leastOf(costs[n - 1], v, pasts[n].count(), pasts[n - 1].count())];
            costs[n][v] =
                saturatedSum(static_cast<std::uint16_t>(before - std::min(before, subtracted)),
                             model_.errorOf(target(tile, first + n), pasts[n].state(v)));
        }
    }

    std::size_t v = 0;
    std::size_t stride = 1;
    for (std::size_t n = last - first; n-- > 0; stride = pasts[n].count()) {
        v = leastOf(costs[n], v, stride, pasts[n].count());
        states[first + n] = static_cast<std::uint16_t>(pasts[n].state(v));
    }
}

// Both tiles in turns: each waits for memory in every section.
void ViterbiSearch::traceback(const std::uint32_t (&ends)[kPaired],
                              const std::span<std::uint16_t> (&states)[kPaired]) const {
    std::uint32_t end[kPaired];
    std::copy_n(ends, kPaired, end);
    for (std::size_t section = plan_.sections.size() - 1; section-- > 0;) {
        const std::size_t first = plan_.sections[section];
        const std::size_t last = plan_.sections[section + 1];
        for (int tile = 0; tile < kPaired; ++tile) {
            if (last - first == 1)
                states[tile][first] = bestState(tile, first, end[tile]);
            else
                traceSection(tile, first, last, end[tile], states[tile]);
            end[tile] = static_cast<std::uint32_t>(states[tile][first]) >> shiftBefore(first);
        }
    }
}

} // namespace fracbit::quantizer
