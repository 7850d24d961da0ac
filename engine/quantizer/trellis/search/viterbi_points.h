// A code's points in the orders in which the search reads them. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/trellis/search/viterbi_units.h"
#include "quantizer/trellis/trellis.h"

#include <hwy/aligned_allocator.h>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace fracbit::quantizer {

class ViterbiPoints {
public:
    // Of all steps of the trellis.
    ViterbiPoints(const Trellis& trellis, const TrellisCode& code, const ViterbiUnits& units);

    // For runViterbiStep(), 32 lanes at a time, the components of a point one after another.
    // Strided lanes: for each 32 consecutive j, the pairs of l and l + 2^(b - 1), for each the
    // candidates, for each both vectors of the pair. Consecutive lanes: for each 32 overlaps, the
    // candidates. With two dimensions the lower half of the candidates only (the others have the
    // first component negated), and of the overlaps (the complement of a state has the same point).
    const std::int16_t* blocked(int shiftBefore, int shift) const {
        return blocked_.at({shiftBefore, shift}).get();
    }

    // The candidates of an overlap, for bestViterbiCandidate(): the first components before the
    // second; zeros where they do not fill a vector. Null where there are few.
    const std::int16_t* ofOverlap(int shift, std::uint32_t overlap) const;
    static std::size_t candidatesOf(int shift); // with those zeros

    const std::int16_t* ofState(std::size_t state) const {
        return points_.data() + state * dimensions_;
    }

private:
    using Block = hwy::AlignedFreeUniquePtr<std::int16_t[]>;
    Block makeStrided(int shiftBefore, int shift) const;
    Block makeConsecutive(int shift) const;
    void sortByOverlap(int shift);
    Block allocate() const;
    std::int16_t* copyLanes(std::int16_t* to, std::size_t first, std::size_t stride) const;

    int stateBits_;
    std::size_t dimensions_;
    std::vector<std::int16_t> points_; // state by state
    std::map<std::pair<int, int>, Block> blocked_;
    std::map<int, std::vector<std::int16_t>> byOverlap_;
};

} // namespace fracbit::quantizer
