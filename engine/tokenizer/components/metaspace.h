// SentencePiece's way with spaces: a visible mark in their place. Pre-tokenizer and decoder share
// these settings.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/component.h"

#include <string>

namespace fracbit::tokenizer {

// Which pieces get a mark in front, unless they begin with one.
enum class MetaspacePrefix { First, Always, Never };

struct Metaspace {
    std::string replacement; // one character
    MetaspacePrefix prefix = MetaspacePrefix::Always;
    bool split = true; // cut in front of every mark
};

// Reads `prepend_scheme`, or `add_prefix_space` of older files.
Metaspace parseMetaspace(const Component& component);

} // namespace fracbit::tokenizer
