// Which input columns of a layer get which of its two rates, in families that have two.
#pragma once

#include "quantizer/scheme.h"

namespace fracbit::quantizer {

// Half-TCQ generalised from the paper's halves to any mixture of two neighbouring rates of TCQ, m/2
// and (m + 1)/2 bits: the panels before `split` have the lower one, the others the higher one. The
// split is the nearest to the scheme's mean rate, so that a narrow layer can be off by half a
// panel; at the paper's rates the middle panel of an odd number has the lower rate.
struct RateSplit {
    int lowerTileBits = 0;  // 128 m
    int higherTileBits = 0; // 128 (m + 1)
    std::int64_t split = 0; // a panel
};

// Of a scheme whose code has two rates (runtime_code.h).
inline RateSplit rateSplit(Scheme scheme, std::int64_t panels) {
    constexpr int kStep = 128; // bits a tile from one rate of TCQ to the next
    const int rest = scheme.rate256 % kStep;
    const int lower = scheme.rate256 - rest;
    const std::int64_t higherPanels = (rest * panels + kStep / 2 - 1) / kStep;
    return {lower, lower + kStep, panels - higherPanels};
}

} // namespace fracbit::quantizer
