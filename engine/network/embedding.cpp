#include "network/blockwise.h"
#include "network/forward/token_range.h"

namespace fracbit::network {

using checkpoint::ModelConfig;

std::int64_t stateWidth(const ModelConfig& config) {
    std::int64_t width = config.hidden;
    for (int block = 0; block < config.blockCount(); ++block)
        if (config.lendsKeys(block)) {
            const checkpoint::Attention& attention = config.block(block).attention();
            width += 2 * attention.kvHeads * attention.headSize;
        }
    return config.tokenInputs ? width + 1 : width;
}

Tensor embedTokens(const checkpoint::WeightSource& source, std::span<const TokenId> tokens) {
    const ModelConfig& config = source.spec().config;
    requireInVocabulary(tokens, config.vocabulary);
    Tensor result({std::ssize(tokens), stateWidth(config)});
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Tensor row = source.readRows(checkpoint::kEmbeddingTensor, tokens[i], tokens[i] + 1);
        const std::span<float> state = result.row(static_cast<std::int64_t>(i));
        for (std::size_t column = 0; column < row.values.size(); ++column)
            state[column] = row.values[column] * static_cast<float>(config.embeddingScale);
        if (config.tokenInputs)
            state.back() = static_cast<float>(tokens[i]); // exact below 2^24
    }
    return result;
}

} // namespace fracbit::network
