// TCQ, Half-TCQ and computed-code TCQ.
#pragma once

#include "quantizer/quantizer.h"

#include <memory>

namespace fracbit::quantizer {

std::unique_ptr<Quantizer> makeTrellisQuantizer(Scheme scheme);
std::unique_ptr<Decoder> makeTrellisDecoder(Scheme scheme, const Codebook& codebook);

} // namespace fracbit::quantizer
