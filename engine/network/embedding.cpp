#include "network/blockwise.h"
#include "network/forward/token_range.h"

#include <algorithm>

namespace fracbit::network {

Tensor embedTokens(const checkpoint::WeightSource& source, std::span<const TokenId> tokens) {
    const auto& config = source.spec().config;
    requireInVocabulary(tokens, config.vocabulary);
    const auto scale = static_cast<float>(config.embeddingScale);
    Tensor states(Shape{static_cast<std::int64_t>(tokens.size()), config.hidden});
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Tensor row = source.readRows(checkpoint::kEmbeddingTensor, tokens[i], tokens[i] + 1);
        std::ranges::transform(row.values, states.row(static_cast<std::int64_t>(i)).begin(),
                               [scale](float value) { return value * scale; });
    }
    return states;
}

} // namespace fracbit::network
