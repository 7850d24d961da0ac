#include "quantizer/trellis/viterbi.h"

#include "quantizer/trellis/viterbi_kernel.h"
#include "quantizer/trellis/viterbi_reference.h"
#include "quantizer/trellis/viterbi_units.h"

#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

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

constexpr std::uint16_t kUnreachable = 0xFFFF;

// Bits on each side of the seam that the first pass looks at, in states: the survivors of all
// states merge well within this distance (half of it costs 0.4% in distortion, double gains
// nothing).
constexpr int kSeamStates = 32;

// From so many bits a step on, the way back looks for a state's predecessor with vectors.
constexpr int kLeastSortedShift = 3;

std::size_t sortedCandidates(int shift) {
    return std::max<std::size_t>(kBlock, std::size_t{1} << shift);
}

std::int32_t saturate16(std::int32_t value) {
    return std::clamp(value, -32768, 32767);
}

} // namespace

// The kernel's view of two tiles, and the costs that their search leaves behind: the initial ones,
// then B of every step, one after another. Megabytes of them would fill the caches, so what no
// traceback reads, B before step `kept`, takes turns in two slots in front.
struct ViterbiEncoder::Impl {
    struct Search {
        std::int16_t targets[kPaired][256];
        std::uint16_t* costs[kPaired];
        std::size_t first; // the steps first, first + 1, ... (cyclic)
        std::size_t count;
        std::size_t kept; // the first step, counted from `first`, that can be traced back
    };

    Trellis trellis;
    TrellisCode code;
    ViterbiUnits units;
    std::size_t seamSteps = 0; // on each side
    std::size_t slot = 0;      // entries of the largest B
    std::size_t costEntries = 0;
    std::vector<std::int16_t> points;                                 // state by state
    std::map<int, hwy::AlignedFreeUniquePtr<std::int16_t[]>> blocked; // by shift
    // By shift, where there are many candidates: those of each overlap one after another, the first
    // components before the second; zeros where they do not fill a vector.
    std::map<int, std::vector<std::int16_t>> byOverlap;

    void makeBlocks(int shift);
    void sortByOverlap(int shift);
    void setTargets(std::span<const float> targets, std::int16_t* scaled) const;
    ViterbiStep stepAt(const Search& search, std::size_t index) const;
    std::uint16_t errorOf(const ViterbiStep& step, int tile, std::size_t state) const;
    void forward(const Search& search) const;
    std::uint16_t bestState(const ViterbiStep& step, int tile, const std::uint16_t* before,
                            std::uint32_t end) const;
    std::uint16_t bestOfFew(const ViterbiStep& step, int tile, const std::uint16_t* before,
                            std::uint32_t end) const;
    void traceback(const Search& search, int tile, std::uint32_t end,
                   std::span<std::uint16_t> states) const;
    std::uint32_t bestEnd(const Search& search, int tile) const;
    void findSeams(Search& search, std::uint32_t (&overlaps)[kPaired]) const;

    std::size_t initialCosts(std::size_t first) const {
        return trellis.states() >> trellis.shiftBefore(first);
    }
    std::size_t stepIndex(const Search& search, std::size_t i) const {
        return (search.first + i) % trellis.steps();
    }
    // Entries of B before the i-th step of the search.
    std::size_t entriesBefore(const Search& search, std::size_t i) const {
        return i > 0 ? trellis.overlapsAfter(stepIndex(search, i - 1)) : initialCosts(search.first);
    }
    // Where B before the first step begins.
    std::size_t initialPlace(const Search& search) const { return search.kept > 0 ? 0 : 2 * slot; }
    // Where B after the i-th step begins, if B before it begins at `place`.
    std::size_t nextPlace(const Search& search, std::size_t i, std::size_t place) const {
        if (i + 1 < search.kept)
            return place == 0 ? slot : 0;
        return i + 1 == search.kept ? 2 * slot : place + entriesBefore(search, i);
    }
    std::size_t placeAfterLast(const Search& search) const {
        std::size_t place = initialPlace(search);
        for (std::size_t i = 0; i < search.count; ++i)
            place = nextPlace(search, i, place);
        return place;
    }
};

struct ViterbiEncoder::Workspace::Costs {
    hwy::AlignedFreeUniquePtr<std::uint16_t[]> tiles[kPaired];
};

ViterbiEncoder::Workspace::Workspace(const ViterbiEncoder& encoder)
    : costs_(std::make_unique<Costs>()) {
    for (auto& tile : costs_->tiles) {
        tile = hwy::AllocateAligned<std::uint16_t>(encoder.impl_->costEntries);
        if (!tile)
            throw std::bad_alloc();
    }
}
ViterbiEncoder::Workspace::~Workspace() = default;

