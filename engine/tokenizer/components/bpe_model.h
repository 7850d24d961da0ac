// Byte-pair encoding (Sennrich, Haddow, Birch 2016): a word's characters are joined, the pair of
// the lowest rank first and the leftmost of equals, until no pair can be.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/bpe_tables.h"
#include "tokenizer/components/component.h"
#include "tokenizer/components/merge_table.h"
#include "tokenizer/components/vocabulary.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace fracbit::tokenizer {

// Immutable and safe to use from any thread.
class BpeModel {
public:
    // The "model" of a tokenizer.json, of type BPE; with `tables` (may be null) they stand in place
    // of its "vocab" and "merges". Throws Error(Unsupported) naming another type or an option that
    // is not supported (dropout, subword prefixes and suffixes), and Error(InvalidFile) for merges
    // of tokens that do not exist.
    static BpeModel parse(const Component& component, const BpeTables* tables);

    const Vocabulary& vocabulary() const { return vocabulary_; }
    // Appends the tokens of a word (well-formed UTF-8).
    void encode(std::string_view word, std::vector<TokenId>& tokens) const;

private:
    BpeModel() = default;
    void parseOptions(const Component& component);
    void parseVocabulary(const Component& component);
    void parseMerges(const Component& component);
    void takeTables(const Component& component, const BpeTables& tables);
    void addMerge(const Component& component, std::uint32_t rank, std::string_view left,
                  std::string_view right);
    void findByteTokens();

    // The word's characters as tokens, before anything is joined.
    std::vector<TokenId> characters(std::string_view word) const;
    bool appendBytes(std::string_view character, std::vector<TokenId>& tokens) const;
    TokenId unknown() const;

    Vocabulary vocabulary_;
    MergeTable merges_;
    std::optional<std::array<TokenId, 256>> byteTokens_; // with byte fallback; -1 where missing
    std::string unknownToken_;                           // may be empty: unknowns are dropped
    bool fuseUnknown_ = false;
    bool ignoreMerges_ = false; // a word that is a token is not taken apart
};

// Encodes many words, remembering them. For one thread at a time; borrows the model.
class BpeEncoder {
public:
    explicit BpeEncoder(const BpeModel& model) : model_(model) {}
    void encode(std::string_view word, std::vector<TokenId>& tokens);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    const BpeModel& model_;
    std::unordered_map<std::string, std::vector<TokenId>, Hash, std::equal_to<>> known_;
};

} // namespace fracbit::tokenizer
