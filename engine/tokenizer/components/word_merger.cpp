#include "tokenizer/components/word_merger.h"

#include <cstddef>
#include <queue>

namespace fracbit::tokenizer {

namespace {

constexpr std::ptrdiff_t kNone = -1;

struct Symbol {
    TokenId id = 0;
    bool alive = true;
    std::ptrdiff_t previous = kNone;
    std::ptrdiff_t next = kNone;
};

struct Candidate {
    Merge merge;
    std::ptrdiff_t left = 0; // position of the pair's left symbol

    // Of a heap whose top is the largest: the lowest rank, then the leftmost.
    bool operator<(const Candidate& other) const {
        return merge.rank != other.merge.rank ? merge.rank > other.merge.rank : left > other.left;
    }
};

class WordMerger {
public:
    WordMerger(const std::vector<TokenId>& characters, const MergeTable& merges)
        : merges_(merges), symbols_(characters.size()) {
        const auto count = static_cast<std::ptrdiff_t>(characters.size());
        for (std::ptrdiff_t i = 0; i < count; ++i)
            at(i) = {characters[static_cast<std::size_t>(i)], true, i - 1,
                     i + 1 < count ? i + 1 : kNone};
        std::vector<Candidate> pairs;
        pairs.reserve(characters.size());
        for (std::ptrdiff_t i = 0; i < count; ++i)
            if (const Merge* merge = mergeAt(i))
                pairs.push_back({*merge, i});
        heap_ = std::priority_queue<Candidate>(std::less<Candidate>(), std::move(pairs));
    }

    std::vector<TokenId> run() {
        while (!heap_.empty()) {
            const Candidate best = heap_.top();
            heap_.pop();
            const Merge* current = mergeAt(best.left);
            if (current && current->id == best.merge.id)
                join(best.left, best.merge.id);
        }
        std::vector<TokenId> tokens;
        for (const Symbol& symbol : symbols_)
            if (symbol.alive)
                tokens.push_back(symbol.id);
        return tokens;
    }

private:
    Symbol& at(std::ptrdiff_t index) { return symbols_[static_cast<std::size_t>(index)]; }

    // The merge of a symbol and its right neighbour as they are now.
    const Merge* mergeAt(std::ptrdiff_t index) {
        const Symbol& left = at(index);
        if (!left.alive || left.next == kNone)
            return nullptr;
        return merges_.find(left.id, at(left.next).id);
    }

    void join(std::ptrdiff_t index, TokenId id) {
        Symbol& left = at(index);
        Symbol& right = at(left.next);
        left.id = id;
        left.next = right.next;
        right.alive = false;
        if (left.next != kNone)
            at(left.next).previous = index;
        if (left.previous != kNone)
            propose(left.previous);
        propose(index);
    }

    void propose(std::ptrdiff_t index) {
        if (const Merge* merge = mergeAt(index))
            heap_.push({*merge, index});
    }

    const MergeTable& merges_;
    std::vector<Symbol> symbols_;
    std::priority_queue<Candidate> heap_;
};

} // namespace

std::vector<TokenId> joinedTokens(const std::vector<TokenId>& characters,
                                  const MergeTable& merges) {
    return characters.size() < 2 ? characters : WordMerger(characters, merges).run();
}

} // namespace fracbit::tokenizer