ViterbiEncoder::ViterbiEncoder(Trellis trellis, const TrellisCode& code, double bitsPerWeight)
    : impl_(std::make_unique<Impl>()) {
    impl_->trellis = std::move(trellis);
    impl_->code = code;
    impl_->units = viterbiUnits(code, bitsPerWeight);
    for (const float component : code.points)
        impl_->points.push_back(impl_->units.ofPoint(component));
    const auto& shifts = impl_->trellis.shifts;
    const std::size_t states = impl_->trellis.states();
    const int lowest = *std::min_element(shifts.begin(), shifts.end());
    impl_->slot = states >> lowest;
    impl_->costEntries = 3 * impl_->slot; // two slots, and initial costs at the lowest shift
    for (const std::uint8_t shift : shifts) {
        impl_->costEntries += states >> shift;
        impl_->makeBlocks(shift);
        if (shift >= kLeastSortedShift)
            impl_->sortByOverlap(shift);
    }
    const int seamBits = kSeamStates * impl_->trellis.stateBits;
    impl_->seamSteps =
        std::min<std::size_t>(shifts.size() / 2, static_cast<std::size_t>(seamBits / lowest));
}

ViterbiEncoder::~ViterbiEncoder() = default;

const Trellis& ViterbiEncoder::trellis() const {
    return impl_->trellis;
}

void ViterbiEncoder::Impl::makeBlocks(int shift) {
    if (blocked.contains(shift))
        return;
    const auto dimensions = static_cast<std::size_t>(code.dimensions);
    const std::size_t candidates = (std::size_t{1} << shift) / dimensions;
    const std::size_t overlaps = (trellis.states() >> shift) / dimensions;
    auto values = hwy::AllocateAligned<std::int16_t>(overlaps * candidates * dimensions);
    if (!values)
        throw std::bad_alloc();
    std::size_t at = 0;
    for (std::size_t block = 0; block < overlaps; block += kBlock)
        for (std::size_t candidate = 0; candidate < candidates; ++candidate)
            for (std::size_t component = 0; component < dimensions; ++component)
                for (std::size_t lane = 0; lane < kBlock; ++lane) {
                    const std::size_t state =
                        block + lane + (candidate << (trellis.stateBits - shift));
                    values[at++] = points[state * dimensions + component];
                }
    blocked[shift] = std::move(values);
}

void ViterbiEncoder::Impl::sortByOverlap(int shift) {
    std::vector<std::int16_t>& sorted = byOverlap[shift];
    if (!sorted.empty())
        return;
    const auto dimensions = static_cast<std::size_t>(code.dimensions);
    const std::size_t states = trellis.states();
    const std::size_t overlaps = states >> shift;
    const std::size_t count = sortedCandidates(shift);
    sorted.resize(overlaps * dimensions * count);
    auto row = sorted.begin();
    for (std::size_t overlap = 0; overlap < overlaps; ++overlap)
        for (std::size_t component = 0; component < dimensions; ++component) {
            for (std::size_t state = overlap, i = 0; state < states; state += overlaps, ++i)
                row[static_cast<std::ptrdiff_t>(i)] = points[state * dimensions + component];
            row += static_cast<std::ptrdiff_t>(count);
        }
}

void ViterbiEncoder::Impl::setTargets(std::span<const float> targets, std::int16_t* scaled) const {
    for (const float target : targets)
        *scaled++ = units.ofTarget(target);
}

ViterbiStep ViterbiEncoder::Impl::stepAt(const Search& search, std::size_t index) const {
    ViterbiStep step{};
    step.points = blocked.at(trellis.shifts[index]).get();
    step.shiftBefore = trellis.shiftBefore(index);
    step.shift = trellis.shifts[index];
    step.stateBits = trellis.stateBits;
    step.dimensions = code.dimensions;
    step.doublings = units.doublings;
    for (int tile = 0; tile < kPaired; ++tile)
        for (int c = 0; c < code.dimensions; ++c)
            step.tiles[tile].target[c] =
                search.targets[tile][static_cast<int>(index) * code.dimensions + c];
    return step;
}

// What the kernel computes, for one state.
std::uint16_t ViterbiEncoder::Impl::errorOf(const ViterbiStep& step, int tile,
                                            std::size_t state) const {
    std::uint32_t sum = 0;
    for (int c = 0; c < code.dimensions; ++c) {
        const std::int16_t point =
            points[state * static_cast<std::size_t>(code.dimensions) + static_cast<std::size_t>(c)];
        std::int32_t difference = saturate16(step.tiles[tile].target[c] - point);
        for (int doubling = 0; doubling < units.doublings; ++doubling)
            difference = saturate16(2 * difference);
        sum += static_cast<std::uint32_t>((difference * difference + 0x4000) >> 15);
    }
    return static_cast<std::uint16_t>(std::min<std::uint32_t>(sum, kUnreachable));
}

void ViterbiEncoder::Impl::forward(const Search& search) const {
    std::size_t place = initialPlace(search);
    std::uint16_t least[kPaired] = {0, 0};
    for (std::size_t i = 0; i < search.count; ++i) {
        const std::size_t next = nextPlace(search, i, place);
        ViterbiStep step = stepAt(search, stepIndex(search, i));
        for (int tile = 0; tile < kPaired; ++tile) {
            step.tiles[tile].previous = search.costs[tile] + place;
            step.tiles[tile].next = search.costs[tile] + next;
            step.tiles[tile].subtract = least[tile];
        }
        runViterbiStep(step);
        for (int tile = 0; tile < kPaired; ++tile)
            least[tile] = step.tiles[tile].least;
        place = next;
    }
}

