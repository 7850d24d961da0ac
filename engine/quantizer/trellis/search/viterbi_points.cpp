#include "quantizer/trellis/search/viterbi_points.h"

#include "quantizer/trellis/search/viterbi_kernel.h"

#include <algorithm>
#include <new>

namespace fracbit::quantizer {

namespace {

// From so many bits a step on, the way back looks for a state's predecessor with vectors.
constexpr int kLeastSortedShift = 3;

} // namespace

ViterbiPoints::ViterbiPoints(const Trellis& trellis, const TrellisCode& code,
                             const ViterbiUnits& units)
    : stateBits_(trellis.stateBits), dimensions_(static_cast<std::size_t>(code.dimensions)) {
    for (const float component : code.points)
        points_.push_back(units.ofPoint(component));
    for (std::size_t step = 0; step < trellis.steps(); ++step) {
        const int before = trellis.shiftBefore(step);
        const int shift = trellis.shifts[step];
        Block& block = blocked_[{before, shift}];
        if (!block)
            block = hasStridedLanes(stateBits_, code.dimensions, before, shift)
                        ? makeStrided(before, shift)
                        : makeConsecutive(shift);
        if (shift >= kLeastSortedShift && !byOverlap_.contains(shift))
            sortByOverlap(shift);
    }
}

ViterbiPoints::Block ViterbiPoints::allocate() const {
    // With two dimensions a quarter of the points.
    auto block = hwy::AllocateAligned<std::int16_t>(points_.size() / dimensions_ / dimensions_);
    if (!block)
        throw std::bad_alloc();
    return block;
}

// The points of the states first, first + stride, ...
std::int16_t* ViterbiPoints::copyLanes(std::int16_t* to, std::size_t first,
                                       std::size_t stride) const {
    for (std::size_t component = 0; component < dimensions_; ++component)
        for (std::size_t lane = 0; lane < kBlock; ++lane)
            *to++ = ofState(first + lane * stride)[component];
    return to;
}

ViterbiPoints::Block ViterbiPoints::makeStrided(int shiftBefore, int shift) const {
    const std::size_t candidates = (std::size_t{1} << shift) / dimensions_;
    const std::size_t low = std::size_t{1} << shiftBefore;
    const std::size_t overlaps = std::size_t{1} << (stateBits_ - shift);
    Block block = allocate();
    std::int16_t* to = block.get();
    for (std::size_t j = 0; j < overlaps / low / dimensions_; j += kBlock)
        for (std::size_t pair = 0; pair < low / kStridedGroup; ++pair)
            for (std::size_t candidate = 0; candidate < candidates; ++candidate)
                for (std::size_t l = pair; l < low; l += low / kStridedGroup)
                    to = copyLanes(to, candidate * overlaps + j * low + l, low);
    return block;
}

ViterbiPoints::Block ViterbiPoints::makeConsecutive(int shift) const {
    const std::size_t candidates = (std::size_t{1} << shift) / dimensions_;
    const std::size_t overlaps = std::size_t{1} << (stateBits_ - shift);
    Block block = allocate();
    std::int16_t* to = block.get();
    for (std::size_t overlap = 0; overlap < overlaps / dimensions_; overlap += kBlock)
        for (std::size_t candidate = 0; candidate < candidates; ++candidate)
            to = copyLanes(to, candidate * overlaps + overlap, 1);
    return block;
}

std::size_t ViterbiPoints::candidatesOf(int shift) {
    return std::max<std::size_t>(kBlock, std::size_t{1} << shift);
}

const std::int16_t* ViterbiPoints::ofOverlap(int shift, std::uint32_t overlap) const {
    const auto sorted = byOverlap_.find(shift);
    return sorted == byOverlap_.end()
               ? nullptr
               : sorted->second.data() + overlap * candidatesOf(shift) * dimensions_;
}

void ViterbiPoints::sortByOverlap(int shift) {
    std::vector<std::int16_t>& sorted = byOverlap_[shift];
    const std::size_t states = std::size_t{1} << stateBits_;
    const std::size_t overlaps = states >> shift;
    const std::size_t count = candidatesOf(shift);
    sorted.resize(overlaps * dimensions_ * count);
    auto row = sorted.begin();
    for (std::size_t overlap = 0; overlap < overlaps; ++overlap)
        for (std::size_t component = 0; component < dimensions_; ++component) {
            for (std::size_t state = overlap, i = 0; state < states; state += overlaps, ++i)
                row[static_cast<std::ptrdiff_t>(i)] = ofState(state)[component];
            row += static_cast<std::ptrdiff_t>(count);
        }
}

} // namespace fracbit::quantizer
