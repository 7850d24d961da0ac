// VQ: pairs of neighbouring input weights coded by one of 2^n points of the plane, n = 2 * rate.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/scheme_family.h"

namespace fracbit::quantizer {

SchemeFamily vqFamily();

} // namespace fracbit::quantizer
