#include "tokenizer/components/byte_level.h"

#include "tokenizer/components/unicode.h"

#include <array>

namespace fracbit::tokenizer {

namespace {

constexpr bool isPrintable(int byte) {
    return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

constexpr int kUnprintable = 68;
constexpr char32_t kFirstSubstitute = 0x100;

struct Alphabet {
    std::array<char32_t, 256> characters{};
    std::array<std::uint8_t, kUnprintable> substituted{}; // by character - kFirstSubstitute
};

constexpr Alphabet makeAlphabet() {
    Alphabet alphabet;
    int substitutes = 0;
    for (int byte = 0; byte < 256; ++byte) {
        alphabet.characters[byte] = static_cast<char32_t>(byte);
        if (isPrintable(byte))
            continue;
        alphabet.characters[byte] = kFirstSubstitute + static_cast<char32_t>(substitutes);
        alphabet.substituted[substitutes++] = static_cast<std::uint8_t>(byte);
    }
    return alphabet;
}

constexpr Alphabet kAlphabet = makeAlphabet();

} // namespace

void appendByteCharacters(std::string& out, std::string_view bytes) {
    for (const char byte : bytes)
        appendUtf8(out, kAlphabet.characters[static_cast<unsigned char>(byte)]);
}

std::optional<std::uint8_t> byteOfCharacter(char32_t character) {
    if (character < kFirstSubstitute)
        return isPrintable(static_cast<int>(character))
                   ? std::optional(static_cast<std::uint8_t>(character))
                   : std::nullopt;
    const char32_t index = character - kFirstSubstitute;
    return index < kUnprintable ? std::optional(kAlphabet.substituted[index]) : std::nullopt;
}

void appendTokenBytes(std::string& out, std::string_view token) {
    const std::size_t before = out.size();
    for (std::size_t i = 0; i < token.size();) {
        const CodePoint point = codePointAt(token, i);
        const auto byte = byteOfCharacter(point.value);
        if (!byte) {
            out.resize(before);
            out += token;
            return;
        }
        out.push_back(static_cast<char>(*byte));
        i += point.length;
    }
}

} // namespace fracbit::tokenizer
