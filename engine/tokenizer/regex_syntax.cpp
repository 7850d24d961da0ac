#include "tokenizer/regex_syntax.h"

#include <algorithm>

namespace fracbit::tokenizer {

namespace {

constexpr std::string_view kWordSet = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}";
constexpr std::string_view kHexSet = "0-9a-fA-F";

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// The length of a quantifier "{2}", "{2,}", "{,3}" or "{2,3}" at the start; 0 when there is none.
std::size_t quantifierLength(std::string_view text) {
    const auto close = text.find('}');
    if (close == std::string_view::npos || close < 2)
        return 0;
    const std::string_view inside = text.substr(1, close - 1);
    const auto comma = inside.find(',');
    const bool digitsOnly =
        std::all_of(inside.begin(), inside.end(), [](char c) { return isDigit(c) || c == ','; });
    const bool oneComma = comma == inside.rfind(',');
    return digitsOnly && oneComma && inside != "," ? close + 1 : 0;
}

class Rewriter {
public:
    explicit Rewriter(std::string_view pattern) : pattern_(pattern) {}

    std::string run() {
        while (at_ < pattern_.size())
            step();
        return std::move(out_);
    }

private:
    void step() {
        const char c = pattern_[at_];
        if (c == '\\' && at_ + 1 < pattern_.size())
            return escape(pattern_[at_ + 1]);
        if (c == '{' && setDepth_ == 0)
            return brace();
        if (c == '[')
            ++setDepth_;
        else if (c == ']' && setDepth_ > 0)
            --setDepth_;
        copy(1);
        if (c == '[')
            literalBracket();
    }

    // "[]a]" and "[^]a]": a closing bracket that comes first stands for itself.
    void literalBracket() {
        if (at_ < pattern_.size() && pattern_[at_] == '^')
            copy(1);
        if (at_ < pattern_.size() && pattern_[at_] == ']' && hasLaterBracket()) {
            out_ += "\\]";
            ++at_;
        }
    }
    bool hasLaterBracket() const { return pattern_.find(']', at_ + 1) != std::string_view::npos; }

    void escape(char letter) {
        switch (letter) {
        case 'w':
            return characterSet(kWordSet, false);
        case 'W':
            return characterSet(kWordSet, true);
        case 'h':
            return characterSet(kHexSet, false);
        case 'H':
            return characterSet(kHexSet, true);
        case 'p':
        case 'P':
            return property(letter);
        default:
            copy(2);
            if (letter == 'x' && pattern_.substr(at_, 1) == "{")
                copyThroughBrace();
        }
    }

    void characterSet(std::string_view members, bool inverted) {
        out_ += inverted ? "[^" : "[";
        out_ += members;
        out_ += ']';
        at_ += 2;
    }

    void property(char letter) {
        if (pattern_.substr(at_ + 2, 2) == "{^") {
            out_ += letter == 'p' ? "\\P{" : "\\p{";
            at_ += 4;
            return copyThroughBrace();
        }
        copy(2);
        if (pattern_.substr(at_, 1) == "{")
            copyThroughBrace();
    }

    void copyThroughBrace() {
        const auto close = pattern_.find('}', at_);
        copy(close == std::string_view::npos ? pattern_.size() - at_ : close + 1 - at_);
    }

    void brace() {
        const std::size_t length = quantifierLength(pattern_.substr(at_));
        if (length == 0) {
            out_ += "\\{";
            ++at_;
            return;
        }
        if (pattern_[at_ + 1] == ',') {
            out_ += "{0";
            ++at_;
            return copy(length - 1);
        }
        copy(length);
    }

    void copy(std::size_t count) {
        out_ += pattern_.substr(at_, count);
        at_ += count;
    }

    std::string_view pattern_;
    std::string out_;
    std::size_t at_ = 0;
    int setDepth_ = 0;
};

} // namespace

std::string icuSyntax(std::string_view pattern) {
    return Rewriter(pattern).run();
}

} // namespace fracbit::tokenizer
