#include "quantizer/trellis/viterbi_kernel.h"

#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quantizer/trellis/viterbi_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace fracbit::quantizer::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D16 = hn::CappedTag<std::uint16_t, kBlock>;
using DS16 = hn::RebindToSigned<D16>;
using V16 = hn::Vec<D16>;
using VS16 = hn::Vec<DS16>;

enum class Order { Ascending, Descending }; // of the states in the lanes

#if HWY_TARGET == HWY_SCALAR
template <int kEntries>
struct Expander { // one lane reads one entry
    Expander(int, Order) {}
    V16 operator()(const std::uint16_t* entries) const { return hn::Set(D16(), *entries); }
};
#else
// Entries of `previous` that the lanes of one vector read: consecutive states share entries.
// 1, 2, 4 or 8 entries fit in the 128-bit blocks that byte shuffles work on; 16 need two of them.
template <int kEntries>
struct Expander {
    D16 d;
    hn::Repartition<std::uint8_t, D16> d8;
    hn::Vec<decltype(d8)> pattern;
    hn::Mask<D16> upper;

    Expander(int shiftBefore, Order order) {
        alignas(64) std::uint8_t bytes[2 * kBlock];
        alignas(64) std::uint16_t isUpper[kBlock];
        for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) {
            const std::size_t ascending = lane >> shiftBefore;
            const std::size_t entry =
                order == Order::Ascending ? ascending : kEntries - 1 - ascending % kEntries;
            bytes[2 * lane] = static_cast<std::uint8_t>(2 * (entry % 8));
            bytes[2 * lane + 1] = static_cast<std::uint8_t>(2 * (entry % 8) + 1);
            isUpper[lane] = entry >= 8 ? 1 : 0;
        }
        pattern = hn::Load(d8, bytes);
        upper = hn::Eq(hn::Load(d, isUpper), hn::Set(d, std::uint16_t{1}));
    }

    template <typename T>
    V16 broadcast(const std::uint16_t* entries) const {
        const hn::Repartition<T, D16> wide;
        T value;
        std::memcpy(&value, entries, sizeof value);
        return shuffle(hn::BitCast(d, hn::Set(wide, value)));
    }
    V16 shuffle(V16 entries) const {
        return hn::BitCast(d, hn::TableLookupBytes(hn::BitCast(d8, entries), pattern));
    }

    HWY_INLINE V16 operator()(const std::uint16_t* entries) const {
        if constexpr (kEntries == 1)
            return hn::Set(d, *entries);
        else if constexpr (kEntries == 2)
            return broadcast<std::uint32_t>(entries);
        else if constexpr (kEntries == 4)
            return broadcast<std::uint64_t>(entries);
        else if constexpr (kEntries == 8)
            return shuffle(hn::LoadDup128(d, entries));
        else
            return shuffle(
                hn::IfThenElse(upper, hn::LoadDup128(d, entries + 8), hn::LoadDup128(d, entries)));
    }
};
#endif

template <int kDoublings>
HWY_INLINE V16 squared(VS16 difference) {
    for (int i = 0; i < kDoublings; ++i)
        difference = hn::SaturatedAdd(difference, difference);
    return hn::BitCast(D16(), hn::MulFixedPoint15(difference, difference));
}

// Where the candidates of one vector of overlaps find the costs before them. The step from one
// candidate to the next is constant unless the two shifts together exceed the state.
struct Candidates {
    std::size_t first;
    std::size_t step;
    std::size_t count;
    int shift;
    int shiftBefore;

    Candidates(const ViterbiStep& s, std::size_t overlap)
        : first(overlap), step(std::size_t{1} << (s.stateBits - s.shift)),
          count((std::size_t{1} << s.shift) / static_cast<std::size_t>(s.dimensions)),
          shift(s.shift), shiftBefore(s.shiftBefore) {}
    std::size_t entry(std::size_t candidate) const {
        return (first + candidate * step) >> shiftBefore;
    }
};

// Of the candidates of one vector of overlaps.
HWY_INLINE const std::int16_t* pointsOf(const ViterbiStep& step, std::size_t overlap) {
    const std::size_t blockPoints = std::size_t{kBlock} << step.shift;
    return step.points + overlap / kBlock * blockPoints + overlap % kBlock;
}

template <int kEntries, int kDoublings>
HWY_INLINE void bestOfOneDimension(const ViterbiStep& step, const Expander<kEntries>& expand,
                                   const Candidates& candidates, const std::int16_t* points,
                                   V16& best0, V16& best1) {
    const DS16 ds;
    const VS16 target0 = hn::Set(ds, step.tiles[0].target[0]);
    const VS16 target1 = hn::Set(ds, step.tiles[1].target[0]);
    const std::uint16_t* previous0 = step.tiles[0].previous;
    const std::uint16_t* previous1 = step.tiles[1].previous;
    for (std::size_t i = 0; i < candidates.count; ++i, points += kBlock) {
        const std::size_t entry = candidates.entry(i);
        const VS16 x = hn::Load(ds, points);
        const V16 error0 = squared<kDoublings>(hn::SaturatedSub(target0, x));
        const V16 error1 = squared<kDoublings>(hn::SaturatedSub(target1, x));
        best0 = hn::Min(best0, hn::SaturatedAdd(expand(previous0 + entry), error0));
        best1 = hn::Min(best1, hn::SaturatedAdd(expand(previous1 + entry), error1));
    }
}

