// The units of the search in 16 bits (viterbi.h). Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/trellis/trellis.h"

#include <cstdint>

namespace fracbit::quantizer {

struct ViterbiUnits {
    float lowest = 0; // targets beyond are clipped; in the units of the search
    float highest = 0;
    float perUnit = 0; // kernel units in a unit of the search
    int doublings = 0; // of differences, before they are squared

    std::int16_t ofPoint(float component) const;
    std::int16_t ofTarget(float target) const;
};

// For a code, searched at so many bits a weight.
ViterbiUnits viterbiUnits(const TrellisCode& code, double bitsPerWeight);

} // namespace fracbit::quantizer
