// Version 1 of the checkpoint's description. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_EXPORTER
#error "private to engine/exporter"
#endif

#include "exporter/packed_format.h"

namespace fracbit::exporter {

PackedDescription parseVersion1(const JsonObject& quantizationConfig,
                                const checkpoint::ModelConfig& config);

} // namespace fracbit::exporter
