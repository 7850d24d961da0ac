// Text files; paths and numbers as text that reads back as the same path and number.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace fracbit {

// A path as UTF-8, for JSON files and for the window. To the system a file name is bytes: those
// that are no UTF-8 become characters of Unicode's private use area (U+EF80 to U+EFFF for the bytes
// 80 to FF), as in MirBSD's OPTU-8, and pathFromText() makes them bytes again. Any other path is
// its own text.
std::string pathText(const std::filesystem::path& path);
std::filesystem::path pathFromText(std::string_view text);

// A text file as UTF-8: a byte-order mark is taken off, UTF-16 that has one is converted. Throws
// Error(InvalidFile) "is not UTF-8 text" for anything else, and what readFile() throws.
std::string readText(const std::filesystem::path& file);

// The shortest decimal text that is read back as the same value, in every locale.
std::string exactText(double value);

} // namespace fracbit
