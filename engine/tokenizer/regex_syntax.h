// Oniguruma's regular-expression syntax in ICU's.
#pragma once

#include <string>
#include <string_view>

namespace fracbit::tokenizer {

// Rewrites what the two spell or mean differently: \w (ICU's includes the zero-width joiners), \h
// (a hexadecimal digit in Oniguruma), \p{^...}, {,n} and a brace that is not a quantifier. What
// Oniguruma has and ICU lacks (\g<...>, absent operators) is left to fail in ICU.
std::string icuSyntax(std::string_view pattern);

} // namespace fracbit::tokenizer
