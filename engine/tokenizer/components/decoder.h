// From tokens back to text.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/component.h"

#include <memory>
#include <string>
#include <vector>

namespace fracbit::tokenizer {

// Immutable and safe to use from any thread.
class Decoder {
public:
    // ByteLevel, ByteFallback, Fuse, Strip, Replace, Metaspace and Sequence as Hugging Face
    // tokenizers define them. Throws Error(Unsupported) naming any other type.
    static std::unique_ptr<Decoder> parse(const Component& component);
    virtual ~Decoder() = default;

    // The text is the result's parts, joined.
    virtual std::vector<std::string> apply(std::vector<std::string> tokens) const = 0;
};

} // namespace fracbit::tokenizer
