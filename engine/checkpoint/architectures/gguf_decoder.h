// What the metadata of a GGUF file says of a uniform decoder, whatever its architecture. Private to
// the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/gguf_file.h"
#include "checkpoint/uniform_decoder.h"

namespace fracbit::checkpoint {

// What the metadata leaves open is taken from the tensors: tied embeddings, biases, the vocabulary.
// Keys that would change the result are obeyed, or refused with Error(Unsupported) naming the key.
// The architecture is left open, and so are head norms.
UniformDecoder parseGgufDecoder(const GgufFile& file);

// A model's configuration, by the architecture that the file names (registry.cpp).
ModelConfig parseGgufConfig(const GgufFile& file);

} // namespace fracbit::checkpoint
