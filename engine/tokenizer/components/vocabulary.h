// Tokens and their ids.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/tokenizer.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fracbit::tokenizer {

// Ids are below this: far above real vocabularies (a quarter million), low enough that a hostile
// file cannot make the table of tokens absurdly large.
inline constexpr TokenId kMaxVocabulary = 1 << 24;

// A map from tokens to ids and back. Ids may have gaps.
class Vocabulary {
public:
    Vocabulary() = default;
    Vocabulary(Vocabulary&&) = default;
    Vocabulary& operator=(Vocabulary&&) = default;

    void reserve(std::size_t tokens); // of about as many to come: quicker

    // `id` must be in [0, kMaxVocabulary). When two tokens claim an id, id() knows both and
    // token() the later one. A token that is inserted again has the later id; the earlier becomes a
    // gap.
    void insert(std::string token, TokenId id);

    std::optional<TokenId> id(std::string_view token) const;
    const std::string* token(TokenId id) const; // null for a gap and beyond the end
    std::size_t tokens() const { return ids_.size(); }
    TokenId end() const { return static_cast<TokenId>(byId_.size()); } // one above the largest id

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    std::unordered_map<std::string, TokenId, Hash, std::equal_to<>> ids_;
    std::vector<const std::string*> byId_; // keys of ids_, whose addresses are stable
};

} // namespace fracbit::tokenizer
