// What is put around a text's tokens: a begin token, say.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/component.h"
#include "tokenizer/tokenizer.h"

#include <vector>

namespace fracbit::tokenizer {

// A value; by default it adds nothing.
class PostProcessor {
public:
    // TemplateProcessing (its form for single texts), BertProcessing, RobertaProcessing, ByteLevel
    // (which concerns offsets alone) and Sequence, as Hugging Face tokenizers define them. Throws
    // Error(Unsupported) naming any other type.
    static PostProcessor parse(const Component& component);

    // `special`: whether special tokens are added.
    std::vector<TokenId> apply(std::vector<TokenId> tokens, bool special) const;

private:
    struct Part {
        bool text = false; // the text's tokens, else these
        std::vector<TokenId> tokens;
    };
    using Template = std::vector<Part>;
    static Template parseTemplate(const Component& component);
    static Template parseSurrounding(const Component& component);
    void append(const Component& component);

    std::vector<Template> templates_; // applied one after another
};

} // namespace fracbit::tokenizer
