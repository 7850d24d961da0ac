#include "tokenizer/components/gguf_pre_tokenizers.h"

#include <array>

namespace fracbit::tokenizer {

namespace {

// The names are those that llama.cpp's converter writes (convert_hf_to_gguf.py); the expressions
// are those of the tokenizer.json files that the names stand for.
constexpr std::string_view kGpt2 = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+)"
                                   R"(| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr std::string_view kLlama3 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3})"
    R"(| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kQwen2 = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N})"
                                    R"(| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kTekken =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
    R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
    R"(|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kGpt4o =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kDeepSeek3 =
    R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+)"
    R"(| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

constexpr std::array kGpt2Patterns{kGpt2};
constexpr std::array<std::string_view, 2> kDigitPatterns{R"(\p{N})", kGpt2};
constexpr std::array kLlama3Patterns{kLlama3};
constexpr std::array kQwen2Patterns{kQwen2};
constexpr std::array kTekkenPatterns{kTekken};
constexpr std::array kGpt4oPatterns{kGpt4o};
constexpr std::array<std::string_view, 3> kFalconPatterns{R"([\p{P}\$\+<=>\^~\|`]+)", kGpt2,
                                                          R"([0-9][0-9][0-9])"};
constexpr std::array<std::string_view, 3> kDeepSeek3Patterns{
    R"(\p{N}{1,3})", "[\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF]+", kDeepSeek3};
constexpr std::array<std::string_view, 5> kDeepSeekCoderPatterns{
    R"([\r\n])", R"(\s?\p{L}+)", R"(\s?\p{P}+)", "[\u4E00-\u9FA5\u0800-\u4E00\uAC00-\uD7FF]+",
    R"(\p{N})"};
// llama.cpp's own choice for files whose pre-tokenizer is "default".
constexpr std::array<std::string_view, 4> kDefaultPatterns{R"([\p{P}\$\+<=>\^~\|]+)", kGpt2,
                                                           R"(\p{N}+)", R"([0-9][0-9][0-9])"};

constexpr GgufPreTokenizer kGpt2Style{kGpt2Patterns};
constexpr GgufPreTokenizer kSingleDigits{kDigitPatterns};
constexpr GgufPreTokenizer kLlama3Style{kLlama3Patterns, false, true, true};
constexpr GgufPreTokenizer kThreeDigits{kLlama3Patterns};
constexpr GgufPreTokenizer kQwen2Style{kQwen2Patterns, true};
constexpr GgufPreTokenizer kStableLm2{kQwen2Patterns};
constexpr GgufPreTokenizer kTekkenStyle{kTekkenPatterns, false, true, true};
constexpr GgufPreTokenizer kGpt4oStyle{kGpt4oPatterns};
constexpr GgufPreTokenizer kFalconStyle{kFalconPatterns};
constexpr GgufPreTokenizer kDeepSeek3Style{kDeepSeek3Patterns};
constexpr GgufPreTokenizer kDeepSeekCoder{kDeepSeekCoderPatterns};
constexpr GgufPreTokenizer kDefaultStyle{kDefaultPatterns};

struct Named {
    std::string_view name;
    const GgufPreTokenizer* preTokenizer;
};

constexpr Named kNamed[] = {
    {"default", &kDefaultStyle},
    {"gpt-2", &kGpt2Style},
    {"phi-2", &kGpt2Style},
    {"mpt", &kGpt2Style},
    {"olmo", &kGpt2Style},
    {"jais", &kGpt2Style},
    {"trillion", &kGpt2Style},
    {"smollm", &kSingleDigits},
    {"starcoder", &kSingleDigits},
    {"refact", &kSingleDigits},
    {"command-r", &kSingleDigits},
    {"codeshell", &kSingleDigits},
    {"exaone", &kSingleDigits},
    {"minerva-7b", &kSingleDigits},
    {"llama3", &kLlama3Style},
    {"llama-v3", &kLlama3Style},
    {"llama-bpe", &kLlama3Style},
    {"falcon3", &kLlama3Style},
    {"pixtral", &kLlama3Style},
    {"dbrx", &kThreeDigits},
    {"smaug-bpe", &kThreeDigits},
    {"chatglm-bpe", &kThreeDigits},
    {"qwen2", &kQwen2Style},
    {"deepseek-r1-qwen", &kQwen2Style},
    {"megrez", &kQwen2Style},
    {"stablelm2", &kStableLm2},
    {"tekken", &kTekkenStyle},
    {"gpt-4o", &kGpt4oStyle},
    {"llama4", &kGpt4oStyle},
    {"falcon", &kFalconStyle},
    {"deepseek-v3", &kDeepSeek3Style},
    {"deepseek-coder", &kDeepSeekCoder},
};

} // namespace

const GgufPreTokenizer* findGgufPreTokenizer(std::string_view name) {
    for (const Named& entry : kNamed)
        if (entry.name == name)
            return entry.preTokenizer;
    return nullptr;
}

} // namespace fracbit::tokenizer
