// A text cut into pieces, as pre-tokenizers do it.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/regex.h"

#include <string>
#include <variant>
#include <vector>

namespace fracbit::tokenizer {

// The pieces lie in `text` in ascending order; what lies between them has been removed.
struct Pieces {
    std::string text;
    std::vector<Range> ranges;
    // Whether text[0] is where the whole text began: it is not behind a special token, nor was
    // anything in front of it stripped.
    bool atTextStart = false;

    static Pieces whole(std::string text, bool atTextStart);

    std::string_view operator[](std::size_t index) const { return ranges[index].of(text); }
    bool beginsText(std::size_t index) const { return atTextStart && ranges[index].begin == 0; }
};

// Builds a Pieces from changed pieces of another.
class PiecesBuilder {
public:
    explicit PiecesBuilder(const Pieces& source);

    // Where the caller appends the next piece's text...
    std::string& text() { return pieces_.text; }
    // ...and ends it.
    void endPiece();
    Pieces take() { return std::move(pieces_); }

private:
    Pieces pieces_;
    std::size_t begin_ = 0;
};

// What to cut at.
struct Literal {
    std::string text; // an empty one matches between all characters
};
struct CharacterClass {
    bool (*contains)(char32_t); // every character of the class is a match of its own
};
using Pattern = std::variant<Literal, Regex, CharacterClass>;

// What becomes of a match (SplitDelimiterBehavior of Hugging Face tokenizers).
enum class SplitBehavior {
    Isolated,           // a piece of its own
    Removed,            // dropped
    MergedWithPrevious, // the end of the piece before it
    MergedWithNext,     // the beginning of the piece behind it
    Contiguous,         // adjacent matches become one piece
};

// Finds a pattern in one text after another. For one thread at a time; borrows the pattern.
class PatternFinder {
public:
    explicit PatternFinder(const Pattern& pattern);
    void find(std::string_view text, std::vector<Range>& matches);

private:
    const Pattern& pattern_;
    std::unique_ptr<RegexMatcher> regex_;
};

// Puts one text in the place of every match.
class Replacement {
public:
    Replacement(Pattern pattern, std::string content)
        : pattern_(std::move(pattern)), content_(std::move(content)) {}
    std::string apply(std::string text) const;

private:
    Pattern pattern_;
    std::string content_;
};

// Cuts every piece at the pattern, or with `inverted` at what lies between its matches.
void split(Pieces& pieces, const Pattern& pattern, SplitBehavior behavior, bool inverted = false);

} // namespace fracbit::tokenizer
