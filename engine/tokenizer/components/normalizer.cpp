#include "tokenizer/components/normalizer.h"

#include "tokenizer/components/unicode.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cstdint>

namespace fracbit::tokenizer {

namespace {

icu::StringPiece icuPiece(const std::string& text) {
    if (text.size() > INT32_MAX / 4)
        throw Error(ErrorCode::InvalidArgument, "the text is larger than 512 MiB; split it");
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

using NormalizerInstance = const icu::Normalizer2* (*)(UErrorCode&);

class UnicodeForm final : public Normalizer {
public:
    explicit UnicodeForm(NormalizerInstance instance) {
        UErrorCode status = U_ZERO_ERROR;
        form_ = instance(status);
        check(status);
    }
    std::string apply(std::string text) const override {
        UErrorCode status = U_ZERO_ERROR;
        std::string normalized;
        icu::StringByteSink<std::string> sink(&normalized,
                                              static_cast<std::int32_t>(icuPiece(text).size()));
        form_->normalizeUTF8(0, icuPiece(text), sink, nullptr, status);
        check(status);
        return normalized;
    }

private:
    static void check(UErrorCode status) {
        if (U_FAILURE(status))
            throw Error(ErrorCode::Internal,
                        std::string("Unicode normalization failed: ") + u_errorName(status));
    }
    const icu::Normalizer2* form_ = nullptr;
};

// Character by character, without regard to context, as upstream does it.
class Lowercase final : public Normalizer {
public:
    std::string apply(std::string text) const override {
        std::string lower;
        lower.reserve(text.size());
        for (std::size_t i = 0; i < text.size();) {
            const CodePoint point = codePointAt(text, i);
            icu::UnicodeString one(static_cast<UChar32>(point.value));
            one.toLower(icu::Locale::getRoot()).toUTF8String(lower);
            i += point.length;
        }
        return lower;
    }
};

class Strip final : public Normalizer {
public:
    Strip(bool left, bool right) : left_(left), right_(right) {}
    std::string apply(std::string text) const override {
        const std::size_t begin = left_ ? leadingSpace(text) : 0;
        const std::size_t end = right_ ? endWithoutSpace(text) : text.size();
        return begin < end ? text.substr(begin, end - begin) : std::string();
    }
    bool stripsFront(const std::string& text) const override {
        return left_ && leadingSpace(text) > 0;
    }

private:
    static std::size_t leadingSpace(const std::string& text) {
        std::size_t i = 0;
        while (i < text.size() && isWhitespace(codePointAt(text, i).value))
            i += codePointAt(text, i).length;
        return i;
    }
    static std::size_t endWithoutSpace(const std::string& text) {
        std::size_t end = 0;
        for (std::size_t i = 0; i < text.size();) {
            const CodePoint point = codePointAt(text, i);
            i += point.length;
            if (!isWhitespace(point.value))
                end = i;
        }
        return end;
    }
    bool left_;
    bool right_;
};

class Prepend final : public Normalizer {
public:
    explicit Prepend(std::string prefix) : prefix_(std::move(prefix)) {}
    std::string apply(std::string text) const override {
        return text.empty() ? text : prefix_ + text;
    }

private:
    std::string prefix_;
};

class Replace final : public Normalizer {
public:
    Replace(Pattern pattern, std::string content)
        : replacement_(std::move(pattern), std::move(content)) {}
    std::string apply(std::string text) const override {
        return replacement_.apply(std::move(text));
    }

private:
    Replacement replacement_;
};

class NormalizerSequence final : public Normalizer {
public:
    explicit NormalizerSequence(std::vector<std::unique_ptr<Normalizer>> steps)
        : steps_(std::move(steps)) {}
    std::string apply(std::string text) const override {
        for (const auto& step : steps_)
            text = step->apply(std::move(text));
        return text;
    }
    bool stripsFront(const std::string& text) const override {
        std::string current = text;
        for (const auto& step : steps_) {
            if (step->stripsFront(current))
                return true;
            current = step->apply(std::move(current));
        }
        return false;
    }

private:
    std::vector<std::unique_ptr<Normalizer>> steps_;
};

NormalizerInstance unicodeForm(const std::string& type) {
    if (type == "NFC")
        return icu::Normalizer2::getNFCInstance;
    if (type == "NFD")
        return icu::Normalizer2::getNFDInstance;
    if (type == "NFKC")
        return icu::Normalizer2::getNFKCInstance;
    return type == "NFKD" ? icu::Normalizer2::getNFKDInstance : nullptr;
}

std::unique_ptr<Normalizer> parseNormalizerSequence(const Component& component) {
    std::vector<std::unique_ptr<Normalizer>> steps;
    for (const Component& step : component.children("normalizers"))
        steps.push_back(Normalizer::parse(step));
    return std::make_unique<NormalizerSequence>(std::move(steps));
}

} // namespace

bool Normalizer::stripsFront(const std::string&) const {
    return false;
}

std::unique_ptr<Normalizer> Normalizer::parse(const Component& component) {
    const JsonObject& fields = component.fields();
    const std::string type = component.type();
    if (const NormalizerInstance instance = unicodeForm(type))
        return std::make_unique<UnicodeForm>(instance);
    if (type == "Lowercase")
        return std::make_unique<Lowercase>();
    if (type == "Strip")
        return std::make_unique<Strip>(fields.boolean("strip_left"), fields.boolean("strip_right"));
    if (type == "Prepend")
        return std::make_unique<Prepend>(fields.string("prepend"));
    if (type == "Replace")
        return std::make_unique<Replace>(component.pattern("pattern"), fields.string("content"));
    if (type == "Sequence")
        return parseNormalizerSequence(component);
    component.unsupported("normalizer");
}

} // namespace fracbit::tokenizer
