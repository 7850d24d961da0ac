#include "tokenizer/components/regex.h"

#include "base/error.h"
#include "tokenizer/components/regex_syntax.h"
#include "tokenizer/components/unicode.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <chrono>
#include <cstdint>

namespace fracbit::tokenizer {

namespace {

// A single match may take this many of ICU's ticks (10,000 backtracking steps each): about a
// second. Expressions of real tokenizers need none, whatever the text.
constexpr std::int32_t kMatchTicks = 2000;
// All matches in one text: real expressions take well under a microsecond a character.
constexpr auto kTextTime = std::chrono::seconds(5);
constexpr auto kCharacterTime = std::chrono::microseconds(20);
// ICU's backtracking stack, in bytes; its own default is 8 MB, which long words can exceed.
constexpr std::int32_t kStackBytes = 64 << 20;
constexpr int kMatchesBetweenClockReads = 1024;

using Clock = std::chrono::steady_clock;

} // namespace

// Not in the namespace without a name, where it could not be a member of RegexMatcher::State.
struct RegexDeadline {
    Clock::time_point end;
    int calls = 0;
    bool passed() { return ++calls % kMatchesBetweenClockReads == 0 && Clock::now() > end; }
};

namespace {

// Called by ICU whenever no match begins at a position.
UBool continueSearch(const void* context, std::int64_t) {
    return !static_cast<RegexDeadline*>(const_cast<void*>(context))->passed();
}

// Turns offsets in UTF-16, asked for in ascending order, into offsets in UTF-8.
class OffsetMap {
public:
    explicit OffsetMap(const icu::UnicodeString& text) : units_(text.getBuffer()) {}

    std::size_t bytesAt(std::int32_t unit) {
        for (; unit_ < unit; ++unit_)
            bytes_ += width(units_[unit_]);
        return bytes_;
    }

private:
    static std::size_t width(char16_t unit) {
        if (unit < 0x80)
            return 1;
        return unit < 0x800 || U16_IS_SURROGATE(unit) ? 2 : 3; // a surrogate is half of four bytes
    }
    const char16_t* units_;
    std::int32_t unit_ = 0;
    std::size_t bytes_ = 0;
};

} // namespace

struct Regex::Compiled {
    std::unique_ptr<icu::RegexPattern> pattern;
};

Regex::Regex(std::string pattern) : pattern_(std::move(pattern)) {
    const auto source = icu::UnicodeString::fromUTF8(icuSyntax(pattern_));
    // Ruby's anchors are those of lines, which end at "\n" alone.
    constexpr std::uint32_t kFlags = UREGEX_MULTILINE | UREGEX_UNIX_LINES;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    auto compiled = std::make_shared<Compiled>();
    compiled->pattern.reset(icu::RegexPattern::compile(source, kFlags, where, status));
    if (U_FAILURE(status))
        throw Error(ErrorCode::InvalidFile, "regular expression " + printable(pattern_) +
                                                " is not understood: " + u_errorName(status));
    compiled_ = std::move(compiled);
}

struct RegexMatcher::State {
    std::string pattern;
    std::shared_ptr<const Regex::Compiled> compiled;
    std::unique_ptr<icu::RegexMatcher> matcher;
    icu::UnicodeString text;
    RegexDeadline deadline;

    void check(UErrorCode status) const {
        if (U_FAILURE(status))
            throw Error(ErrorCode::InvalidFile,
                        "regular expression " + printable(pattern) + " takes too long to match");
    }
};

RegexMatcher::RegexMatcher(const Regex& regex) : state_(std::make_unique<State>()) {
    state_->pattern = regex.pattern_;
    state_->compiled = regex.compiled_;
    UErrorCode status = U_ZERO_ERROR;
    state_->matcher.reset(state_->compiled->pattern->matcher(status));
    state_->matcher->setTimeLimit(kMatchTicks, status);
    state_->matcher->setStackLimit(kStackBytes, status);
    state_->matcher->setFindProgressCallback(continueSearch, &state_->deadline, status);
    state_->check(status);
}

RegexMatcher::~RegexMatcher() = default;

void RegexMatcher::find(std::string_view text, std::vector<Range>& matches) {
    if (text.size() > INT32_MAX)
        throw Error(ErrorCode::InvalidArgument, "the text is larger than 2 GiB; split it");
    state_->text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    state_->matcher->reset(state_->text);
    state_->deadline = {Clock::now() + kTextTime + kCharacterTime * text.size()};
    OffsetMap offsets(state_->text);
    std::int32_t last = -1;
    UErrorCode status = U_ZERO_ERROR;
    while (state_->matcher->find(status)) {
        const std::int32_t begin = state_->matcher->start(status);
        const std::int32_t end = state_->matcher->end(status);
        if (begin == end && end == last)
            continue;
        last = end;
        const std::size_t from = offsets.bytesAt(begin);
        matches.push_back({from, offsets.bytesAt(end)});
        if (state_->deadline.passed())
            status = U_REGEX_TIME_OUT;
    }
    state_->check(status);
}

} // namespace fracbit::tokenizer
