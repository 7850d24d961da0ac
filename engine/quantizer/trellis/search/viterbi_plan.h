// Which steps a search visits and where the costs lie that it leaves behind. Private to the module.
//
// B of every step would be megabytes, written and read again from beyond the caches. So those that
// can be traced back are cut into sections of a few steps, and only B before a section is kept: the
// few costs that one state's past needs within a section are computed again (viterbi_search.h).
// All others take turns in two slots in front.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/trellis/trellis.h"

#include <cstddef>
#include <vector>

namespace fracbit::quantizer {

// Shifts of a section, unless it is a single step: on the way back it takes 2^4 costs at most.
inline constexpr int kSectionBits = 4;

struct ViterbiPlan {
    // Of `count` steps from `first` on (cyclic), of which those from the `traced`-th on can be
    // traced back; sections of up to `sectionBits`, at most kSectionBits.
    ViterbiPlan(const Trellis& trellis, std::size_t first, std::size_t count, std::size_t traced,
                int sectionBits = kSectionBits);

    std::size_t count;
    std::vector<std::size_t> steps;    // of the trellis, in their order
    std::vector<std::size_t> places;   // count + 1: where B before the i-th step begins
    std::vector<std::size_t> sections; // their first steps, counted from 0, and `count`
    std::size_t entries = 0;           // memory that `places` point into
};

} // namespace fracbit::quantizer
