#include "tokenizer/components/gguf_vocabulary.h"

#include "base/error.h"
#include "tokenizer/components/gguf_pre_tokenizers.h"
#include "tokenizer/components/sentencepiece_merges.h"
#include "tokenizer/components/unicode.h"
#include "tokenizer/components/vocabulary.h"

#include <algorithm>
#include <string>
#include <vector>

namespace fracbit::tokenizer {

namespace {

using checkpoint::GgufMetadata;
using nlohmann::json;

// llama.cpp's llama_token_type.
enum class TokenType {
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6
};

struct TokenList {
    std::vector<std::string> tokens;
    std::vector<TokenType> types;
};

constexpr const char* kTokens = "tokenizer.ggml.tokens";
constexpr const char* kTypes = "tokenizer.ggml.token_type";
constexpr const char* kMark = "\u2581"; // SentencePiece's space

std::vector<TokenType> readTypes(const GgufMetadata& metadata, std::size_t count) {
    if (!metadata.has(kTypes))
        return std::vector<TokenType>(count, TokenType::Normal);
    const auto values = metadata.integers(kTypes);
    if (values.size() != count)
        metadata.fail(kTypes, "has not as many elements as there are tokens");
    std::vector<TokenType> types;
    for (const std::int64_t value : values) {
        if (value < 0 || value > static_cast<std::int64_t>(TokenType::Byte))
            metadata.fail(kTypes, "holds an unknown type " + std::to_string(value));
        types.push_back(static_cast<TokenType>(value));
    }
    return types;
}

TokenList readTokens(const GgufMetadata& metadata) {
    TokenList list;
    for (const std::string_view token : metadata.strings(kTokens)) {
        if (!isUtf8(token))
            metadata.fail(kTokens, "holds a token that is not UTF-8");
        list.tokens.emplace_back(token);
    }
    if (list.tokens.size() >= static_cast<std::size_t>(kMaxVocabulary))
        metadata.fail(kTokens, "has more tokens than any vocabulary");
    list.types = readTypes(metadata, list.tokens.size());
    return list;
}

// Control and user-defined tokens are looked for in the text, as llama.cpp does when it parses
// special tokens.
json addedTokensOf(const TokenList& list) {
    json added = json::array();
    for (std::size_t id = 0; id < list.tokens.size(); ++id) {
        const TokenType type = list.types[id];
        const bool special = type == TokenType::Control || type == TokenType::Unknown;
        if (!special && type != TokenType::UserDefined)
            continue;
        added.push_back({{"id", id},
                         {"content", list.tokens[id]},
                         {"single_word", false},
                         {"lstrip", false},
                         {"rstrip", false},
                         {"normalized", false},
                         {"special", special}});
    }
    return added;
}

// The piece of a template that puts the token named by `key` in, and the token itself.
struct TemplateToken {
    json piece;
    std::string name;
    json definition;
};

TemplateToken templateToken(const GgufMetadata& metadata, const TokenList& list, const char* key) {
    const std::int64_t id = metadata.integer(key);
    if (id < 0 || id >= static_cast<std::int64_t>(list.tokens.size()))
        metadata.fail(key, "is not a token of the vocabulary");
    const std::string& name = list.tokens[static_cast<std::size_t>(id)];
    return {{{"SpecialToken", {{"id", name}, {"type_id", 0}}}},
            name,
            {{"id", name}, {"ids", json::array({id})}, {"tokens", json::array({name})}}};
}

json postProcessorOf(const GgufMetadata& metadata, const TokenList& list, bool beginByDefault) {
    const bool begin = metadata.booleanOr("tokenizer.ggml.add_bos_token", beginByDefault);
    const bool end = metadata.booleanOr("tokenizer.ggml.add_eos_token", false);
    if (!begin && !end)
        return nullptr;
    json single = json::array();
    json special = json::object();
    const auto add = [&](const char* key) {
        TemplateToken token = templateToken(metadata, list, key);
        single.push_back(std::move(token.piece));
        special[token.name] = std::move(token.definition);
    };
    if (begin)
        add("tokenizer.ggml.bos_token_id");
    single.push_back({{"Sequence", {{"id", "A"}, {"type_id", 0}}}});
    if (end)
        add("tokenizer.ggml.eos_token_id");
    json pair = single; // required by the format: the second text follows without more ado
    pair.push_back({{"Sequence", {{"id", "B"}, {"type_id", 1}}}});
    return {{"type", "TemplateProcessing"},
            {"single", std::move(single)},
            {"pair", std::move(pair)},
            {"special_tokens", std::move(special)}};
}

json modelOptions() {
    return {{"type", "BPE"},
            {"dropout", nullptr},
            {"unk_token", nullptr},
            {"continuing_subword_prefix", nullptr},
            {"end_of_word_suffix", nullptr},
            {"fuse_unk", false},
            {"byte_fallback", false},
            {"ignore_merges", false}};
}

json document(const TokenList& list) {
    return {{"version", "1.0"},          {"truncation", nullptr},
            {"padding", nullptr},        {"added_tokens", addedTokensOf(list)},
            {"normalizer", nullptr},     {"pre_tokenizer", nullptr},
            {"post_processor", nullptr}, {"decoder", nullptr}};
}

json byteLevel(bool regex) {
    return {{"type", "ByteLevel"},
            {"add_prefix_space", false},
            {"trim_offsets", true},
            {"use_regex", regex}};
}

json preTokenizerOf(const GgufPreTokenizer& preTokenizer) {
    json steps = json::array();
    for (const std::string_view pattern : preTokenizer.patterns)
        steps.push_back({{"type", "Split"},
                         {"pattern", {{"Regex", pattern}}},
                         {"behavior", "Isolated"},
                         {"invert", false}});
    steps.push_back(byteLevel(false));
    return {{"type", "Sequence"}, {"pretokenizers", std::move(steps)}};
}

std::vector<std::pair<std::string, std::string>> mergesOf(const GgufMetadata& metadata) {
    constexpr const char* kMerges = "tokenizer.ggml.merges";
    std::vector<std::pair<std::string, std::string>> merges;
    for (const std::string_view merge : metadata.strings(kMerges)) {
        // The first token may begin with a space only in files that were never byte-level.
        const auto space = merge.find(' ', 1);
        if (space == std::string_view::npos || !isUtf8(merge))
            metadata.fail(kMerges, "holds " + printable(merge) + ", which is not a pair");
        merges.emplace_back(merge.substr(0, space), merge.substr(space + 1));
    }
    return merges;
}

GgufTokenizer byteLevelTokenizer(const GgufMetadata& metadata, TokenList list) {
    const std::string name(metadata.stringOr("tokenizer.ggml.pre", "default"));
    const GgufPreTokenizer* preTokenizer = findGgufPreTokenizer(name);
    if (!preTokenizer)
        throw Error(ErrorCode::Unsupported, metadata.path().string(),
                    "pre-tokenizer " + printable(name) + " is not supported");
    json result = document(list);
    if (preTokenizer->nfc)
        result["normalizer"] = {{"type", "NFC"}};
    result["pre_tokenizer"] = preTokenizerOf(*preTokenizer);
    result["post_processor"] = postProcessorOf(metadata, list, preTokenizer->addBeginToken);
    result["decoder"] = byteLevel(true);
    result["model"] = modelOptions();
    result["model"]["ignore_merges"] = preTokenizer->ignoreMerges;
    return {std::move(result), {std::move(list.tokens), mergesOf(metadata)}};
}

std::vector<ScoredToken> scoredTokens(const GgufMetadata& metadata, const TokenList& list) {
    constexpr const char* kScores = "tokenizer.ggml.scores";
    const std::vector<float> scores = metadata.floats(kScores);
    if (scores.size() != list.tokens.size())
        metadata.fail(kScores, "has not as many elements as there are tokens");
    std::vector<ScoredToken> tokens;
    for (std::size_t id = 0; id < list.tokens.size(); ++id)
        if (list.types[id] == TokenType::Normal || list.types[id] == TokenType::UserDefined)
            tokens.push_back({list.tokens[id], scores[id]});
    return tokens;
}

json replaceStep(const char* from, const char* to) {
    return {{"type", "Replace"}, {"pattern", {{"String", from}}}, {"content", to}};
}

json sentencePieceNormalizer(bool prefix) {
    json steps = json::array();
    if (prefix)
        steps.push_back({{"type", "Prepend"}, {"prepend", kMark}});
    steps.push_back(replaceStep(" ", kMark));
    return {{"type", "Sequence"}, {"normalizers", std::move(steps)}};
}

json sentencePieceDecoder(bool prefix) {
    json steps = {replaceStep(kMark, " "), {{"type", "ByteFallback"}}, {{"type", "Fuse"}}};
    if (prefix)
        steps.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
    return {{"type", "Sequence"}, {"decoders", std::move(steps)}};
}

std::vector<std::pair<std::string, std::string>> scoredMerges(const GgufMetadata& metadata,
                                                              const TokenList& list) {
    std::vector<std::pair<std::string, std::string>> merges;
    for (const auto& [left, right] : sentencePieceMerges(scoredTokens(metadata, list)))
        merges.emplace_back(left, right);
    return merges;
}

// `prefixed`: whether texts begin with a space unless the file says otherwise.
GgufTokenizer sentencePieceTokenizer(const GgufMetadata& metadata, TokenList list,
                                     std::vector<std::pair<std::string, std::string>> merges,
                                     bool prefixed) {
    const bool prefix = metadata.booleanOr("tokenizer.ggml.add_space_prefix", prefixed);
    json result = document(list);
    result["normalizer"] = sentencePieceNormalizer(prefix);
    result["post_processor"] = postProcessorOf(metadata, list, true);
    result["decoder"] = sentencePieceDecoder(prefix);
    result["model"] = modelOptions();
    result["model"]["byte_fallback"] = true;
    for (std::size_t id = 0; id < list.tokens.size(); ++id)
        if (list.types[id] == TokenType::Unknown)
            result["model"]["unk_token"] = list.tokens[id];
    result["model"]["fuse_unk"] = true;
    return {std::move(result), {std::move(list.tokens), std::move(merges)}};
}

// One string, of which there are fifty thousand to be made and dropped again, or a pair where a
// reader would take the string for something else.
json mergeOf(const std::string& left, const std::string& right) {
    const bool spaces = left.find(' ') != left.npos || right.find(' ') != right.npos;
    if (spaces || left.starts_with("#version"))
        return {left, right};
    return left + " " + right;
}

} // namespace

GgufTokenizer readGgufTokenizer(const GgufMetadata& metadata) {
    const std::string model(metadata.string("tokenizer.ggml.model"));
    TokenList list = readTokens(metadata);
    if (model == "gpt2")
        return byteLevelTokenizer(metadata, std::move(list));
    if (model == "llama") {
        auto merges = scoredMerges(metadata, list);
        return sentencePieceTokenizer(metadata, std::move(list), std::move(merges), true);
    }
    // Gemma 4's: merges are given (conversion/gemma.py, Gemma4Model.set_vocab).
    if (model == "gemma4")
        return sentencePieceTokenizer(metadata, std::move(list), mergesOf(metadata), false);
    throw Error(ErrorCode::Unsupported, metadata.path().string(),
                "tokenizer model " + printable(model) + " is not supported");
}

json tokenizerDocument(GgufTokenizer tokenizer) {
    json vocabulary = json::object();
    for (std::size_t id = 0; id < tokenizer.tables.tokens.size(); ++id)
        vocabulary[tokenizer.tables.tokens[id]] = id;
    json::array_t merges;
    merges.reserve(tokenizer.tables.merges.size());
    for (const auto& [left, right] : tokenizer.tables.merges)
        merges.push_back(mergeOf(left, right));
    json& model = tokenizer.document["model"];
    model["vocab"] = std::move(vocabulary);
    model["merges"] = std::move(merges);
    return std::move(tokenizer.document);
}

} // namespace fracbit::tokenizer
