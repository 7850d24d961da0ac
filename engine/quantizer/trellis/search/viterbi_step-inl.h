// One step of the search over all states (viterbi_kernel.h). Included once for each instruction
// set.
#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#if defined(FRACBIT_VITERBI_STEP_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef FRACBIT_VITERBI_STEP_INL_H_
#undef FRACBIT_VITERBI_STEP_INL_H_
#else
#define FRACBIT_VITERBI_STEP_INL_H_
#endif

#include "quantizer/trellis/search/viterbi_kernel.h"
#include "quantizer/trellis/search/viterbi_lanes-inl.h"

#include <hwy/highway.h>

#include <algorithm>

HWY_BEFORE_NAMESPACE();
namespace fracbit::quantizer::HWY_NAMESPACE {

HWY_INLINE V16 worstCost() {
    return hn::Set(D16(), std::uint16_t{0xFFFF});
}

HWY_INLINE void improve(V16& best, V16 before, V16 error) {
    best = hn::Min(best, hn::SaturatedAdd(before, error));
}

// The best costs of both tiles for a vector of overlaps.
template <class Cost, int kDoublings>
struct OneDimension {
    static constexpr int kGroup = Cost::kGroup;
    static constexpr int kDirections = 1;
    struct Best {
        V16 of[kPaired * kDirections];

        explicit Best(V16 cost) : of{cost, cost} {}
        HWY_INLINE void copyTo(V16* to, std::size_t stride) const {
            to[0] = of[0];
            to[stride] = of[1];
        }
    };
    const std::uint16_t* costs[kPaired];
    VS16 target[kPaired];
    std::size_t candidates;

    explicit OneDimension(const ViterbiStep& step) : candidates(std::size_t{1} << step.shift) {
        for (int tile = 0; tile < kPaired; ++tile) {
            const ViterbiStep::Tile& t = step.tiles[tile];
            costs[tile] = prepareCosts(step, t);
            target[tile] = hn::Set(DS16(), t.target[0]);
        }
    }

    struct Before { // costs before the step, of both tiles
        V16 of[kPaired];
    };
    HWY_INLINE Before before(std::size_t entry) const {
        return {{Cost::load(costs[0], entry), Cost::load(costs[1], entry)}};
    }
    HWY_INLINE void offer(const std::int16_t* points, Before before, Best& best) const {
        const VS16 x = inRegister(hn::Load(DS16(), points));
        improve(best.of[0], before.of[0], squared<kDoublings>(hn::SaturatedSub(target[0], x)));
        improve(best.of[1], before.of[1], squared<kDoublings>(hn::SaturatedSub(target[1], x)));
    }

private:
    static const std::uint16_t* prepareCosts(const ViterbiStep& step, const ViterbiStep::Tile& t) {
        if constexpr (kGroup == 1)
            for (std::size_t i = 0; i < step.entriesBefore(); i += kLanes)
                storeTwice(hn::Load(D16(), t.previous + i), t.prepared + 2 * i);
        return kGroup == 1 ? t.prepared : t.previous;
    }
};

// In two dimensions four states share one point up to the sign of its first component: s,
// s with the first bit inverted, and the complements of both (trellis.h, hybridCode). The
// complement of a state leads into the complement of its overlap and reads the complement of its
// cost; so that lanes find those as the others, the costs are kept in the opposite order, too.
template <class Cost, int kDoublings>
struct TwoDimensions {
    static constexpr int kGroup = Cost::kGroup;
    static constexpr int kDirections = 2;
    struct Best { // of both tiles; then those of the complements of the overlaps, lane by lane
        V16 of[kPaired * kDirections];

        explicit Best(V16 cost) : of{cost, cost, cost, cost} {}
        HWY_INLINE void copyTo(V16* to, std::size_t stride) const {
            to[0] = of[0];
            to[stride] = of[1];
            to[2 * stride] = of[2];
            to[3 * stride] = of[3];
        }
    };
    const std::uint16_t* costs[kPaired][kDirections];
    VS16 target[kPaired][2];
    std::size_t candidates; // of the lower half of the states
    std::size_t negated;    // entries from a state's cost to that of the state with the other sign

