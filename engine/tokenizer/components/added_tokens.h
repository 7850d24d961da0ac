// Tokens that are found in a text as they stand, before it is cut into words.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/component.h"
#include "tokenizer/components/normalizer.h"
#include "tokenizer/components/token_trie.h"
#include "tokenizer/components/vocabulary.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fracbit::tokenizer {

struct AddedToken {
    std::string content;
    bool singleWord = false; // only where no word character touches it
    bool stripLeft = false;  // takes the white space in front of it as well
    bool stripRight = false; // and behind it
    bool normalized = false; // looked for (itself normalized) in the normalized text
    bool special = false;    // skipped when decoding
};

// A part of a text: an added token, or what lies between two.
struct Segment {
    Range range;
    std::optional<TokenId> token;
};

// Immutable and safe to use from any thread.
class AddedTokens {
public:
    // The array "added_tokens" of a tokenizer.json. As upstream: a token that the model has takes
    // the model's id, the others are numbered behind the model's, and the file's own `id` counts
    // for nothing; of two tokens with one id the later one counts.
    static AddedTokens parse(const Component& root, const Vocabulary& model,
                             const Normalizer* normalizer);

    // First the tokens that are looked for in the text as it was given; then, in each normalized
    // part between them, those that want it normalized.
    std::vector<Segment> splitOriginal(std::string_view text) const;
    std::vector<Segment> splitNormalized(std::string_view text) const;

    std::optional<TokenId> id(std::string_view content) const;
    // As it is decoded: normalized, for a token that asks for that. Null for other ids.
    const std::string* text(TokenId id) const;
    TokenId end() const; // one above the largest id
    bool isSpecial(const std::string& text) const { return special_.contains(text); }

private:
    struct Entry {
        AddedToken token;
        std::string text;
    };
    std::vector<Segment> split(std::string_view text, const TokenTrie& trie) const;

    std::map<TokenId, Entry> entries_;
    std::map<std::string, TokenId, std::less<>> ids_; // by content
    std::set<std::string, std::less<>> special_;      // contents
    TokenTrie original_;
    TokenTrie normalized_;
};

} // namespace fracbit::tokenizer
