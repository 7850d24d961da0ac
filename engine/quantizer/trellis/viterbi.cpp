#include "quantizer/trellis/viterbi.h"

#include "quantizer/trellis/viterbi_kernel.h"
#include "quantizer/trellis/viterbi_reference.h"

#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

// Why 16 bits suffice. A cost unit is chosen so that a step's typical error is ten units or more:
// rounding then disturbs the choice of paths by far less than the distance of one path to the next
// (measured: below 0.1% in distortion). A state's cost exceeds the least one by the errors of the
// last few steps only, since all but its own 16 bits were chosen freely; what exceeds 2^16 units is
// a state some 3 to 5 standard deviations away in several weights, which no best path goes through.
// The one exception are constraints, so the wrap is checked, and a tile where it broke (none in
// 10^8 Gaussian tiles' worth of tests, but outliers can be hostile) is searched in double precision.

namespace fracbit::quantizer {

namespace {

constexpr std::uint16_t kUnreachable = 0xFFFF;
constexpr double kLargestPoint = 32000; // in units of the kernel: leaves room for rounding
constexpr double kUnitsPerStep = 10;    // least typical error of a step, in cost units

// Steps on each side of the seam that the first pass looks at: the survivors of all states merge
// well within this distance, so that a longer pass finds the same overlap.
constexpr std::size_t kSeamSteps = 64;

std::int32_t saturate16(std::int32_t value) {
    return std::clamp(value, -32768, 32767);
}

} // namespace

struct ViterbiEncoder::Impl {
    Trellis trellis;
    TrellisCode code;
    float largest = 0; // magnitude of a component, in the units of the search
    float perUnit = 0; // kernel units in a unit of the search
    int doublings = 0;
    std::vector<std::int16_t> points;                                  // state by state
    std::map<int, hwy::AlignedFreeUniquePtr<std::int16_t[]>> blocked; // by shift
    std::vector<std::size_t> offsets; // of B(t) in the workspace, after the initial costs
    std::size_t costs = 0;

    void setUnits(double bitsPerWeight);
    void makeBlocks(int shift);
    ViterbiStep stepAt(std::size_t step) const;
    std::uint16_t errorOf(const ViterbiStep& step, std::size_t state) const;
    void forward(std::span<const std::int16_t> targets, std::size_t first, std::size_t count,
                 std::uint16_t* costs) const;
    void traceback(std::span<const std::int16_t> targets, std::size_t first, std::size_t count,
                   const std::uint16_t* costs, std::uint32_t end,
                   std::span<std::uint16_t> states) const;
    std::uint32_t seamOverlap(std::span<const std::int16_t> targets, std::uint16_t* costs) const;
    std::size_t initialCosts(std::size_t first) const {
        return kStates >> trellis.shiftBefore(first);
    }
    std::size_t overlapsAfter(std::size_t step) const { return kStates >> trellis.shifts[step]; }
};

struct ViterbiEncoder::Workspace::Costs {
    hwy::AlignedFreeUniquePtr<std::uint16_t[]> values;
};

ViterbiEncoder::Workspace::Workspace(const ViterbiEncoder& encoder)
    : costs_(std::make_unique<Costs>(
          Costs{hwy::AllocateAligned<std::uint16_t>(encoder.impl_->costs)})) {
    if (!costs_->values)
        throw std::bad_alloc();
}
ViterbiEncoder::Workspace::~Workspace() = default;

ViterbiEncoder::ViterbiEncoder(Trellis trellis, const TrellisCode& code, double bitsPerWeight)
    : impl_(std::make_unique<Impl>()) {
    impl_->trellis = std::move(trellis);
    impl_->code = code;
    impl_->setUnits(bitsPerWeight);
    impl_->costs = kStates / 2; // initial costs at the lowest shift
    for (std::size_t step = 0; step < impl_->trellis.steps(); ++step) {
        impl_->costs += impl_->overlapsAfter(step);
        impl_->makeBlocks(impl_->trellis.shifts[step]);
    }
}

ViterbiEncoder::~ViterbiEncoder() = default;

const Trellis& ViterbiEncoder::trellis() const {
    return impl_->trellis;
}

void ViterbiEncoder::Impl::setUnits(double bitsPerWeight) {
    for (const float component : code.points)
        largest = std::max(largest, std::abs(component));
    perUnit = static_cast<float>(kLargestPoint / largest);
    for (const float component : code.points)
        points.push_back(static_cast<std::int16_t>(std::lrint(component * perUnit)));
    // Squares are taken by vpmulhrsw, which divides by 2^15.
    const double typical = code.dimensions * std::exp2(-2 * bitsPerWeight);
    const double units = typical * perUnit * perUnit / 32768;
    while (doublings < 3 && units * std::pow(4, doublings) < kUnitsPerStep)
        ++doublings;
}

void ViterbiEncoder::Impl::makeBlocks(int shift) {
    if (blocked.contains(shift))
        return;
    const auto dimensions = static_cast<std::size_t>(code.dimensions);
    const std::size_t candidates = (std::size_t{1} << shift) / dimensions;
    auto values = hwy::AllocateAligned<std::int16_t>(kStates);
    if (!values)
        throw std::bad_alloc();
    std::size_t at = 0;
    for (std::size_t block = 0; block < kStates >> shift; block += kBlock)
        for (std::size_t candidate = 0; candidate < candidates; ++candidate)
            for (std::size_t component = 0; component < dimensions; ++component)
                for (std::size_t lane = 0; lane < kBlock; ++lane) {
                    const std::size_t state = block + lane + (candidate << (kStateBits - shift));
                    values[at++] = points[state * dimensions + component];
                }
    blocked[shift] = std::move(values);
}

ViterbiStep ViterbiEncoder::Impl::stepAt(std::size_t step) const {
    ViterbiStep result{};
    result.points = blocked.at(trellis.shifts[step]).get();
    result.shiftBefore = trellis.shiftBefore(step);
    result.shift = trellis.shifts[step];
    result.dimensions = code.dimensions;
    result.doublings = doublings;
    return result;
}

// What the kernel computes, for one state.
std::uint16_t ViterbiEncoder::Impl::errorOf(const ViterbiStep& step, std::size_t state) const {
    std::uint32_t sum = 0;
    for (int i = 0; i < code.dimensions; ++i) {
        const auto at = state * static_cast<std::size_t>(code.dimensions) +
                        static_cast<std::size_t>(i);
        std::int32_t difference = saturate16(step.target[i] - points[at]);
        for (int doubling = 0; doubling < doublings; ++doubling)
            difference = saturate16(2 * difference);
        sum += static_cast<std::uint32_t>((difference * difference + 0x4000) >> 15);
    }
    return static_cast<std::uint16_t>(std::min<std::uint32_t>(sum, 0xFFFF));
}

void ViterbiEncoder::Impl::forward(std::span<const std::int16_t> targets, std::size_t first,
                                   std::size_t count, std::uint16_t* costs) const {
    std::uint16_t least = 0;
    std::uint16_t* previous = costs;
    std::uint16_t* next = costs + initialCosts(first);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t index = (first + i) % trellis.steps();
        ViterbiStep step = stepAt(index);
        step.previous = previous;
        step.next = next;
        for (int c = 0; c < code.dimensions; ++c)
            step.target[c] = targets[index * static_cast<std::size_t>(code.dimensions) +
                                     static_cast<std::size_t>(c)];
        step.subtract = least;
        least = runViterbiStep(step);
        previous = next;
        next += overlapsAfter(index);
    }
}

