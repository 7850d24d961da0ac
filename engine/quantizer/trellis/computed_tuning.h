// What was tuned for the computed codes, rate by rate. Internal to trellis/.
#pragma once

#include "quantizer/scheme.h"

namespace fracbit::quantizer {

// Rms that targets of unit variance are given before the search: the best at each rate, linear in
// between.
float computedCodeScale(Scheme scheme);

} // namespace fracbit::quantizer
