// Finding any of many strings in a text.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/regex.h"
#include "tokenizer/tokenizer.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace fracbit::tokenizer {

// A trie over bytes. Finds the leftmost string, and of those that begin there the longest.
class TokenTrie {
public:
    TokenTrie();
    // Of equal strings the first counts. An empty string is never found.
    void insert(std::string_view text, TokenId id);

    struct Match {
        Range range;
        TokenId id = 0;
    };
    // Successive matches that do not overlap.
    std::vector<Match> find(std::string_view text) const;

private:
    using NodeIndex = std::uint32_t;
    static constexpr NodeIndex kRoot = 0; // and, as a child, none
    static constexpr TokenId kNoToken = -1;
    struct Node {
        TokenId id = kNoToken;
        std::vector<std::pair<unsigned char, NodeIndex>> children;
    };
    NodeIndex child(NodeIndex node, unsigned char byte) const;
    Match longestAt(std::string_view text, std::size_t begin) const; // empty when there is none

    std::vector<Node> nodes_;
    std::array<NodeIndex, 256> firstBytes_{}; // the root's children
};

} // namespace fracbit::tokenizer
