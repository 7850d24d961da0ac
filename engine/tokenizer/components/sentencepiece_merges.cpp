#include "tokenizer/components/sentencepiece_merges.h"

#include <algorithm>
#include <unordered_set>

namespace fracbit::tokenizer {

std::vector<std::pair<std::string_view, std::string_view>>
sentencePieceMerges(std::span<const ScoredToken> tokens) {
    // Longer texts are no tokens in any vocabulary; bounds the work on a hostile one.
    constexpr std::size_t kMaxBytes = 1024;
    std::vector<ScoredToken> ordered(tokens.begin(), tokens.end());
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const ScoredToken& a, const ScoredToken& b) { return a.score > b.score; });
    std::unordered_set<std::string_view> known;
    for (const ScoredToken& token : tokens)
        known.insert(token.text);
    std::vector<std::pair<std::string_view, std::string_view>> merges;
    for (const ScoredToken& token : ordered) {
        if (token.text.size() > kMaxBytes)
            continue;
        for (std::size_t cut = 1; cut < token.text.size(); ++cut) {
            const auto left = token.text.substr(0, cut);
            const auto right = token.text.substr(cut);
            if (known.contains(left) && known.contains(right))
                merges.emplace_back(left, right);
        }
    }
    return merges;
}

} // namespace fracbit::tokenizer
