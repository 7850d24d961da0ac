#include "tokenizer/components/regex_syntax.h"

#include "base/error.h"
#include "tokenizer/components/unicode.h"

#include <algorithm>
#include <array>

namespace fracbit::tokenizer {

namespace {

// Word characters inside brackets. Unlike ICU's there are no zero-width joiners among them.
constexpr std::string_view kWord = R"(\p{Alphabetic}\p{M}\p{Nd}\p{Pc})";
// Outside of brackets Oniguruma counts the Latin-1 superscripts and fractions as well.
constexpr std::string_view kLoneWord =
    R"([\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u00B2\u00B3\u00B9\u00BC-\u00BE])";
constexpr std::string_view kHexadecimal = "0-9a-fA-F";
constexpr std::string_view kPunctuation = R"(\p{P}\p{S})";

struct PosixClass {
    std::string_view name;
    std::string_view members;
};
// Those that ICU defines otherwise.
constexpr std::array<PosixClass, 3> kPosixClasses{
    {{"punct", kPunctuation}, {"word", kWord}, {"xdigit", kHexadecimal}}};

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool contains(std::string_view characters, char c) {
    return characters.find(c) != std::string_view::npos;
}

// The length of a quantifier "{2}", "{2,}", "{,3}" or "{2,3}" at the start; 0 when there is none.
std::size_t quantifierLength(std::string_view text) {
    const auto close = text.find('}');
    if (close == std::string_view::npos || close < 2)
        return 0;
    const std::string_view inside = text.substr(1, close - 1);
    const bool digitsOnly =
        std::all_of(inside.begin(), inside.end(), [](char c) { return isDigit(c) || c == ','; });
    const bool oneComma = inside.find(',') == inside.rfind(',');
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
    std::string_view rest() const { return pattern_.substr(at_); }

    void step() {
        const char c = pattern_[at_];
        if (c == '\\' && at_ + 1 < pattern_.size())
            escape(pattern_[at_ + 1]);
        else if (c == '[')
            openBracket();
        else if (depth_ > 0)
            insideBrackets(c);
        else if (c == '{' || c == '}')
            brace();
        else if (rest().starts_with("(?"))
            group();
        else
            copy(1);
    }

    void replace(std::size_t length, std::string_view text) {
        out_ += text;
        at_ += length;
    }
    void copy(std::size_t length) { replace(length, pattern_.substr(at_, length)); }
    void copyThrough(char last) {
        const auto end = pattern_.find(last, at_);
        copy(end == std::string_view::npos ? pattern_.size() - at_ : end + 1 - at_);
    }

    void insideBrackets(char c) {
        if (c == ']')
            --depth_;
        copy(1);
    }

    void openBracket() {
        if (depth_ > 0 && rest().starts_with("[:") && rest().find(":]") != std::string_view::npos)
            return posixClass();
        ++depth_;
        copy(rest().starts_with("[^") ? 2 : 1);
        // "[]a]": a closing bracket that comes first stands for itself.
        if (rest().starts_with(']') && pattern_.find(']', at_ + 1) != std::string_view::npos)
            replace(1, "\\]");
    }

    // [:name:] or [:^name:]
    void posixClass() {
        const std::size_t length = rest().find(":]") + 2;
        const bool inverted = rest().starts_with("[:^");
        const std::string_view name = rest().substr(inverted ? 3 : 2, length - (inverted ? 5 : 4));
        const auto* found = std::find_if(kPosixClasses.begin(), kPosixClasses.end(),
                                         [&](const PosixClass& item) { return item.name == name; });
        if (found == kPosixClasses.end())
            return copy(length);
        set(length, found->members, inverted);
    }

    void set(std::size_t length, std::string_view members, bool inverted) {
        replace(length, inverted ? "[^" : "[");
        out_ += members;
        out_ += ']';
    }

    void escape(char letter) {
        if (letter == 'w' || letter == 'W')
            set(2, depth_ > 0 ? kWord : kLoneWord, letter == 'W');
        else if (letter == 'h' || letter == 'H')
            set(2, kHexadecimal, letter == 'H');
        else if (letter == 'p' || letter == 'P')
            property(letter);
        else if (depth_ == 0 && (letter == 'b' || letter == 'B'))
            boundary(letter == 'b');
        else if (letter == 'v')
            replace(2, "\\x0B");
        else if (letter == 'N' || letter == 'O')
            replace(2, letter == 'N' ? "[^\\n]" : "[\\s\\S]");
        else
            otherEscape(letter);
    }

    void otherEscape(char letter) {
        if (contains("cCgKMyY", letter))
            throw Error(ErrorCode::Unsupported, "regular expression " + printable(pattern_) +
                                                    " uses \\" + letter + ", not supported");
        const bool same = contains("aAbdDefGkntrRsSuxXzZ", letter);
        if (isLetter(letter) && !same) // stands for itself; in ICU it may not
            return replace(2, std::string_view(&letter, 1));
        copy(2);
        if (letter == 'x' && rest().starts_with('{'))
            copyThrough('}');
    }

    void property(char letter) {
        const bool braced = rest().substr(2).starts_with('{');
        if (rest().substr(2).starts_with("{^"))
            replace(4, letter == 'p' ? "\\P{" : "\\p{");
        if (braced)
            copyThrough('}');
        else
            copy(2);
    }

    // ICU's own looks through combining marks.
    void boundary(bool wanted) {
        const std::string word(kLoneWord);
        const std::string begin = "(?<!" + word + ")(?" + (wanted ? "=" : "!") + word + ")";
        const std::string end = "(?<=" + word + ")(?" + (wanted ? "!" : "=") + word + ")";
        replace(2, "(?:" + begin + "|" + end + ")");
    }

    void brace() {
        const std::size_t length = pattern_[at_] == '{' ? quantifierLength(rest()) : 0;
        if (length == 0)
            return replace(1, pattern_[at_] == '{' ? "\\{" : "\\}");
        if (rest().starts_with("{,")) {
            replace(1, "{0");
            return copy(length - 1);
        }
        copy(length);
    }

    // In "(?im-x:" and "(?im)", m is the option that ICU calls s.
    void group() {
        copy(2);
        while (at_ < pattern_.size() && contains("imx-", pattern_[at_])) {
            if (pattern_[at_] == 'm')
                replace(1, "s");
            else
                copy(1);
        }
    }

    std::string_view pattern_;
    std::string out_;
    std::size_t at_ = 0;
    int depth_ = 0; // of brackets
};

} // namespace

std::string icuSyntax(std::string_view pattern) {
    return Rewriter(pattern).run();
}

} // namespace fracbit::tokenizer