// The errors of a point and of its mirror image.
struct MirroredErrors {
    V16 plus;
    V16 minus;
};

template <int kDoublings>
HWY_INLINE MirroredErrors mirroredErrors(VS16 first, VS16 second, VS16 x, VS16 y) {
    const V16 error = squared<kDoublings>(hn::SaturatedSub(second, y));
    return {hn::SaturatedAdd(error, squared<kDoublings>(hn::SaturatedSub(first, x))),
            hn::SaturatedAdd(error, squared<kDoublings>(hn::SaturatedAdd(first, x)))};
}

HWY_INLINE V16 add(V16 before, V16 error, V16 best) {
    return hn::Min(best, hn::SaturatedAdd(before, error));
}

HWY_INLINE void finish(V16 best, ViterbiStep::Tile& tile, std::size_t overlap, V16& least) {
    const D16 d;
    best = hn::SaturatedSub(best, hn::Set(d, tile.subtract));
    hn::Store(best, d, tile.next + overlap);
    least = hn::Min(least, best);
}

template <int kEntries, int kDoublings>
void runOneDimension(ViterbiStep& step, V16& least0, V16& least1) {
    const D16 d;
    const Expander<kEntries> expand(step.shiftBefore, Order::Ascending);
    const V16 worst = hn::Set(d, std::uint16_t{0xFFFF});
    const std::size_t overlaps = std::size_t{1} << (step.stateBits - step.shift);
    for (std::size_t overlap = 0; overlap < overlaps; overlap += hn::Lanes(d)) {
        V16 best0 = worst;
        V16 best1 = worst;
        bestOfOneDimension<kEntries, kDoublings>(step, expand, Candidates(step, overlap),
                                                 pointsOf(step, overlap), best0, best1);
        finish(best0, step.tiles[0], overlap, least0);
        finish(best1, step.tiles[1], overlap, least1);
    }
}

// The best costs of a vector of overlaps, and of the complements of these overlaps, lane by lane.
struct BestOfTile {
    V16 direct;
    V16 complement;
};

// In two dimensions four states share one point up to the sign of its first component: s,
// s with the first bit inverted, and the complements of both (trellis.h, hybridCode). The
// complement of a state leads into the complement of its overlap.
template <int kEntries, int kDoublings>
struct TwoDimensions {
    const ViterbiStep& step;
    Expander<kEntries> expand;
    Expander<kEntries> expandDown;
    std::size_t negated; // entries from a state's cost to that of the state with the other sign

    explicit TwoDimensions(const ViterbiStep& s)
        : step(s), expand(s.shiftBefore, Order::Ascending),
          expandDown(s.shiftBefore, Order::Descending),
          negated((std::size_t{1} << (s.stateBits - 1)) >> s.shiftBefore) {}

    HWY_INLINE void offer(int tile, VS16 x, VS16 y, std::size_t entry, std::size_t complement,
                          BestOfTile& best) const {
        const DS16 ds;
        const ViterbiStep::Tile& t = step.tiles[tile];
        const MirroredErrors e =
            mirroredErrors<kDoublings>(hn::Set(ds, t.target[0]), hn::Set(ds, t.target[1]), x, y);
        const std::uint16_t* before = t.previous;
        best.direct = add(expand(before + entry), e.plus, best.direct);
        best.direct = add(expand(before + entry + negated), e.minus, best.direct);
        best.complement = add(expandDown(before + complement), e.plus, best.complement);
        best.complement = add(expandDown(before + complement - negated), e.minus, best.complement);
    }

    HWY_INLINE void run(std::size_t overlap, std::size_t complement, BestOfTile& best0,
                        BestOfTile& best1) const {
        const DS16 ds;
        const Candidates up(step, overlap);
        const Candidates down(step, complement);
        const std::int16_t* points = pointsOf(step, overlap);
        const std::size_t last = 2 * up.count - 1;
        for (std::size_t i = 0; i < up.count; ++i, points += 2 * kBlock) {
            const VS16 x = hn::Load(ds, points);
            const VS16 y = hn::Load(ds, points + kBlock);
            offer(0, x, y, up.entry(i), down.entry(last - i), best0);
            offer(1, x, y, up.entry(i), down.entry(last - i), best1);
        }
    }
};

