// Tokens that are found in a text as they stand, before it is cut into words.
#pragma once

#include "tokenizer/component.h"
#include "tokenizer/normalizer.h"
#include "tokenizer/token_trie.h"
#include "tokenizer/vocabulary.h"

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
    bool operator==(const AddedToken&) const = default;
};

// A part of a text: an added token, or what lies between two.
struct Segment {
    Range range;
    std::optional<TokenId> token;
};

// Immutable and safe to use from any thread.
class AddedTokens {
public:
    // The array "added_tokens" of a tokenizer.json. As upstream: the id of a token that the model
    // has is the model's; others follow one another behind the model's and the file's own `id`
    // counts for nothing.
    static AddedTokens parse(const Component& root, const Vocabulary& model,
                             const Normalizer* normalizer);

    // First the tokens that are looked for in the text as it was given; then, in each normalized
    // part between them, those that want it normalized.
    std::vector<Segment> splitOriginal(std::string_view text) const;
    std::vector<Segment> splitNormalized(std::string_view text) const;

    std::optional<TokenId> id(std::string_view content) const { return vocabulary_.id(content); }
    const std::string* token(TokenId id) const { return vocabulary_.token(id); }
    TokenId end() const { return vocabulary_.end(); }
    bool isSpecial(const std::string& content) const { return special_.contains(content); }

private:
    void add(const AddedToken& token, const Vocabulary& model, const Component& root);
    TokenId newId(const Vocabulary& model) const;
    void buildTries(const Normalizer* normalizer);
    std::vector<Segment> split(std::string_view text, const TokenTrie& trie) const;
    bool allowed(const AddedToken& token, std::string_view text, Range match) const;
    const AddedToken& flags(TokenId id) const;

    Vocabulary vocabulary_;
    std::vector<AddedToken> flags_;    // by position in order of adding
    std::vector<std::size_t> flagsOf_; // by id: index into flags_
    std::set<std::string, std::less<>> special_;
    TokenTrie original_;
    TokenTrie normalized_;
};

} // namespace fracbit::tokenizer
