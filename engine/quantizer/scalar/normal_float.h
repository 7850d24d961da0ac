// The NormalFloat baseline: groups of 64 consecutive input weights of a row, each with an fp16
// scale (its largest magnitude) and 2^b fixed levels.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/quantizer.h"

#include <memory>

namespace fracbit::quantizer {

inline constexpr std::int64_t kNormalFloatGroup = 64;

std::unique_ptr<Quantizer> makeNormalFloatQuantizer(Scheme scheme);
std::unique_ptr<Decoder> makeNormalFloatDecoder(Scheme scheme, const Codebook& codebook);

} // namespace fracbit::quantizer
