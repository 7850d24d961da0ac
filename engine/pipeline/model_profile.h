// A profile from a model's shapes and the palette's tables alone.
#pragma once

#include "checkpoint/model_spec.h"
#include "profiling/profile_file.h"
#include "quantizer/scheme.h"

#include <vector>

namespace fracbit::pipeline {

// Options of every distinct shape among the layers: exact bytes, the palette's distortion on
// N(0,1), no latencies. Constant parts as quantize() stores them with these embedding and head
// bits; the KV cache in 16 bits. Sensitivities are equal per weight (a_l = weights of the layer):
// callers that know better replace them.
profiling::Profile modelProfile(const checkpoint::ModelSpec& spec,
                                const std::vector<quantizer::Scheme>& schemes,
                                rotation::Basis basis = rotation::Basis::Inputs,
                                int embeddingBits = 16, int headBits = 16);

// What a solver chooses from when nothing else is said: every scheme of the palette that is not on
// request only.
std::vector<quantizer::Scheme> allocationSchemes();

} // namespace fracbit::pipeline
