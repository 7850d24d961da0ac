// What modules are called in our checkpoints. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_EXPORTER
#error "private to engine/exporter"
#endif

#include "exporter/packed_format.h"

namespace fracbit::exporter {

// "model.layers.3.self_attn.q_proj".
std::string moduleName(int block, checkpoint::LinearRole role);
// The module under whose name the vector of a layer's input is stored: the first that reads it.
std::string inputModule(int block, checkpoint::LinearRole role);
// "model.embed_tokens", "lm_head".
std::string rowsModule(checkpoint::TensorRole role);

// The names of a layer's tensors. Without `input` it has no input vector.
void setNames(PackedLayerInfo& layer, const std::string& module, const std::string& input);
// Those of version 1: `layer` "blocks.3.attn.q", `input` "blocks.3.qkv".
void setNamesOfVersion1(PackedLayerInfo& layer, const std::string& name, const std::string& input);

} // namespace fracbit::exporter
