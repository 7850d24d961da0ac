// How a text is cut into the words that are encoded one by one.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/component.h"

#include <memory>

namespace fracbit::tokenizer {

// Immutable and safe to use from any thread.
class PreTokenizer {
public:
    // ByteLevel, Split, Digits, Whitespace, WhitespaceSplit, Metaspace, Punctuation and Sequence
    // as Hugging Face tokenizers define them. Throws Error(Unsupported) naming any other type.
    static std::unique_ptr<PreTokenizer> parse(const Component& component);
    virtual ~PreTokenizer() = default;

    virtual void apply(Pieces& pieces) const = 0;
};

} // namespace fracbit::tokenizer
