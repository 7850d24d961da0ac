// What is done to a text before it is cut: Unicode normalization, replacements, a prefix.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/component.h"

#include <memory>
#include <string>

namespace fracbit::tokenizer {

// Immutable and safe to use from any thread. Texts are well-formed UTF-8.
class Normalizer {
public:
    // NFC, NFD, NFKC, NFKD, Lowercase, Strip, Prepend, Replace and Sequence as Hugging Face
    // tokenizers define them. Throws Error(Unsupported) naming any other type.
    static std::unique_ptr<Normalizer> parse(const Component& component);
    virtual ~Normalizer() = default;

    virtual std::string apply(std::string text) const = 0;
    // Whether text is removed from the front, so that what is left no longer begins the text.
    virtual bool stripsFront(const std::string& text) const;
};

} // namespace fracbit::tokenizer
