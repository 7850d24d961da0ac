// Scalar quantizers: NUQ, and the uniform baseline.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/quantizer.h"

#include <memory>

namespace fracbit::quantizer {

// 2^b levels; the codebook's table holds all of them (NUQ) or the step alone (uniform).
std::unique_ptr<Quantizer> makeScalarQuantizer(Scheme scheme);
std::unique_ptr<Decoder> makeScalarDecoder(Scheme scheme, const Codebook& codebook);

} // namespace fracbit::quantizer
