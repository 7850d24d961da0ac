#include "tokenizer/components/decoder.h"

#include "tokenizer/components/byte_level.h"
#include "tokenizer/components/metaspace.h"
#include "tokenizer/components/unicode.h"

#include <cstdint>
#include <optional>

namespace fracbit::tokenizer {

namespace {

using Tokens = std::vector<std::string>;

std::string joined(const Tokens& tokens) {
    std::string text;
    for (const std::string& token : tokens)
        text += token;
    return text;
}

class ByteLevelDecoder final : public Decoder {
public:
    Tokens apply(Tokens tokens) const override {
        std::string bytes;
        for (const std::string& token : tokens)
            appendTokenBytes(bytes, token);
        return {repairedUtf8(bytes)};
    }
};

// "<0x0A>" and the like become bytes. A run of them that is not well-formed UTF-8 becomes as many
// replacement characters.
class ByteFallbackDecoder final : public Decoder {
public:
    Tokens apply(Tokens tokens) const override {
        Tokens decoded;
        std::string bytes;
        for (std::string& token : tokens) {
            if (const auto byte = byteOf(token)) {
                bytes.push_back(static_cast<char>(*byte));
                continue;
            }
            flush(bytes, decoded);
            decoded.push_back(std::move(token));
        }
        flush(bytes, decoded);
        return decoded;
    }

private:
    static int digit(char c) {
        if (c >= '0' && c <= '9')
            return c - '0';
        if (c >= 'a' && c <= 'f')
            return c - 'a' + 10;
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
    static std::optional<std::uint8_t> byteOf(const std::string& token) {
        if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>')
            return std::nullopt;
        const int high = digit(token[3]);
        const int low = digit(token[4]);
        if (high < 0 || low < 0)
            return std::nullopt;
        return static_cast<std::uint8_t>(high * 16 + low);
    }
    static void flush(std::string& bytes, Tokens& decoded) {
        if (bytes.empty())
            return;
        if (isUtf8(bytes))
            decoded.push_back(bytes);
        else
            decoded.insert(decoded.end(), bytes.size(), toUtf8(kReplacementCharacter));
        bytes.clear();
    }
};

class FuseDecoder final : public Decoder {
public:
    Tokens apply(Tokens tokens) const override { return {joined(tokens)}; }
};

// Removes up to `start` and `stop` of one character from each token's ends.
class StripDecoder final : public Decoder {
public:
    StripDecoder(std::string content, std::size_t start, std::size_t stop)
        : content_(std::move(content)), start_(start), stop_(stop) {}
    Tokens apply(Tokens tokens) const override {
        for (std::string& token : tokens) {
            std::string_view rest = token;
            for (std::size_t i = 0; i < start_ && rest.starts_with(content_); ++i)
                rest.remove_prefix(content_.size());
            for (std::size_t i = 0; i < stop_ && rest.ends_with(content_); ++i)
                rest.remove_suffix(content_.size());
            token = std::string(rest);
        }
        return tokens;
    }

private:
    std::string content_;
    std::size_t start_;
    std::size_t stop_;
};

class ReplaceDecoder final : public Decoder {
public:
    explicit ReplaceDecoder(const Component& component)
        : replace_(component.pattern("pattern"), component.fields().string("content")) {}
    Tokens apply(Tokens tokens) const override {
        for (std::string& token : tokens)
            token = replace_.apply(std::move(token));
        return tokens;
    }

private:
    Replacement replace_;
};

class MetaspaceDecoder final : public Decoder {
public:
    explicit MetaspaceDecoder(Metaspace settings) : settings_(std::move(settings)) {}
    Tokens apply(Tokens tokens) const override {
        bool first = true;
        for (std::string& token : tokens) {
            const bool dropped = first && settings_.prefix != MetaspacePrefix::Never;
            token = Replacement(Literal{settings_.replacement}, dropped ? "" : " ").apply(token);
            first = false;
        }
        return tokens;
    }

private:
    Metaspace settings_;
};

class DecoderSequence final : public Decoder {
public:
    explicit DecoderSequence(std::vector<std::unique_ptr<Decoder>> steps)
        : steps_(std::move(steps)) {}
    Tokens apply(Tokens tokens) const override {
        for (const auto& step : steps_)
            tokens = step->apply(std::move(tokens));
        return tokens;
    }

private:
    std::vector<std::unique_ptr<Decoder>> steps_;
};

std::unique_ptr<Decoder> parseDecoderSequence(const Component& component) {
    std::vector<std::unique_ptr<Decoder>> steps;
    for (const Component& step : component.children("decoders"))
        steps.push_back(Decoder::parse(step));
    return std::make_unique<DecoderSequence>(std::move(steps));
}

} // namespace

std::unique_ptr<Decoder> Decoder::parse(const Component& component) {
    const std::string type = component.type();
    if (type == "ByteLevel")
        return std::make_unique<ByteLevelDecoder>();
    if (type == "ByteFallback")
        return std::make_unique<ByteFallbackDecoder>();
    if (type == "Fuse")
        return std::make_unique<FuseDecoder>();
    if (type == "Strip")
        return std::make_unique<StripDecoder>(toUtf8(component.character("content")),
                                              component.count("start"), component.count("stop"));
    if (type == "Replace")
        return std::make_unique<ReplaceDecoder>(component);
    if (type == "Metaspace")
        return std::make_unique<MetaspaceDecoder>(parseMetaspace(component));
    if (type == "Sequence")
        return parseDecoderSequence(component);
    component.unsupported("decoder");
}

} // namespace fracbit::tokenizer
