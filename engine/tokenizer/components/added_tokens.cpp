#include "tokenizer/components/added_tokens.h"

#include "tokenizer/components/unicode.h"

#include <algorithm>

namespace fracbit::tokenizer {

namespace {

// No real token is nearly as long; bounds the time that finding tokens takes.
constexpr std::size_t kMaxTokenBytes = 4096;

// The offset of the character that ends at `end`.
std::size_t previousCharacter(std::string_view text, std::size_t end) {
    do
        --end;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u);
    return end;
}

bool endsWithWord(std::string_view text) {
    return !text.empty() && isWord(codePointAt(text, previousCharacter(text, text.size())).value);
}

bool beginsWithWord(std::string_view text) {
    return !text.empty() && isWord(codePointAt(text, 0).value);
}

std::size_t beginOfSpaceBefore(std::string_view text, std::size_t end) {
    while (end > 0) {
        const std::size_t previous = previousCharacter(text, end);
        if (!isWhitespace(codePointAt(text, previous).value))
            break;
        end = previous;
    }
    return end;
}

std::size_t endOfSpaceBehind(std::string_view text, std::size_t begin) {
    while (begin < text.size()) {
        const CodePoint point = codePointAt(text, begin);
        if (!isWhitespace(point.value))
            break;
        begin += point.length;
    }
    return begin;
}

AddedToken parseToken(const Component& component) {
    const JsonObject& fields = component.fields();
    AddedToken token;
    token.content = fields.string("content");
    token.singleWord = fields.booleanOr("single_word", false);
    token.stripLeft = fields.booleanOr("lstrip", false);
    token.stripRight = fields.booleanOr("rstrip", false);
    token.special = fields.booleanOr("special", false);
    token.normalized = fields.booleanOr("normalized", !token.special);
    if (token.content.size() > kMaxTokenBytes)
        fields.fail("content", "is longer than 4096 bytes");
    return token;
}

bool allowed(const AddedToken& token, std::string_view text, Range match) {
    return !token.singleWord ||
           (!endsWithWord(text.substr(0, match.begin)) && !beginsWithWord(text.substr(match.end)));
}

} // namespace

AddedTokens AddedTokens::parse(const Component& root, const Vocabulary& model,
                               const Normalizer* normalizer) {
    AddedTokens added;
    if (!root.fields().has("added_tokens"))
        return added;
    auto nextId = static_cast<TokenId>(model.tokens());
    for (const Component& component : root.children("added_tokens")) {
        AddedToken token = parseToken(component);
        if (token.content.empty())
            continue;
        auto id = added.id(token.content);
        if (!id)
            id = model.id(token.content);
        if (!id)
            id = nextId++;
        if (*id >= kMaxVocabulary)
            root.fields().fail("added_tokens", "has more tokens than any vocabulary");
        if (token.special)
            added.special_.insert(token.content);
        added.ids_[token.content] = *id;
        std::string text =
            token.normalized && normalizer ? normalizer->apply(token.content) : token.content;
        added.entries_[*id] = {std::move(token), std::move(text)};
    }
    for (const auto& [id, entry] : added.entries_)
        (entry.token.normalized ? added.normalized_ : added.original_).insert(entry.text, id);
    return added;
}

std::optional<TokenId> AddedTokens::id(std::string_view content) const {
    const auto found = ids_.find(content);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

const std::string* AddedTokens::text(TokenId id) const {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second.text;
}

TokenId AddedTokens::end() const {
    return entries_.empty() ? 0 : entries_.rbegin()->first + 1;
}

std::vector<Segment> AddedTokens::split(std::string_view text, const TokenTrie& trie) const {
    std::vector<Segment> segments;
    std::size_t done = 0;
    for (const TokenTrie::Match& match : trie.find(text)) {
        const AddedToken& token = entries_.at(match.id).token;
        if (!allowed(token, text, match.range))
            continue;
        Range range = match.range;
        if (token.stripLeft)
            range.begin = std::max(beginOfSpaceBefore(text, range.begin), done);
        if (token.stripRight)
            range.end = endOfSpaceBehind(text, range.end);
        if (range.begin >= range.end) // the token before took it as white space
            continue;
        if (done < range.begin)
            segments.push_back({{done, range.begin}, std::nullopt});
        segments.push_back({range, match.id});
        done = range.end;
    }
    if (done != text.size())
        segments.push_back({{done, text.size()}, std::nullopt});
    return segments;
}

std::vector<Segment> AddedTokens::splitOriginal(std::string_view text) const {
    return split(text, original_);
}

std::vector<Segment> AddedTokens::splitNormalized(std::string_view text) const {
    return split(text, normalized_);
}

} // namespace fracbit::tokenizer
