// UTF-8 and the character classes that tokenizers ask for.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include <cstddef>
#include <string>
#include <string_view>

namespace fracbit::tokenizer {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct CodePoint {
    char32_t value = 0;     // U+FFFD when the bytes are ill-formed
    std::size_t length = 0; // bytes taken: of an ill-formed sequence its maximal subpart
    bool valid = false;
};

// The code point that begins at `offset`, which must be less than text.size(). Ill-formed bytes are
// taken as the Unicode Standard recommends (section 3.9, "Substitution of Maximal Subparts").
CodePoint codePointAt(std::string_view text, std::size_t offset);

void appendUtf8(std::string& out, char32_t value);
std::string toUtf8(char32_t value);
bool isUtf8(std::string_view text);
// Each ill-formed sequence replaced by U+FFFD.
std::string repairedUtf8(std::string_view text);
std::size_t codePointCount(std::string_view text); // of well-formed text

// For one-line messages: in quotes, cut short, control characters as spaces.
std::string printable(std::string_view text);

bool isWhitespace(char32_t value);  // White_Space
bool isNumeric(char32_t value);     // general categories Nd, Nl, No
bool isPunctuation(char32_t value); // general categories P*, and the symbols of ASCII
bool isWord(char32_t value);        // what \w matches (Unicode TS 18, annex C)

} // namespace fracbit::tokenizer
