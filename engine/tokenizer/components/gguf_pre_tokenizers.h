// The pre-tokenizers that GGUF files name (tokenizer.ggml.pre).
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include <span>
#include <string_view>

namespace fracbit::tokenizer {

struct GgufPreTokenizer {
    // Cut one after another, each match a piece of its own.
    std::span<const std::string_view> patterns;
    bool nfc = false;           // the model's own tokenizer normalizes to NFC
    bool ignoreMerges = false;  // a word that is a token is not taken apart
    bool addBeginToken = false; // unless tokenizer.ggml.add_bos_token says otherwise
};

// Null for a name that is not known.
const GgufPreTokenizer* findGgufPreTokenizer(std::string_view name);

} // namespace fracbit::tokenizer
