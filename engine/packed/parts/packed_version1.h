// Version 1 of the checkpoint's description. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_PACKED
#error "private to engine/packed"
#endif

#include "packed/packed_format.h"

namespace fracbit::packed {

PackedDescription parseVersion1(const JsonObject& quantizationConfig,
                                const checkpoint::ModelConfig& config);

} // namespace fracbit::packed
