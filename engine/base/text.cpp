#include "base/text.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <charconv>
#include <cstdint>

namespace fracbit {

namespace {

// U+EF80 + n is EE BE 80 + n for n < 64 and EE BF 80 + (n - 64) above.
constexpr std::uint8_t kLead = 0xEE;
constexpr std::uint8_t kSecond = 0xBE;

std::uint8_t byteAt(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

bool isContinuation(std::string_view text, std::size_t at) {
    return at < text.size() && (byteAt(text, at) & 0xC0) == 0x80;
}

// Whether the three bytes from `at` stand for a byte that is no UTF-8.
bool isEscape(std::string_view text, std::size_t at) {
    return byteAt(text, at) == kLead && isContinuation(text, at + 1) &&
           isContinuation(text, at + 2) && (byteAt(text, at + 1) & 0xFE) == kSecond;
}

// Bytes of the well-formed character at `at`; 0 when there is none (Unicode, table 3-7).
std::size_t characterBytes(std::string_view text, std::size_t at) {
    const std::uint8_t lead = byteAt(text, at);
    if (lead < 0x80)
        return 1;
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    for (std::size_t i = 1; i < bytes; ++i)
        if (!isContinuation(text, at + i))
            return 0;
    const std::uint8_t second = byteAt(text, at + 1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : bytes;
}

void appendEscape(std::string& text, std::uint8_t byte) {
    const auto n = static_cast<std::uint8_t>(byte - 0x80);
    for (const int part : {int{kLead}, kSecond + n / 64, 0x80 + n % 64})
        text += static_cast<char>(part);
}

bool isUtf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = characterBytes(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

void appendCharacter(std::string& text, std::uint32_t code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
        return;
    }
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3; // continuation bytes
    text += static_cast<char>((0xFF00 >> (more + 1) & 0xFF) | code >> (6 * more));
    for (int i = more - 1; i >= 0; --i)
        text += static_cast<char>(0x80 | (code >> (6 * i) & 0x3F));
}

// Unpaired surrogates become what is no UTF-8.
std::string fromUtf16(std::string_view bytes, bool bigEndian) {
    const auto unit = [&](std::size_t at) -> std::uint32_t {
        const std::uint32_t first = byteAt(bytes, at);
        const std::uint32_t second = byteAt(bytes, at + 1);
        return bigEndian ? first << 8 | second : second << 8 | first;
    };
    std::string text;
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        std::uint32_t code = unit(at);
        const bool high = code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size();
        if (high && (unit(at + 2) & 0xFC00) == 0xDC00) {
            at += 2;
            code = 0x10000 + ((code - 0xD800) << 10) + (unit(at) - 0xDC00);
        }
        appendCharacter(text, code);
    }
    return text;
}

} // namespace

std::string readText(const std::filesystem::path& file) {
    std::string text = readFile(file);
    const std::string_view view = text;
    const bool bigEndian = view.starts_with("\xFE\xFF");
    if (view.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
    else if ((bigEndian || view.starts_with("\xFF\xFE")) && text.size() % 2 == 0)
        text = fromUtf16(view.substr(2), bigEndian);
    if (!isUtf8(text))
        throwInvalidFile(file, "is not UTF-8 text");
    return text;
}

std::string pathText(const std::filesystem::path& path) {
    const std::string& bytes = path.native();
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = isEscape(bytes, at) ? 0 : characterBytes(bytes, at);
        if (length > 0) {
            text.append(bytes, at, length);
            at += length;
        } else {
            appendEscape(text, byteAt(bytes, at++));
        }
    }
    return text;
}

std::filesystem::path pathFromText(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        if (isEscape(text, at)) {
            const int n = (byteAt(text, at + 1) - kSecond) * 64 + (byteAt(text, at + 2) - 0x80);
            bytes += static_cast<char>(0x80 + n);
            at += 3;
        } else {
            bytes += text[at++];
        }
    }
    return bytes;
}

std::string exactText(double value) {
    char text[32];
    const auto result = std::to_chars(text, text + sizeof text, value);
    return {text, result.ptr};
}

} // namespace fracbit
