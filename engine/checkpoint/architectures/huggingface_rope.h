// The rotary embedding in config.json, both ways. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/uniform_decoder.h"

namespace fracbit::checkpoint {

// What an architecture says of its rotary embedding beyond its fields.
struct RopeRules {
    double theta = 10000;       // where none is given
    bool partial = false;       // heads may be turned in part ("partial_rotary_factor")
    bool followsLayers = false; // rope_parameters holds one for each type of attention
    double part = 1;            // "partial_rotary_factor" where there is none
};

// "rope_parameters" of transformers 5, or "rope_theta" and "rope_scaling" of earlier ones;
// `sizes`: head size and context are known. Dimensions are those that turn.
Rope parseHuggingFaceRope(const JsonObject& config, const UniformDecoder& sizes,
                          const RopeRules& rules);
// An object of either spelling.
Rope parseRopeObject(const JsonObject& rope, const JsonObject& config, const UniformDecoder& sizes,
                     const RopeRules& rules);

// As rope_parameters has it; `headSize`: of the heads that it turns.
nlohmann::json ropeJson(const Rope& rope, std::int64_t headSize);

} // namespace fracbit::checkpoint
