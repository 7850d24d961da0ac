// What tensors and modules are called in Hugging Face checkpoints, and so in everything we write.
#pragma once

#include "checkpoint/model_spec.h"

#include <optional>
#include <string>

namespace fracbit::checkpoint {

// "model.layers.3.self_attn.q_proj.weight".
std::string huggingFaceName(TensorRole role, int block, std::optional<LinearRole> linear);

// The module that a weight is of: "model.layers.3.self_attn.q_proj", "lm_head".
std::string moduleName(TensorRole role, int block, std::optional<LinearRole> linear);
std::string moduleName(int block, LinearRole role);
// The module under whose name what belongs to a layer's input is stored: the first that reads it.
std::string inputModule(int block, LinearRole role);

} // namespace fracbit::checkpoint
