// What was tuned for the computed codes, rate by rate. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include <cstdint>
#include <vector>

namespace fracbit::quantizer {

// Rms that targets of unit variance are given before the search with 14 or 16 bits of state: the
// best at each rate (bits a weight, from 1 to 8), linear in between.
float computedCodeScale(int stateBits, double rate);

// Of pctcq: the coefficients of x, x^3 and x^5, as fp16 bits, likewise.
std::vector<std::uint16_t> polynomialCoefficients(double rate);

} // namespace fracbit::quantizer
