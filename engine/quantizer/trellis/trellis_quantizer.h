// Quantization with any bitshift trellis that a family describes.
#pragma once

#include "quantizer/runtime_code.h"

#include <memory>

namespace fracbit::quantizer {

std::unique_ptr<Quantizer> makeTrellisQuantizer(Scheme scheme, const BitshiftTrellis& code,
                                                Codebook codebook);
std::unique_ptr<Decoder> makeTrellisDecoder(Scheme scheme, const BitshiftTrellis& code,
                                            const Codebook& codebook);

// For descriptors: the decoder of a family whose code is kCode.
template <const BitshiftTrellis& kCode>
std::unique_ptr<Decoder> makeTrellisDecoderOf(Scheme scheme, const Codebook& codebook) {
    return makeTrellisDecoder(scheme, kCode, codebook);
}

} // namespace fracbit::quantizer
