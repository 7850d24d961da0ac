#include "tokenizer/added_tokens.h"

#include "tokenizer/unicode.h"

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

} // namespace

AddedTokens AddedTokens::parse(const Component& root, const Vocabulary& model,
                               const Normalizer* normalizer) {
    AddedTokens added;
    if (!root.fields().has("added_tokens"))
        return added;
    std::vector<AddedToken> tokens;
    for (const Component& component : root.children("added_tokens"))
        tokens.push_back(parseToken(component));
    for (const AddedToken& token : tokens)
        if (token.special && !token.content.empty())
            added.special_.insert(token.content);
    for (const AddedToken& token : tokens)
        if (!token.content.empty())
            added.add(token, model, root);
    added.buildTries(normalizer);
    return added;
}

const AddedToken& AddedTokens::flags(TokenId id) const {
    return flags_[flagsOf_[static_cast<std::size_t>(id)]];
}

TokenId AddedTokens::newId(const Vocabulary& model) const {
    const auto modelSize = static_cast<TokenId>(model.tokens());
    return std::max(modelSize, vocabulary_.end());
}

void AddedTokens::add(const AddedToken& token, const Vocabulary& model, const Component& root) {
    const auto known = vocabulary_.id(token.content);
    if (known && flags(*known) == token)
        return;
    const auto inModel = model.id(token.content);
    const TokenId id = known ? *known : inModel ? *inModel : newId(model);
    if (id >= kMaxVocabulary)
        root.fields().fail("added_tokens", "has more tokens than any vocabulary");
    vocabulary_.insert(token.content, id);
    flagsOf_.resize(static_cast<std::size_t>(vocabulary_.end()));
    flagsOf_[static_cast<std::size_t>(id)] = flags_.size();
    flags_.push_back(token);
}

void AddedTokens::buildTries(const Normalizer* normalizer) {
    std::vector<AddedToken> ordered = flags_;
    std::stable_partition(ordered.begin(), ordered.end(),
                          [this](const AddedToken& token) { return isSpecial(token.content); });
    for (const AddedToken& token : ordered) {
        const TokenId id = *vocabulary_.id(token.content);
        if (!token.normalized)
            original_.insert(token.content, id);
        else
            normalized_.insert(normalizer ? normalizer->apply(token.content) : token.content, id);
    }
}

bool AddedTokens::allowed(const AddedToken& token, std::string_view text, Range match) const {
    return !token.singleWord ||
           (!endsWithWord(text.substr(0, match.begin)) && !beginsWithWord(text.substr(match.end)));
}

std::vector<Segment> AddedTokens::split(std::string_view text, const TokenTrie& trie) const {
    std::vector<Segment> segments;
    std::size_t done = 0;
    for (const TokenTrie::Match& match : trie.find(text)) {
        const AddedToken& token = flags(match.id);
        if (!allowed(token, text, match.range))
            continue;
        Range range = match.range;
        if (token.stripLeft)
            range.begin = std::max(beginOfSpaceBefore(text, range.begin), done);
        if (token.stripRight)
            range.end = endOfSpaceBehind(text, range.end);
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
