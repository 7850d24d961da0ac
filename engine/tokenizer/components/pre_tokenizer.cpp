#include "tokenizer/components/pre_tokenizer.h"

#include "tokenizer/components/byte_level.h"
#include "tokenizer/components/metaspace.h"
#include "tokenizer/components/unicode.h"

#include <optional>

namespace fracbit::tokenizer {

namespace {

// GPT-2's pattern (Radford et al. 2019, the published encoder).
constexpr const char* kGpt2Pattern = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+)"
                                     R"(| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
// The words of upstream's Whitespace, which (unlike Oniguruma's \w) have zero-width joiners.
constexpr const char* kWordPattern = R"([\w\u200C\u200D]+|[^\w\u200C\u200D\s]+)";

class Splitter final : public PreTokenizer {
public:
    Splitter(Pattern pattern, SplitBehavior behavior, bool inverted = false)
        : pattern_(std::move(pattern)), behavior_(behavior), inverted_(inverted) {}
    void apply(Pieces& pieces) const override { split(pieces, pattern_, behavior_, inverted_); }

private:
    Pattern pattern_;
    SplitBehavior behavior_;
    bool inverted_;
};

class ByteLevel final : public PreTokenizer {
public:
    ByteLevel(bool addPrefixSpace, bool cut) : addPrefixSpace_(addPrefixSpace) {
        if (cut)
            pattern_ = Regex(kGpt2Pattern);
    }
    void apply(Pieces& pieces) const override {
        if (addPrefixSpace_)
            prefixSpaces(pieces);
        if (pattern_)
            split(pieces, *pattern_, SplitBehavior::Isolated);
        PiecesBuilder bytes(pieces);
        for (const Range& range : pieces.ranges) {
            appendByteCharacters(bytes.text(), range.of(pieces.text));
            bytes.endPiece();
        }
        pieces = bytes.take();
    }

private:
    static void prefixSpaces(Pieces& pieces) {
        PiecesBuilder prefixed(pieces);
        for (const Range& range : pieces.ranges) {
            const std::string_view text = range.of(pieces.text);
            if (!text.starts_with(' '))
                prefixed.text() += ' ';
            prefixed.text() += text;
            prefixed.endPiece();
        }
        pieces = prefixed.take();
    }
    bool addPrefixSpace_;
    std::optional<Pattern> pattern_;
};

class MetaspaceSplitter final : public PreTokenizer {
public:
    explicit MetaspaceSplitter(Metaspace settings)
        : settings_(std::move(settings)), mark_(Literal{settings_.replacement}) {}
    void apply(Pieces& pieces) const override {
        PiecesBuilder marked(pieces);
        for (std::size_t i = 0; i < pieces.ranges.size(); ++i) {
            appendMarked(marked.text(), pieces[i], pieces.beginsText(i));
            marked.endPiece();
        }
        pieces = marked.take();
        if (settings_.split)
            split(pieces, mark_, SplitBehavior::MergedWithNext);
    }

private:
    void appendMarked(std::string& out, std::string_view piece, bool beginsText) const {
        const bool wanted = settings_.prefix == MetaspacePrefix::Always ||
                            (settings_.prefix == MetaspacePrefix::First && beginsText);
        if (wanted && !piece.starts_with(' ') && !piece.starts_with(settings_.replacement))
            out += settings_.replacement;
        for (const char c : piece) {
            if (c == ' ')
                out += settings_.replacement;
            else
                out += c;
        }
    }
    Metaspace settings_;
    Pattern mark_;
};

class PreTokenizerSequence final : public PreTokenizer {
public:
    explicit PreTokenizerSequence(std::vector<std::unique_ptr<PreTokenizer>> steps)
        : steps_(std::move(steps)) {}
    void apply(Pieces& pieces) const override {
        for (const auto& step : steps_)
            step->apply(pieces);
    }

private:
    std::vector<std::unique_ptr<PreTokenizer>> steps_;
};

SplitBehavior parseBehavior(const Component& component) {
    const std::string name = component.fields().string("behavior");
    if (name == "Isolated")
        return SplitBehavior::Isolated;
    if (name == "Removed")
        return SplitBehavior::Removed;
    if (name == "MergedWithPrevious")
        return SplitBehavior::MergedWithPrevious;
    if (name == "MergedWithNext")
        return SplitBehavior::MergedWithNext;
    if (name == "Contiguous")
        return SplitBehavior::Contiguous;
    component.fields().fail("behavior", "is not a known behavior");
}

std::unique_ptr<PreTokenizer> parseSplit(const Component& component) {
    return std::make_unique<Splitter>(component.pattern("pattern"), parseBehavior(component),
                                      component.fields().boolean("invert"));
}

std::unique_ptr<PreTokenizer> parseDigits(const Component& component) {
    const bool individual = component.fields().booleanOr("individual_digits", false);
    return std::make_unique<Splitter>(CharacterClass{isNumeric}, individual
                                                                     ? SplitBehavior::Isolated
                                                                     : SplitBehavior::Contiguous);
}

std::unique_ptr<PreTokenizer> parsePunctuation(const Component& component) {
    const bool named = component.fields().has("behavior");
    return std::make_unique<Splitter>(CharacterClass{isPunctuation},
                                      named ? parseBehavior(component) : SplitBehavior::Isolated);
}

std::unique_ptr<PreTokenizer> parseByteLevel(const Component& component) {
    const JsonObject& fields = component.fields();
    return std::make_unique<ByteLevel>(fields.booleanOr("add_prefix_space", true),
                                       fields.booleanOr("use_regex", true));
}

std::unique_ptr<PreTokenizer> parsePreTokenizerSequence(const Component& component) {
    std::vector<std::unique_ptr<PreTokenizer>> steps;
    for (const Component& step : component.children("pretokenizers"))
        steps.push_back(PreTokenizer::parse(step));
    return std::make_unique<PreTokenizerSequence>(std::move(steps));
}

} // namespace

std::unique_ptr<PreTokenizer> PreTokenizer::parse(const Component& component) {
    const std::string type = component.type();
    if (type == "ByteLevel")
        return parseByteLevel(component);
    if (type == "Split")
        return parseSplit(component);
    if (type == "Digits")
        return parseDigits(component);
    if (type == "Punctuation")
        return parsePunctuation(component);
    if (type == "Metaspace")
        return std::make_unique<MetaspaceSplitter>(parseMetaspace(component));
    if (type == "Whitespace")
        return std::make_unique<Splitter>(Regex(kWordPattern), SplitBehavior::Removed, true);
    if (type == "WhitespaceSplit")
        return std::make_unique<Splitter>(CharacterClass{isWhitespace}, SplitBehavior::Removed);
    if (type == "Sequence")
        return parsePreTokenizerSequence(component);
    component.unsupported("pre-tokenizer");
}

} // namespace fracbit::tokenizer
