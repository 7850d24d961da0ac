#include "tokenizer/components/bpe_model.h"

#include "tokenizer/components/unicode.h"
#include "tokenizer/components/word_merger.h"

#include <algorithm>

namespace fracbit::tokenizer {

namespace {

constexpr TokenId kMissing = -1;
// Words up to this many bytes are remembered; longer ones rarely come again.
constexpr std::size_t kRememberedBytes = 64;

} // namespace

std::vector<TokenId> BpeModel::characters(std::string_view word) const {
    std::vector<TokenId> tokens;
    tokens.reserve(word.size());
    std::optional<TokenId> pending; // an unknown token that the next one may be fused with
    for (std::size_t i = 0; i < word.size();) {
        const std::string_view character = word.substr(i, codePointAt(word, i).length);
        i += character.size();
        if (const auto id = vocabulary_.id(character)) {
            if (pending)
                tokens.push_back(*std::exchange(pending, std::nullopt));
            tokens.push_back(*id);
        } else if (!appendBytes(character, tokens) && !unknownToken_.empty()) {
            if (pending && !fuseUnknown_)
                tokens.push_back(*pending);
            pending = unknown();
        }
    }
    if (pending)
        tokens.push_back(*pending);
    return tokens;
}

bool BpeModel::appendBytes(std::string_view character, std::vector<TokenId>& tokens) const {
    if (!byteTokens_)
        return false;
    const auto token = [&](char byte) { return (*byteTokens_)[static_cast<unsigned char>(byte)]; };
    if (std::any_of(character.begin(), character.end(),
                    [&](char byte) { return token(byte) == kMissing; }))
        return false;
    for (const char byte : character)
        tokens.push_back(token(byte));
    return true;
}

TokenId BpeModel::unknown() const {
    if (const auto id = vocabulary_.id(unknownToken_))
        return *id;
    throw Error(ErrorCode::InvalidFile, "the tokenizer's unk_token " + printable(unknownToken_) +
                                            " is not in its vocabulary");
}

void BpeModel::encode(std::string_view word, std::vector<TokenId>& tokens) const {
    if (ignoreMerges_) {
        if (const auto id = vocabulary_.id(word)) {
            tokens.push_back(*id);
            return;
        }
    }
    const std::vector<TokenId> joined = joinedTokens(characters(word), merges_);
    tokens.insert(tokens.end(), joined.begin(), joined.end());
}

void BpeEncoder::encode(std::string_view word, std::vector<TokenId>& tokens) {
    if (word.size() > kRememberedBytes)
        return model_.encode(word, tokens);
    auto known = known_.find(word);
    if (known == known_.end()) {
        known = known_.emplace(std::string(word), std::vector<TokenId>()).first;
        model_.encode(word, known->second);
    }
    tokens.insert(tokens.end(), known->second.begin(), known->second.end());
}

void BpeModel::findByteTokens() {
    constexpr const char* kHex = "0123456789ABCDEF";
    byteTokens_.emplace();
    for (int byte = 0; byte < 256; ++byte) {
        const std::string token = {'<', '0', 'x', kHex[byte >> 4], kHex[byte & 15], '>'};
        (*byteTokens_)[static_cast<std::size_t>(byte)] = vocabulary_.id(token).value_or(kMissing);
    }
}

void BpeModel::parseOptions(const Component& component) {
    const JsonObject& fields = component.fields();
    if (fields.stringOr("type", "BPE") != "BPE") // older files do not say
        component.unsupported("model");
    for (const char* key : {"dropout", "continuing_subword_prefix", "end_of_word_suffix"})
        component.refuse(key);
    unknownToken_ = fields.stringOr("unk_token", "");
    fuseUnknown_ = fields.booleanOr("fuse_unk", false);
    ignoreMerges_ = fields.booleanOr("ignore_merges", false);
}

void BpeModel::parseVocabulary(const Component& component) {
    const JsonObject vocabulary = component.fields().object("vocab");
    vocabulary_.reserve(vocabulary.raw().size());
    for (const auto& [token, value] : vocabulary.raw().get_ref<const nlohmann::json::object_t&>()) {
        const std::int64_t id = vocabulary.integer(token, value);
        if (id < 0 || id >= kMaxVocabulary)
            vocabulary.fail(token, "is out of range for a token id");
        vocabulary_.insert(token, static_cast<TokenId>(id));
    }
}

void BpeModel::addMerge(const Component& component, std::uint32_t rank, std::string_view left,
                        std::string_view right) {
    const auto leftId = vocabulary_.id(left);
    const auto rightId = vocabulary_.id(right);
    const auto joined = vocabulary_.id(std::string(left).append(right));
    if (!leftId || !rightId || !joined)
        component.fields().fail("merges", "joins " + printable(left) + " and " + printable(right) +
                                              ", which or whose union the vocabulary lacks");
    merges_.insert(*leftId, *rightId, {rank, *joined});
}

void BpeModel::parseMerges(const Component& component) {
    const auto& merges = component.fields().array("merges");
    merges_ = MergeTable(merges.size());
    std::uint32_t rank = 0;
    for (const auto& merge : merges) {
        if (merge.is_string()) {
            const std::string_view text = merge.get_ref<const std::string&>();
            if (text.starts_with("#version")) // the heading of merges.txt, kept by some converters
                continue;
            const auto space = text.find(' ');
            if (space == text.npos || text.find(' ', space + 1) != text.npos)
                component.fields().fail("merges",
                                        "holds " + printable(text) + ", which is not a pair");
            addMerge(component, rank++, text.substr(0, space), text.substr(space + 1));
        } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() &&
                   merge[1].is_string()) {
            addMerge(component, rank++, merge[0].get_ref<const std::string&>(),
                     merge[1].get_ref<const std::string&>());
        } else {
            component.fields().fail("merges", "holds something that is not a pair of strings");
        }
    }
}

void BpeModel::takeTables(const Component& component, const BpeTables& tables) {
    vocabulary_.reserve(tables.tokens.size());
    for (std::size_t id = 0; id < tables.tokens.size(); ++id)
        vocabulary_.insert(tables.tokens[id], static_cast<TokenId>(id));
    merges_ = MergeTable(tables.merges.size());
    std::uint32_t rank = 0;
    for (const auto& [left, right] : tables.merges)
        addMerge(component, rank++, left, right);
}

BpeModel BpeModel::parse(const Component& component, const BpeTables* tables) {
    BpeModel model;
    model.parseOptions(component);
    if (tables) {
        model.takeTables(component, *tables);
    } else {
        model.parseVocabulary(component);
        model.parseMerges(component);
    }
    if (component.fields().booleanOr("byte_fallback", false))
        model.findByteTokens();
    return model;
}

} // namespace fracbit::tokenizer
