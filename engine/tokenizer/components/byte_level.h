// The byte alphabet of GPT-2: every byte has a printable character that stands for it.
//
// Printable ASCII and Latin-1 bytes stand for themselves; the other 68, in order, are U+0100 and
// up (Radford et al. 2019, `bytes_to_unicode` of the published encoder).
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fracbit::tokenizer {

// Appends the characters of the text's bytes.
void appendByteCharacters(std::string& out, std::string_view bytes);
// The byte that a character stands for; nothing for characters outside the alphabet.
std::optional<std::uint8_t> byteOfCharacter(char32_t character);
// Appends a token's bytes; a token with any other character is appended as it is.
void appendTokenBytes(std::string& out, std::string_view token);

} // namespace fracbit::tokenizer
