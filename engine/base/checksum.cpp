#include "base/checksum.h"

#include "base/atomic_file.h"

#include <algorithm>
#include <cstdio>

#include <xxhash.h>

namespace fracbit {

std::uint64_t xxh3(std::span<const std::byte> bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::string hexDigits(std::uint64_t value) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
    return text;
}

bool isHexDigits(const std::string& text) {
    return text.size() == 16 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string readFingerprint(const JsonObject& object, std::string_view key) {
    std::string digits = object.stringOr(key, "");
    if (!digits.empty() && !isHexDigits(digits))
        object.fail(key, "is no fingerprint: 16 hexadecimal digits");
    return digits;
}

std::string fileFingerprint(const std::filesystem::path& path) {
    const std::string bytes = readFile(path);
    return hexDigits(xxh3(std::as_bytes(std::span(bytes))));
}

} // namespace fracbit
