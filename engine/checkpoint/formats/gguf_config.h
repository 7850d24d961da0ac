// A model's configuration from GGUF metadata.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/gguf_file.h"
#include "checkpoint/model_config.h"

namespace fracbit::checkpoint {

// Architectures llama (Mistral models among them), qwen2 and qwen3. What the metadata leaves open
// is taken from the tensors: tied embeddings, biases, the vocabulary. Keys that would change the
// result are obeyed, or refused with Error(Unsupported) naming the key.
ModelConfig parseGgufConfig(const GgufFile& file);

} // namespace fracbit::checkpoint
