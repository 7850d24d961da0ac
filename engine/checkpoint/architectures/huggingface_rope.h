// The rotary embedding's part of a config.json.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/uniform_decoder.h"

namespace fracbit::checkpoint {

// Reads rope_parameters (new spelling), or rope_theta and rope_scaling (old). `sizes` gives head
// size and context. Variants other than default, linear and llama3 throw Error(Unsupported).
Rope parseHuggingFaceRope(const JsonObject& config, const UniformDecoder& sizes);

} // namespace fracbit::checkpoint
