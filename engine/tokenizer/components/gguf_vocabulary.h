// Tokenizers from GGUF metadata.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "checkpoint/gguf_file.h"

#include <nlohmann/json.hpp>

namespace fracbit::tokenizer {

// The document of a tokenizer.json that encodes as the metadata's tokenizer does. Reads
// tokenizer.ggml.model "gpt2" (byte-level BPE, its pre-tokenizer named by tokenizer.ggml.pre) and
// "llama" (SentencePiece BPE with scores). Throws Error(Unsupported) naming another model or
// pre-tokenizer, Error(InvalidFile) naming the key that is at fault.
nlohmann::json tokenizerDocument(const checkpoint::GgufMetadata& metadata);

} // namespace fracbit::tokenizer
