#include "network/forward/token_range.h"

#include <algorithm>

namespace fracbit::network {

void requireInVocabulary(std::span<const TokenId> tokens, std::int64_t vocabulary) {
    if (tokens.empty())
        throw Error(ErrorCode::InvalidArgument, "a sequence needs at least one token");
    const auto bad = std::ranges::find_if(
        tokens, [vocabulary](TokenId id) { return id < 0 || id >= vocabulary; });
    if (bad != tokens.end())
        throw Error(ErrorCode::InvalidArgument, "token " + std::to_string(*bad) +
                                                    " is outside the model's vocabulary of " +
                                                    std::to_string(vocabulary));
}

} // namespace fracbit::network
