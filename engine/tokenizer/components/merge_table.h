// Which pairs of tokens byte-pair encoding joins, and in what order.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/tokenizer.h"

#include <cstdint>
#include <vector>

namespace fracbit::tokenizer {

struct Merge {
    std::uint32_t rank = 0; // lower ranks are joined first
    TokenId id = 0;         // the joined token
};

// A hash table with open addressing: encoding looks up pairs more than it does anything else.
class MergeTable {
public:
    // Room for `merges` entries. A pair that is inserted again gets the later rank.
    explicit MergeTable(std::size_t merges = 0);
    void insert(TokenId left, TokenId right, Merge merge);
    const Merge* find(TokenId left, TokenId right) const; // null when the pair is not joined

private:
    static constexpr std::uint64_t kFree = ~std::uint64_t{0}; // ids are never negative
    struct Slot {
        std::uint64_t pair = kFree;
        Merge merge;
    };
    static std::uint64_t key(TokenId left, TokenId right);
    std::size_t slot(std::uint64_t pair) const; // of the pair, or the free one where it belongs

    std::vector<Slot> slots_; // a power of two, at most half full
};

} // namespace fracbit::tokenizer
