// The inner loop of byte-pair encoding.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/merge_table.h"

#include <vector>

namespace fracbit::tokenizer {

// Joins neighbours until no pair can be joined. O(n log n) in the word's length: a linked list of
// symbols and a heap of candidate pairs, of which outdated ones are skipped.
std::vector<TokenId> joinedTokens(const std::vector<TokenId>& characters, const MergeTable& merges);

} // namespace fracbit::tokenizer
