#include "checkpoint/uniform_decoder.h"

#include <cmath>

namespace fracbit::checkpoint {

namespace {

BlockDescription commonBlock(const UniformDecoder& decoder) {
    const Norm norm{decoder.rmsEpsilon};
    BlockDescription block;
    block.mixerNorms.before = block.feedForwardNorms.before = norm;
    block.mixer = Attention{.heads = decoder.heads,
                            .kvHeads = decoder.kvHeads,
                            .headSize = decoder.headSize,
                            .rope = 0,
                            .scale = 1.0 / std::sqrt(static_cast<double>(decoder.headSize)),
                            .headNorm = decoder.qkNorm ? std::optional(norm) : std::nullopt,
                            .inputBias = decoder.qkvBias,
                            .outputBias = decoder.outputBias};
    block.feedForward = {.intermediate = decoder.intermediate,
                         .activation = decoder.activation,
                         .bias = decoder.mlpBias};
    return block;
}

} // namespace

ModelConfig describe(const UniformDecoder& decoder) {
    ModelConfig config;
    config.architecture = decoder.architecture;
    config.name = decoder.name;
    config.vocabulary = decoder.vocabulary;
    config.hidden = decoder.hidden;
    config.context = decoder.context;
    config.ropes = {decoder.rope};
    if (config.ropes.front().dimensions == 0)
        config.ropes.front().dimensions = decoder.headSize;
    config.blocks.assign(static_cast<std::size_t>(decoder.blocks), commonBlock(decoder));
    for (std::size_t i = 0; i < std::min(config.blocks.size(), decoder.slidingWindow.size()); ++i)
        config.blocks[i].attention().window = decoder.slidingWindow[i];
    config.finalNorm = {decoder.rmsEpsilon};
    config.tiedEmbeddings = decoder.tiedEmbeddings;
    config.endTokens = decoder.endTokens;
    config.beginToken = decoder.beginToken;
    return config;
}

UniformDecoder uniformDecoder(const ModelConfig& config) {
    const BlockDescription& block = config.block(0);
    UniformDecoder decoder{.architecture = config.architecture,
                           .name = config.name,
                           .vocabulary = config.vocabulary,
                           .hidden = config.hidden,
                           .intermediate = block.feedForward.intermediate,
                           .blocks = config.blockCount(),
                           .heads = block.attention().heads,
                           .kvHeads = block.attention().kvHeads,
                           .headSize = block.attention().headSize,
                           .context = config.context,
                           .rmsEpsilon = config.finalNorm.epsilon,
                           .rope = config.ropes.at(0),
                           .tiedEmbeddings = config.tiedEmbeddings,
                           .qkvBias = block.attention().inputBias,
                           .outputBias = block.attention().outputBias,
                           .mlpBias = block.feedForward.bias,
                           .qkNorm = block.attention().headNorm.has_value(),
                           .activation = block.feedForward.activation,
                           .slidingWindow = {},
                           .endTokens = config.endTokens,
                           .beginToken = config.beginToken};
    for (const BlockDescription& each : config.blocks)
        decoder.slidingWindow.push_back(each.attention().window);
    if (describe(decoder).blocks != config.blocks)
        throw Error(ErrorCode::Internal, config.architecture,
                    "has blocks that differ by more than the reach of their attention");
    return decoder;
}

} // namespace fracbit::checkpoint
