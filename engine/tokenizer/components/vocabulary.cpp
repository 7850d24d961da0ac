#include "tokenizer/components/vocabulary.h"

#include "base/error.h"

namespace fracbit::tokenizer {

void Vocabulary::reserve(std::size_t tokens) {
    ids_.reserve(tokens);
    byId_.reserve(tokens);
}

void Vocabulary::insert(std::string token, TokenId id) {
    if (id < 0 || id >= kMaxVocabulary)
        throw Error(ErrorCode::Internal, "token id out of range");
    const auto [entry, isNew] = ids_.try_emplace(std::move(token), id);
    if (!isNew) {
        const std::string*& before = byId_[static_cast<std::size_t>(entry->second)];
        if (before == &entry->first)
            before = nullptr;
        entry->second = id;
    }
    if (id >= end())
        byId_.resize(static_cast<std::size_t>(id) + 1);
    byId_[static_cast<std::size_t>(id)] = &entry->first;
}

std::optional<TokenId> Vocabulary::id(std::string_view token) const {
    const auto found = ids_.find(token);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

const std::string* Vocabulary::token(TokenId id) const {
    return id >= 0 && id < end() ? byId_[static_cast<std::size_t>(id)] : nullptr;
}

} // namespace fracbit::tokenizer
