// Segments of layers in config.json. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_PACKED
#error "private to engine/packed"
#endif

#include "packed/packed_format.h"

namespace fracbit::packed {

// Fields of a segment, in every version.
quantizer::Scheme schemeOf(const JsonObject& segment);
float scaleOf(const JsonObject& segment);

nlohmann::json describeSegments(const PackedLayerInfo& layer);
// Reads "segments" into a layer whose shape and basis are known: rectangles that cover it once, or
// rows of integers.
void parseSegments(const JsonObject& object, PackedLayerInfo& layer);

} // namespace fracbit::packed
