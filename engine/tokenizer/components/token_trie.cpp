#include "tokenizer/components/token_trie.h"

namespace fracbit::tokenizer {

TokenTrie::TokenTrie() : nodes_(1) {}

TokenTrie::NodeIndex TokenTrie::child(NodeIndex node, unsigned char byte) const {
    if (node == kRoot)
        return firstBytes_[byte];
    for (const auto& [label, index] : nodes_[node].children)
        if (label == byte)
            return index;
    return kRoot;
}

void TokenTrie::insert(std::string_view text, TokenId id) {
    NodeIndex node = kRoot;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        NodeIndex next = child(node, byte);
        if (next == kRoot) {
            next = static_cast<NodeIndex>(nodes_.size());
            nodes_.emplace_back();
            if (node == kRoot)
                firstBytes_[byte] = next;
            else
                nodes_[node].children.emplace_back(byte, next);
        }
        node = next;
    }
    if (node != kRoot && nodes_[node].id == kNoToken)
        nodes_[node].id = id;
}

TokenTrie::Match TokenTrie::longestAt(std::string_view text, std::size_t begin) const {
    Match longest{{begin, begin}, kNoToken};
    NodeIndex node = kRoot;
    for (std::size_t i = begin; i < text.size(); ++i) {
        node = child(node, static_cast<unsigned char>(text[i]));
        if (node == kRoot)
            break;
        if (nodes_[node].id != kNoToken)
            longest = {{begin, i + 1}, nodes_[node].id};
    }
    return longest;
}

std::vector<TokenTrie::Match> TokenTrie::find(std::string_view text) const {
    std::vector<Match> matches;
    for (std::size_t i = 0; i < text.size();) {
        const Match match = longestAt(text, i);
        if (match.range.empty()) {
            ++i;
        } else {
            matches.push_back(match);
            i = match.range.end;
        }
    }
    return matches;
}

} // namespace fracbit::tokenizer
