// Tokenizers from GGUF metadata.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "checkpoint/gguf_file.h"
#include "tokenizer/components/bpe_tables.h"

#include <nlohmann/json.hpp>

namespace fracbit::tokenizer {

// A tokenizer.json whose model lacks "vocab" and "merges", and these.
struct GgufTokenizer {
    nlohmann::json document;
    BpeTables tables;
};

// Encodes as the metadata's tokenizer does. Reads
// tokenizer.ggml.model "gpt2" (byte-level BPE, its pre-tokenizer named by tokenizer.ggml.pre) and
// "llama" (SentencePiece BPE with scores). Throws Error(Unsupported) naming another model or
// pre-tokenizer, Error(InvalidFile) naming the key that is at fault.
GgufTokenizer readGgufTokenizer(const checkpoint::GgufMetadata& metadata);
// The whole document.
nlohmann::json tokenizerDocument(GgufTokenizer tokenizer);

} // namespace fracbit::tokenizer
