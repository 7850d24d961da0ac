// Families that quantize weights one by one.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/scheme_family.h"

namespace fracbit::quantizer {

SchemeFamily nuqFamily();     // non-uniform, Lloyd-Max on N(0,1)
SchemeFamily uniformFamily(); // baseline: symmetric uniform
SchemeFamily nfFamily();      // baseline: NormalFloat, groups of 64 with a scale

} // namespace fracbit::quantizer