void ViterbiEncoder::Impl::traceback(std::span<const std::int16_t> targets, std::size_t first,
                                     std::size_t count, const std::uint16_t* costs,
                                     std::uint32_t end, std::span<std::uint16_t> states) const {
    // `costs` points at the initial costs; walk forward once to find where the last B begins.
    const std::uint16_t* before = costs;
    std::size_t length = initialCosts(first);
    for (std::size_t i = 0; i + 1 < count; ++i) {
        before += length;
        length = overlapsAfter((first + i) % trellis.steps());
    }
    for (std::size_t i = count; i-- > 0;) {
        const std::size_t index = (first + i) % trellis.steps();
        ViterbiStep step = stepAt(index);
        for (int c = 0; c < code.dimensions; ++c)
            step.target[c] = targets[index * static_cast<std::size_t>(code.dimensions) +
                                     static_cast<std::size_t>(c)];
        std::uint32_t best = UINT32_MAX;
        for (std::size_t state = end; state < kStates; state += kStates >> step.shift) {
            const std::uint32_t cost = std::min<std::uint32_t>(
                static_cast<std::uint32_t>(before[state >> step.shiftBefore]) +
                    errorOf(step, state),
                kUnreachable);
            if (cost < best) {
                best = cost;
                states[i] = static_cast<std::uint16_t>(state);
            }
        }
        end = static_cast<std::uint32_t>(states[i]) >> step.shiftBefore;
        if (i > 0)
            before -= i > 1 ? overlapsAfter((first + i - 2) % trellis.steps())
                            : initialCosts(first);
    }
}

std::uint32_t ViterbiEncoder::Impl::seamOverlap(std::span<const std::int16_t> targets,
                                                std::uint16_t* costs) const {
    const std::size_t side = std::min(kSeamSteps, trellis.steps() / 2);
    const std::size_t first = trellis.steps() - side;
    std::fill_n(costs, initialCosts(first), std::uint16_t{0});
    forward(targets, first, 2 * side, costs);
    const std::uint16_t* last = costs + initialCosts(first);
    for (std::size_t i = 0; i + 1 < 2 * side; ++i)
        last += overlapsAfter((first + i) % trellis.steps());
    const std::size_t count = overlapsAfter(side - 1);
    const auto end = static_cast<std::uint32_t>(std::min_element(last, last + count) - last);
    std::uint16_t states[2 * kSeamSteps];
    traceback(targets, first, 2 * side, costs, end, std::span(states, 2 * side));
    return static_cast<std::uint32_t>(states[side]) >> trellis.shiftBefore(0);
}

void ViterbiEncoder::encode(std::span<const float> targets, std::span<std::uint16_t> states,
                            Workspace& workspace) const {
    std::int16_t scaled[256];
    for (std::size_t i = 0; i < targets.size(); ++i)
        scaled[i] = static_cast<std::int16_t>(std::lrint(
            std::clamp(targets[i], -impl_->largest, impl_->largest) * impl_->perUnit));
    const std::span<const std::int16_t> integers(scaled, targets.size());
    std::uint16_t* costs = workspace.costs_->values.get();

    const std::uint32_t overlap = impl_->seamOverlap(integers, costs);
    std::fill_n(costs, impl_->initialCosts(0), kUnreachable);
    costs[overlap] = 0;
    impl_->forward(integers, 0, impl_->trellis.steps(), costs);
    impl_->traceback(integers, 0, impl_->trellis.steps(), costs, overlap, states);
    if (!isTailBiting(impl_->trellis, states)) {
        const auto exact = viterbiReference(impl_->trellis, impl_->code, targets, 0,
                                            impl_->trellis.steps(), overlap);
        std::copy(exact.begin(), exact.end(), states.begin());
    }
}

const char* viterbiInstructionSet() {
    return viterbiTargetName();
}

} // namespace fracbit::quantizer
