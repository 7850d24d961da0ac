#include "tokenizer/components/pieces.h"

#include "tokenizer/components/unicode.h"

namespace fracbit::tokenizer {

namespace {

struct Part {
    Range range;
    bool match = false;
};

// Alternating matches and gaps that cover the text. An empty text is one gap.
std::vector<Part> cover(std::string_view text, const std::vector<Range>& matches, bool inverted) {
    if (text.empty())
        return {{{0, 0}, false}};
    std::vector<Part> parts;
    std::size_t end = 0;
    for (const Range& match : matches) {
        if (match.begin != end)
            parts.push_back({{end, match.begin}, inverted});
        parts.push_back({match, !inverted});
        end = match.end;
    }
    if (end != text.size())
        parts.push_back({{end, text.size()}, inverted});
    return parts;
}

// The upstream rule, to the letter: a match extends the neighbour unless the part on its other
// side, the one looked at just before, was a match as well.
std::vector<Range> mergedWithPrevious(const std::vector<Part>& parts) {
    std::vector<Range> merged;
    bool afterMatch = false;
    for (const Part& part : parts) {
        if (part.match && !afterMatch && !merged.empty())
            merged.back().end = part.range.end;
        else
            merged.push_back(part.range);
        afterMatch = part.match;
    }
    return merged;
}

std::vector<Range> mergedWithNext(const std::vector<Part>& parts) {
    std::vector<Range> merged;
    bool beforeMatch = false;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (part->match && !beforeMatch && !merged.empty())
            merged.back().begin = part->range.begin;
        else
            merged.push_back(part->range);
        beforeMatch = part->match;
    }
    return {merged.rbegin(), merged.rend()};
}

std::vector<Range> contiguous(const std::vector<Part>& parts) {
    std::vector<Range> joined;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && parts[i].match == parts[i - 1].match)
            joined.back().end = parts[i].range.end;
        else
            joined.push_back(parts[i].range);
    }
    return joined;
}

std::vector<Range> selected(const std::vector<Part>& parts, bool withMatches) {
    std::vector<Range> ranges;
    ranges.reserve(parts.size());
    for (const Part& part : parts)
        if (withMatches || !part.match)
            ranges.push_back(part.range);
    return ranges;
}

std::vector<Range> arrange(const std::vector<Part>& parts, SplitBehavior behavior) {
    switch (behavior) {
    case SplitBehavior::Isolated:
        return selected(parts, true);
    case SplitBehavior::Removed:
        return selected(parts, false);
    case SplitBehavior::MergedWithPrevious:
        return mergedWithPrevious(parts);
    case SplitBehavior::MergedWithNext:
        return mergedWithNext(parts);
    case SplitBehavior::Contiguous:
        return contiguous(parts);
    }
    return {};
}

void findLiteral(std::string_view text, const std::string& literal, std::vector<Range>& matches) {
    for (auto at = text.find(literal); at != std::string_view::npos;
         at = text.find(literal, at + literal.size()))
        matches.push_back({at, at + literal.size()});
}

// What an empty expression matches: the places between characters, and both ends.
void findBoundaries(std::string_view text, std::vector<Range>& matches) {
    for (std::size_t i = 0; i < text.size(); i += codePointAt(text, i).length)
        matches.push_back({i, i});
    matches.push_back({text.size(), text.size()});
}

void findCharacters(std::string_view text, const CharacterClass& characters,
                    std::vector<Range>& matches) {
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = codePointAt(text, i);
        if (characters.contains(point.value))
            matches.push_back({i, i + point.length});
        i += point.length;
    }
}

} // namespace

Pieces Pieces::whole(std::string text, bool atTextStart) {
    const Range all{0, text.size()};
    return {std::move(text), {all}, atTextStart};
}

PiecesBuilder::PiecesBuilder(const Pieces& source) {
    pieces_.atTextStart = !source.ranges.empty() && source.beginsText(0);
    pieces_.ranges.reserve(source.ranges.size());
    pieces_.text.reserve(source.text.size() + source.text.size() / 8);
}

void PiecesBuilder::endPiece() {
    pieces_.ranges.push_back({begin_, pieces_.text.size()});
    begin_ = pieces_.text.size();
}

PatternFinder::PatternFinder(const Pattern& pattern) : pattern_(pattern) {
    if (const Regex* regex = std::get_if<Regex>(&pattern))
        regex_ = std::make_unique<RegexMatcher>(*regex);
}

void PatternFinder::find(std::string_view text, std::vector<Range>& matches) {
    if (regex_)
        regex_->find(text, matches);
    else if (const Literal* literal = std::get_if<Literal>(&pattern_))
        literal->text.empty() ? findBoundaries(text, matches)
                              : findLiteral(text, literal->text, matches);
    else
        findCharacters(text, std::get<CharacterClass>(pattern_), matches);
}

std::string Replacement::apply(std::string text) const {
    std::vector<Range> matches;
    PatternFinder(pattern_).find(text, matches);
    if (matches.empty())
        return text;
    std::string replaced;
    std::size_t end = 0;
    for (const Range& match : matches) {
        replaced.append(text, end, match.begin - end).append(content_);
        end = match.end;
    }
    return replaced.append(text, end);
}

void split(Pieces& pieces, const Pattern& pattern, SplitBehavior behavior, bool inverted) {
    PatternFinder finder(pattern);
    std::vector<Range> cut;
    std::vector<Range> matches;
    cut.reserve(pieces.ranges.size());
    for (const Range& piece : pieces.ranges) {
        const std::string_view text = piece.of(pieces.text);
        matches.clear();
        finder.find(text, matches);
        for (const Range& range : arrange(cover(text, matches, inverted), behavior))
            if (!range.empty())
                cut.push_back({piece.begin + range.begin, piece.begin + range.end});
    }
    pieces.ranges = std::move(cut);
}

} // namespace fracbit::tokenizer
