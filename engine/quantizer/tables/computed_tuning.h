// What was tuned for the computed codes, rate by rate. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/scheme.h"

#include <cstdint>
#include <vector>

namespace fracbit::quantizer {

// Rms that targets of unit variance are given before the search: the best at each rate, linear in
// between.
float computedCodeScale(Scheme scheme);

// Of Pctcq: the coefficients of x, x^3 and x^5, as fp16 bits, likewise.
std::vector<std::uint16_t> polynomialCoefficients(Scheme scheme);

} // namespace fracbit::quantizer
