// What a Hugging Face folder consists of that any program can read: de-quantized, 16 bits a weight.
#pragma once

#include "checkpoint/safetensors_writer.h"

namespace fracbit::exporter {

// All tensors in the order of the file; `type` is F16 or BF16.
std::vector<checkpoint::PlannedTensor> huggingFaceTensors(const checkpoint::ModelConfig& config,
                                                          DType type);

// config.json, in the spelling of transformers 5 and in that of the programs before it, which
// would read another base of the rotary embedding into a configuration without theirs. Throws
// Error(Unsupported) for a model whose rotary embedding follows no formula that they know.
nlohmann::json plainConfig(const checkpoint::ModelConfig& config, DType type);

} // namespace fracbit::exporter
