// VQ: pairs of neighbouring input weights coded by one of 2^n points of the plane, n = 2 * rate.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/quantizer.h"

#include <memory>

namespace fracbit::quantizer {

std::unique_ptr<Quantizer> makeVectorQuantizer(Scheme scheme);
std::unique_ptr<Decoder> makeVectorDecoder(Scheme scheme, const Codebook& codebook);

} // namespace fracbit::quantizer
