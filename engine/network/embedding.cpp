#include "network/blockwise.h"
#include "network/forward/token_range.h"

#include <algorithm>

namespace fracbit::network {

Tensor embedTokens(const checkpoint::WeightSource& source, std::span<const TokenId> tokens) {
    const auto& config = source.spec().config;
    requireInVocabulary(tokens, config.vocabulary);
    const std::string name = checkpoint::tensorName(checkpoint::TensorRole::TokenEmbedding, -1);
    Tensor states(Shape{static_cast<std::int64_t>(tokens.size()), config.hidden});
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Tensor row = source.readRows(name, tokens[i], tokens[i] + 1);
        std::ranges::copy(row.values, states.row(static_cast<std::int64_t>(i)).begin());
    }
    return states;
}

} // namespace fracbit::network
