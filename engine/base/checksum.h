// Checksums against accidents: damaged files, and files that are not the ones they are taken for.
#pragma once

#include "base/json_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace fracbit {

// XXH3, 64 bits, seed 0: the same on every machine. Not cryptographic.
std::uint64_t xxh3(std::span<const std::byte> bytes);

// 16 hexadecimal digits, the highest first: how files hold checksums and fingerprints.
std::string hexDigits(std::uint64_t value);

// Whether a text is 16 hexadecimal digits, lower case.
bool isHexDigits(const std::string& text);

// A field that holds such digits, or is absent: then empty. Throws Error(InvalidFile) naming it.
std::string readFingerprint(const JsonObject& object, std::string_view key);

// The digits of xxh3() of a file's bytes, which are read whole. Throws Error(Io) naming the file.
std::string fileFingerprint(const std::filesystem::path& path);

} // namespace fracbit
