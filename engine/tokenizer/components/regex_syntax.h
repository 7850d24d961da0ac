// Oniguruma's regular-expression syntax in ICU's.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include <string>
#include <string_view>

namespace fracbit::tokenizer {

// Rewrites what the two spell or mean differently (the Ruby syntax of Oniguruma's documentation,
// doc/RE, with Unicode): word characters and boundaries, \h, \v, \N, \O, \p{^...}, POSIX brackets,
// {,n}, braces that are not quantifiers, (?m). Throws Error(Unsupported) for escapes that ICU has
// no equivalent of; what else Oniguruma has and ICU lacks is left to fail in ICU.
std::string icuSyntax(std::string_view pattern);

} // namespace fracbit::tokenizer
