// Regular expressions of tokenizer files.
//
// Hugging Face tokenizers match with Oniguruma (Ruby syntax); this program matches with ICU. The
// two agree on what tokenizers use once a few escapes are rewritten (see regex.cpp).
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fracbit::tokenizer {

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool empty() const { return begin == end; }
    std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

// A compiled expression. Immutable, cheap to copy, safe to use from any thread.
class Regex {
public:
    // Throws Error(InvalidFile) naming the expression when it does not compile.
    explicit Regex(std::string pattern);

    const std::string& pattern() const { return pattern_; }

private:
    friend class RegexMatcher;
    struct Compiled;
    std::string pattern_;
    std::shared_ptr<const Compiled> compiled_;
};

// Matches one expression against many texts. For one thread at a time.
class RegexMatcher {
public:
    explicit RegexMatcher(const Regex& regex);
    ~RegexMatcher();
    RegexMatcher(const RegexMatcher&) = delete;
    RegexMatcher& operator=(const RegexMatcher&) = delete;

    // Appends the successive matches in `text` (well-formed UTF-8), in bytes. An empty match right
    // behind the previous match does not count. Throws Error(InvalidFile) when matching takes
    // unreasonably long (catastrophic backtracking), Error(InvalidArgument) for more than 2 GiB.
    void find(std::string_view text, std::vector<Range>& matches);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace fracbit::tokenizer
