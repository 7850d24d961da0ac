// What modules are called in our checkpoints. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_PACKED
#error "private to engine/packed"
#endif

#include "packed/packed_format.h"

namespace fracbit::packed {

// The names of a layer's tensors. Without `input` it has no input vector.
void setNames(PackedLayerInfo& layer, const std::string& module, const std::string& input);
// Those of version 1: `layer` "blocks.3.attn.q", `input` "blocks.3.qkv".
void setNamesOfVersion1(PackedLayerInfo& layer, const std::string& name, const std::string& input);

} // namespace fracbit::packed
