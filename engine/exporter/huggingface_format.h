// What a Hugging Face folder consists of that any program can read: de-quantized, 16 bits a weight.
#pragma once

#include "exporter/packed_format.h"

namespace fracbit::exporter {

// The name of a tensor in such a folder: "model.layers.3.self_attn.q_proj.weight".
std::string huggingFaceName(checkpoint::TensorRole role, int block,
                            std::optional<checkpoint::LinearRole> linear);

// The module that a weight is of: "model.layers.3.self_attn.q_proj", "lm_head".
std::string moduleName(checkpoint::TensorRole role, int block,
                       std::optional<checkpoint::LinearRole> linear);
std::string moduleName(int block, checkpoint::LinearRole role);
// The module under whose name what belongs to a layer's input is stored: the first that reads it.
std::string inputModule(int block, checkpoint::LinearRole role);

// All tensors in the order of the file; `type` is F16 or BF16.
std::vector<PackedTensor> huggingFaceTensors(const checkpoint::ModelConfig& config, DType type);

// config.json, in the spelling of transformers 5 and in that of the programs before it, which
// would read another base of the rotary embedding into a configuration without theirs. Throws
// Error(Unsupported) for a model whose rotary embedding follows no formula that they know.
nlohmann::json plainConfig(const checkpoint::ModelConfig& config, DType type);

} // namespace fracbit::exporter