template <int kEntries, int kDoublings>
void runTwoDimensions(ViterbiStep& step, V16& least0, V16& least1) {
    const D16 d;
    const TwoDimensions<kEntries, kDoublings> search(step);
    const V16 worst = hn::Set(d, std::uint16_t{0xFFFF});
    const std::size_t overlaps = std::size_t{1} << (step.stateBits - step.shift);
    for (std::size_t overlap = 0; overlap < overlaps / 2; overlap += hn::Lanes(d)) {
        const std::size_t complement = overlaps - hn::Lanes(d) - overlap;
        BestOfTile best0{worst, worst};
        BestOfTile best1{worst, worst};
        search.run(overlap, complement, best0, best1);
        finish(best0.direct, step.tiles[0], overlap, least0);
        finish(best1.direct, step.tiles[1], overlap, least1);
        finish(hn::Reverse(d, best0.complement), step.tiles[0], complement, least0);
        finish(hn::Reverse(d, best1.complement), step.tiles[1], complement, least1);
    }
}

template <int kDimensions, int kEntries, int kDoublings>
void run(ViterbiStep& step) {
    const D16 d;
    V16 least0 = hn::Set(d, std::uint16_t{0xFFFF});
    V16 least1 = least0;
    if constexpr (kDimensions == 1)
        runOneDimension<kEntries, kDoublings>(step, least0, least1);
    else
        runTwoDimensions<kEntries, kDoublings>(step, least0, least1);
    step.tiles[0].least = hn::GetLane(hn::MinOfLanes(d, least0));
    step.tiles[1].least = hn::GetLane(hn::MinOfLanes(d, least1));
}

template <int kDimensions, int kEntries>
void runDoublings(ViterbiStep& step) {
    switch (step.doublings) {
    case 0:
        return run<kDimensions, kEntries, 0>(step);
    case 1:
        return run<kDimensions, kEntries, 1>(step);
    case 2:
        return run<kDimensions, kEntries, 2>(step);
    case 3:
        return run<kDimensions, kEntries, 3>(step);
    default:
        return run<kDimensions, kEntries, 4>(step);
    }
}

template <int kDimensions>
void runEntries(ViterbiStep& step) {
    switch (hn::Lanes(D16()) >> step.shiftBefore) {
    case 16:
        return runDoublings<kDimensions, 16>(step);
    case 8:
        return runDoublings<kDimensions, 8>(step);
    case 4:
        return runDoublings<kDimensions, 4>(step);
    case 2:
        return runDoublings<kDimensions, 2>(step);
    default:
        return runDoublings<kDimensions, 1>(step);
    }
}

void runStep(ViterbiStep& step) {
    step.dimensions == 1 ? runEntries<1>(step) : runEntries<2>(step);
}

template <int kDoublings>
V16 errorsOf(const ViterbiCandidates& candidates, std::size_t first) {
    const DS16 ds;
    V16 error = hn::Zero(D16());
    for (int c = 0; c < candidates.dimensions; ++c) {
        const std::int16_t* points =
            candidates.points + static_cast<std::size_t>(c) * candidates.count + first;
        const VS16 target = hn::Set(ds, candidates.target[c]);
        error = hn::SaturatedAdd(
            error, squared<kDoublings>(hn::SaturatedSub(target, hn::LoadU(ds, points))));
    }
    return error;
}

template <int kDoublings>
std::size_t bestOf(const ViterbiCandidates& candidates) {
    const D16 d;
    const auto costs = [&](std::size_t first) {
        return hn::SaturatedAdd(hn::LoadU(d, candidates.before + first),
                                errorsOf<kDoublings>(candidates, first));
    };
    V16 least = hn::Set(d, std::uint16_t{0xFFFF});
    for (std::size_t i = 0; i < candidates.count; i += hn::Lanes(d))
        least = hn::Min(least, costs(i));
    least = hn::Set(d, hn::GetLane(hn::MinOfLanes(d, least)));
    for (std::size_t i = 0;; i += hn::Lanes(d)) {
        const auto found = hn::Eq(costs(i), least);
        if (!hn::AllFalse(d, found))
            return i + static_cast<std::size_t>(hn::FindFirstTrue(d, found));
    }
}

std::size_t bestCandidate(const ViterbiCandidates& candidates) {
    switch (candidates.doublings) {
    case 0:
        return bestOf<0>(candidates);
    case 1:
        return bestOf<1>(candidates);
    case 2:
        return bestOf<2>(candidates);
    case 3:
        return bestOf<3>(candidates);
    default:
        return bestOf<4>(candidates);
    }
}

const char* targetName() {
    return hwy::TargetName(HWY_TARGET);
}

} // namespace fracbit::quantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::quantizer {

HWY_EXPORT(runStep);
HWY_EXPORT(bestCandidate);
HWY_EXPORT(targetName);

void runViterbiStep(ViterbiStep& step) {
    HWY_DYNAMIC_DISPATCH(runStep)(step);
}

std::size_t bestViterbiCandidate(const ViterbiCandidates& candidates) {
    return HWY_DYNAMIC_DISPATCH(bestCandidate)(candidates);
}

const char* viterbiTargetName() {
    return HWY_DYNAMIC_DISPATCH(targetName)();
}

} // namespace fracbit::quantizer
#endif