// The best of the 2^k states that lead into the overlap `end`; the first of equals.
std::uint16_t ViterbiEncoder::Impl::bestState(const ViterbiStep& step, int tile,
                                              const std::uint16_t* before,
                                              std::uint32_t end) const {
    const auto sorted = byOverlap.find(step.shift);
    if (sorted == byOverlap.end())
        return bestOfFew(step, tile, before, end);
    const std::size_t count = sortedCandidates(step.shift);
    const std::size_t stride = trellis.states() >> step.shift;
    std::uint16_t costs[std::size_t{1} << kMostShift];
    std::fill_n(costs, kBlock, kUnreachable);
    for (std::size_t i = 0; i < std::size_t{1} << step.shift; ++i)
        costs[i] = before[(end + i * stride) >> step.shiftBefore];
    const auto& target = step.tiles[tile].target;
    const std::size_t best = bestViterbiCandidate(
        {sorted->second.data() + end * count * static_cast<std::size_t>(code.dimensions),
         costs,
         count,
         code.dimensions,
         units.doublings,
         {target[0], target[1]}});
    return static_cast<std::uint16_t>(end + best * stride);
}

std::uint16_t ViterbiEncoder::Impl::bestOfFew(const ViterbiStep& step, int tile,
                                              const std::uint16_t* before,
                                              std::uint32_t end) const {
    std::uint32_t least = UINT32_MAX;
    std::size_t best = end;
    const std::size_t stride = trellis.states() >> step.shift;
    for (std::size_t state = end; state < trellis.states(); state += stride) {
        const std::uint32_t cost = std::min<std::uint32_t>(
            std::uint32_t{before[state >> step.shiftBefore]} + errorOf(step, tile, state),
            kUnreachable);
        if (cost < least) {
            least = cost;
            best = state;
        }
    }
    return static_cast<std::uint16_t>(best);
}

// Of the steps from `kept` on.
void ViterbiEncoder::Impl::traceback(const Search& search, int tile, std::uint32_t end,
                                     std::span<std::uint16_t> states) const {
    std::size_t place = placeAfterLast(search);
    for (std::size_t i = search.count; i-- > search.kept;) {
        place -= entriesBefore(search, i);
        const ViterbiStep step = stepAt(search, stepIndex(search, i));
        states[i] = bestState(step, tile, search.costs[tile] + place, end);
        end = static_cast<std::uint32_t>(states[i]) >> step.shiftBefore;
    }
}

std::uint32_t ViterbiEncoder::Impl::bestEnd(const Search& search, int tile) const {
    const std::uint16_t* last = search.costs[tile] + placeAfterLast(search);
    const std::uint16_t* least = std::min_element(last, last + entriesBefore(search, search.count));
    return static_cast<std::uint32_t>(least - last);
}

void ViterbiEncoder::Impl::findSeams(Search& search, std::uint32_t (&overlaps)[kPaired]) const {
    search.first = trellis.steps() - seamSteps;
    search.count = 2 * seamSteps;
    search.kept = seamSteps;
    for (std::uint16_t* costs : search.costs)
        std::fill_n(costs + initialPlace(search), initialCosts(search.first), std::uint16_t{0});
    forward(search);
    std::uint16_t states[256];
    for (int tile = 0; tile < kPaired; ++tile) {
        traceback(search, tile, bestEnd(search, tile), std::span(states, search.count));
        overlaps[tile] = static_cast<std::uint32_t>(states[seamSteps]) >> trellis.shiftBefore(0);
    }
}

void ViterbiEncoder::encodePair(const Tile& first, const Tile& second, Workspace& workspace) const {
    const Tile* tiles[kPaired] = {&first, &second};
    const Trellis& trellis = impl_->trellis;
    Impl::Search search{};
    for (int i = 0; i < kPaired; ++i) {
        impl_->setTargets(tiles[i]->targets, search.targets[i]);
        search.costs[i] = workspace.costs_->tiles[i].get();
    }
    std::uint32_t overlaps[kPaired];
    impl_->findSeams(search, overlaps);

    search.first = 0;
    search.count = trellis.steps();
    search.kept = 0;
    for (int i = 0; i < kPaired; ++i) {
        std::uint16_t* costs = search.costs[i] + impl_->initialPlace(search);
        std::fill_n(costs, impl_->initialCosts(0), kUnreachable);
        costs[overlaps[i]] = 0;
    }
    impl_->forward(search);
    for (int i = 0; i < kPaired; ++i) {
        impl_->traceback(search, i, overlaps[i], tiles[i]->states);
        if (isTailBiting(trellis, tiles[i]->states))
            continue;
        const auto exact = viterbiReference(trellis, impl_->code, tiles[i]->targets, 0,
                                            trellis.steps(), overlaps[i]);
        std::copy(exact.begin(), exact.end(), tiles[i]->states.begin());
    }
}

const char* viterbiInstructionSet() {
    return viterbiTargetName();
}

} // namespace fracbit::quantizer