    explicit TwoDimensions(const ViterbiStep& step)
        : candidates(std::size_t{1} << (step.shift - 1)), negated(step.entriesBefore() / 2) {
        for (int tile = 0; tile < kPaired; ++tile) {
            const ViterbiStep::Tile& t = step.tiles[tile];
            prepareCosts(step, t, costs[tile]);
            for (int c = 0; c < 2; ++c)
                target[tile][c] = hn::Set(DS16(), t.target[c]);
        }
    }

    struct Before { // costs before the step of both tiles, of either sign
        V16 plus[kPaired * kDirections];
        V16 minus[kPaired * kDirections];
    };
    HWY_INLINE Before before(std::size_t entry) const {
        const std::size_t other = entry + negated;
        return {{Cost::load(costs[0][0], entry), Cost::load(costs[1][0], entry),
                 Cost::load(costs[0][1], entry), Cost::load(costs[1][1], entry)},
                {Cost::load(costs[0][0], other), Cost::load(costs[1][0], other),
                 Cost::load(costs[0][1], other), Cost::load(costs[1][1], other)}};
    }
    template <int kTile>
    HWY_INLINE void offerTo(VS16 x, VS16 y, Before before, Best& best) const {
        const V16 second = squared<kDoublings>(hn::SaturatedSub(target[kTile][1], y));
        const V16 plus =
            hn::SaturatedAdd(second, squared<kDoublings>(hn::SaturatedSub(target[kTile][0], x)));
        const V16 minus =
            hn::SaturatedAdd(second, squared<kDoublings>(hn::SaturatedAdd(target[kTile][0], x)));
        improve(best.of[kTile], before.plus[kTile], plus);
        improve(best.of[kTile], before.minus[kTile], minus);
        improve(best.of[kPaired + kTile], before.plus[kPaired + kTile], plus);
        improve(best.of[kPaired + kTile], before.minus[kPaired + kTile], minus);
    }
    HWY_INLINE void offer(const std::int16_t* points, Before before, Best& best) const {
        const VS16 x = inRegister(hn::Load(DS16(), points));
        const VS16 y = inRegister(hn::Load(DS16(), points + kBlock));
        offerTo<0>(x, y, before, best);
        offerTo<1>(x, y, before, best);
    }

private:
    static void prepareCosts(const ViterbiStep& step, const ViterbiStep::Tile& t,
                             const std::uint16_t* (&costs)[kDirections]) {
        const D16 d;
        const std::size_t entries = step.entriesBefore();
        std::uint16_t* const opposite = t.prepared;
        std::uint16_t* const same = t.prepared + 2 * entries;
        for (std::size_t i = 0; i < entries; i += kLanes) {
            const V16 reversed = hn::Reverse(d, hn::Load(d, t.previous + entries - kLanes - i));
            if constexpr (kGroup == 1) {
                storeTwice(reversed, opposite + 2 * i);
                storeTwice(hn::Load(d, t.previous + i), same + 2 * i);
            } else {
                hn::Store(reversed, d, opposite + i);
            }
        }
        costs[0] = kGroup == 1 ? same : t.previous;
        costs[1] = opposite;
    }
};

// For each candidate in turn, the points of `kGroup` vectors that read the same costs; `entryOf`
// says where the costs of a candidate begin. There are so many candidates or a multiple of it:
// `kUnrolled` spares most of the mispredicted ends of short loops.
template <int kUnrolled, class Search, class EntryOf>
HWY_INLINE void offerCandidates(const Search& search, const std::int16_t* points,
                                const EntryOf& entryOf, typename Search::Best* best) {
    constexpr std::size_t kVector = Search::kDirections * kBlock;
    const auto offer = [&](std::size_t candidate, const std::int16_t* from) HWY_ATTR {
        const auto before = search.before(entryOf(candidate));
        search.offer(from, before, best[0]);
        if constexpr (Search::kGroup == 2)
            search.offer(from + kVector, before, best[1]);
    };
    for (std::size_t d = 0; d < search.candidates; d += kUnrolled)
        for (std::size_t i = 0; i < kUnrolled; ++i, points += Search::kGroup * kVector)
            offer(d + i, points);
}

// Takes what was found for a vector of overlaps, or for their complements, into the results of a
// step.
class Results {
public:
    explicit Results(const ViterbiStep& step) : overlaps_(step.overlaps()) {
        for (int tile = 0; tile < kPaired; ++tile) {
            next_[tile] = step.tiles[tile].next;
            subtract_[tile] = hn::Set(D16(), step.tiles[tile].subtract);
            least_[tile] = worstCost();
        }
    }
    // `which`: the tiles, then the tiles with complements.
    HWY_INLINE void store(V16 best, int which, std::size_t overlap) {
        const D16 d;
        const int tile = which % kPaired;
        best = hn::SaturatedSub(best, subtract_[tile]);
        least_[tile] = hn::Min(least_[tile], best);
        if (which < kPaired)
            hn::Store(best, d, next_[tile] + overlap);
        else
            hn::Store(hn::Reverse(d, best), d, next_[tile] + overlaps_ - kLanes - overlap);
    }
    void finish(ViterbiStep& step) const {
        for (int tile = 0; tile < kPaired; ++tile)
            step.tiles[tile].least = hn::GetLane(hn::MinOfLanes(D16(), least_[tile]));
    }

private:
    std::size_t overlaps_;
    std::uint16_t* next_[kPaired];
    V16 subtract_[kPaired];
    V16 least_[kPaired];
};

template <class Search, int kShiftBefore>
void runStrided(ViterbiStep& step) {
    constexpr int kVectors = kPaired * Search::kDirections;
    constexpr std::size_t kCount = std::size_t{1} << kShiftBefore;
    constexpr std::size_t kPairs = kCount / kStridedGroup;
    // The shift may be one less.
    constexpr int kUnrolled =
        std::clamp(1 << (kShiftBefore - 1) >> (Search::kDirections - 1), 2, 8);
    const Search search(step);
    Results results(step);
    const std::size_t entries = step.overlaps() >> kShiftBefore; // of one candidate
    for (std::size_t j = 0; j < entries / Search::kDirections; j += kLanes) {
        V16 best[kVectors * kCount]; // vector by vector of Best
        const std::int16_t* points = step.pointsOf(j, kCount);
        for (std::size_t l = 0; l < kPairs; ++l, points += kStridedGroup * kBlock << step.shift) {
            typename Search::Best found[] = {typename Search::Best(worstCost()),
                                             typename Search::Best(worstCost())};
            offerCandidates<kUnrolled>(
                search, points, [&](std::size_t d) HWY_ATTR { return d * entries + j; }, found);
            found[0].copyTo(best + l, kCount);
            found[1].copyTo(best + l + kPairs, kCount);
        }
        for (int i = 0; i < kVectors; ++i) {
            V16* vectors = best + static_cast<std::size_t>(i) * kCount;
            zipAll<kCount>(vectors);
            for (std::size_t n = 0; n < kCount; ++n)
                results.store(vectors[n], i, (j << kShiftBefore) + n * kLanes);
        }
    }
    results.finish(step);
}

template <class Search>
void runConsecutive(ViterbiStep& step) {
    const Search search(step);
    Results results(step);
    const std::size_t overlaps = step.overlaps();
    for (std::size_t overlap = 0; overlap < overlaps / Search::kDirections; overlap += kLanes) {
        typename Search::Best found(worstCost());
        offerCandidates<4>(
            search, step.pointsOf(overlap, 1),
            [&](std::size_t d) HWY_ATTR { return (d * overlaps + overlap) >> step.shiftBefore; },
            &found);
        for (int i = 0; i < kPaired * Search::kDirections; ++i)
            results.store(found.of[i], i, overlap);
    }
    results.finish(step);
}

template <template <class, int> class Search, int kDoublings>
void runDimensions(ViterbiStep& step) {
    using Strided = Search<CostPerLane, kDoublings>;
    if (!hasStridedLanes(step.stateBits, step.dimensions, step.shiftBefore, step.shift))
        return runConsecutive<Search<SharedCost, kDoublings>>(step);
    switch (step.shiftBefore) {
    case 1:
        return runStrided<Strided, 1>(step);
    case 2:
        return runStrided<Strided, 2>(step);
    case 3:
        return runStrided<Strided, 3>(step);
    case 4:
        return runStrided<Strided, 4>(step);
    case 5:
        return runStrided<Strided, 5>(step);
    default:
        return runStrided<Strided, 6>(step);
    }
}

} // namespace fracbit::quantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
