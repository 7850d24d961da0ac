#include "tokenizer/components/unicode.h"

#include <unicode/uchar.h>

namespace fracbit::tokenizer {

namespace {

// What a lead byte announces (Unicode Standard, table 3-7): how many bytes follow and the range of
// the first of them, which excludes overlong forms, surrogates and values above U+10FFFF.
struct Lead {
    int following = -1; // ill-formed
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

Lead lead(unsigned char byte) {
    if (byte < 0x80)
        return {0};
    if (byte >= 0xC2 && byte <= 0xDF)
        return {1};
    if (byte >= 0xE0 && byte <= 0xEF) {
        const unsigned char low = byte == 0xE0 ? 0xA0 : 0x80;
        const unsigned char high = byte == 0xED ? 0x9F : 0xBF;
        return {2, low, high};
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        const unsigned char low = byte == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = byte == 0xF4 ? 0x8F : 0xBF;
        return {3, low, high};
    }
    return {};
}

} // namespace

CodePoint codePointAt(std::string_view text, std::size_t offset) {
    const auto first = static_cast<unsigned char>(text[offset]);
    const Lead form = lead(first);
    if (form.following <= 0)
        return {form.following < 0 ? kReplacementCharacter : first, 1, form.following == 0};
    char32_t value = first & (0x3Fu >> form.following);
    std::size_t length = 1;
    for (int i = 0; i < form.following; ++i, ++length) {
        const auto low = i == 0 ? form.low : 0x80;
        const auto high = i == 0 ? form.high : 0xBF;
        if (offset + length >= text.size())
            return {kReplacementCharacter, length, false};
        const auto next = static_cast<unsigned char>(text[offset + length]);
        if (next < low || next > high)
            return {kReplacementCharacter, length, false};
        value = (value << 6) | (next & 0x3Fu);
    }
    return {value, length, true};
}

void appendUtf8(std::string& out, char32_t value) {
    const auto tail = [&](int shift) {
        out.push_back(static_cast<char>(0x80u | ((value >> shift) & 0x3Fu)));
    };
    if (value < 0x80) {
        out.push_back(static_cast<char>(value));
    } else if (value < 0x800) {
        out.push_back(static_cast<char>(0xC0u | (value >> 6)));
        tail(0);
    } else if (value < 0x10000) {
        out.push_back(static_cast<char>(0xE0u | (value >> 12)));
        tail(6);
        tail(0);
    } else {
        out.push_back(static_cast<char>(0xF0u | (value >> 18)));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string toUtf8(char32_t value) {
    std::string text;
    appendUtf8(text, value);
    return text;
}

bool isUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = codePointAt(text, i);
        if (!point.valid)
            return false;
        i += point.length;
    }
    return true;
}

std::string repairedUtf8(std::string_view text) {
    std::string repaired;
    repaired.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = codePointAt(text, i);
        if (point.valid)
            repaired.append(text, i, point.length);
        else
            appendUtf8(repaired, kReplacementCharacter);
        i += point.length;
    }
    return repaired;
}

std::size_t codePointCount(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    return count;
}

std::string printable(std::string_view text) {
    constexpr std::size_t kMaxBytes = 80;
    std::string result = "'" + repairedUtf8(text.substr(0, kMaxBytes));
    for (char& c : result)
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    return result + (text.size() > kMaxBytes ? "...'" : "'");
}

bool isWhitespace(char32_t value) {
    return u_isUWhiteSpace(static_cast<UChar32>(value));
}

bool isNumeric(char32_t value) {
    return (U_GET_GC_MASK(static_cast<UChar32>(value)) & U_GC_N_MASK) != 0;
}

bool isPunctuation(char32_t value) {
    const auto mask = U_GET_GC_MASK(static_cast<UChar32>(value));
    if (value < 0x80)
        return (mask & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
    return (mask & U_GC_P_MASK) != 0;
}

bool isWord(char32_t value) {
    const auto point = static_cast<UChar32>(value);
    const auto mask = U_GET_GC_MASK(point);
    return u_isUAlphabetic(point) || u_hasBinaryProperty(point, UCHAR_JOIN_CONTROL) ||
           (mask & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) != 0;
}

} // namespace fracbit::tokenizer
