#include "network/generation.h"

#include "network/distribution.h"

#include <algorithm>
#include <chrono>

namespace fracbit::network {

namespace {

std::vector<TokenId> startTokens(const Network& model, std::span<const TokenId> prompt) {
    if (!prompt.empty())
        return {prompt.begin(), prompt.end()};
    if (!model.config().beginToken)
        throw Error(ErrorCode::InvalidArgument,
                    "the prompt is empty and the model has no begin token: give a prompt");
    return {static_cast<TokenId>(*model.config().beginToken)};
}

bool isEnd(const Network& model, TokenId token) {
    return std::ranges::count(model.config().endTokens, token) > 0;
}

} // namespace

GenerationResult generate(const Network& model, std::span<const TokenId> prompt,
                          const GenerationOptions& options, const RunContext& context,
                          const std::function<void(TokenId)>& onToken) {
    using Clock = std::chrono::steady_clock;
    if (options.tokens < 0 || !(options.temperature >= 0))
        throw Error(ErrorCode::InvalidArgument,
                    "neither the number of tokens nor the temperature can be negative");
    Random random(options.seed);
    const auto cache = model.makeCache();
    std::vector<float> logits = model.extend(*cache, startTokens(model, prompt), context);
    GenerationResult result;
    std::int64_t steps = 0;
    const auto begin = Clock::now();
    while (static_cast<std::int64_t>(result.ids.size()) < options.tokens) {
        const TokenId token = drawToken(logits, options.temperature, random);
        if (options.stopAtEnd && isEnd(model, token))
            break;
        result.ids.push_back(token);
        if (onToken)
            onToken(token);
        if (static_cast<std::int64_t>(result.ids.size()) == options.tokens)
            break;
        logits = model.extend(*cache, std::span(&token, 1), context);
        ++steps;
    }
    const std::chrono::duration<double> elapsed = Clock::now() - begin;
    result.secondsPerToken = steps > 0 ? elapsed.count() / static_cast<double>(steps) : 0;
    return result;
}

std::vector<std::vector<TokenId>> generateTexts(const Network& model, std::int64_t count,
                                                std::int64_t length, std::uint64_t seed,
                                                const RunContext& context) {
    if (count < 1 || length < 1)
        throw Error(ErrorCode::InvalidArgument, "texts need a positive number and length");
    const auto vocabulary = static_cast<std::size_t>(model.config().vocabulary);
    const auto total = static_cast<std::uint64_t>(count * length);
    std::vector<std::vector<TokenId>> texts(static_cast<std::size_t>(count));
    std::vector<Random> streams; // one a text, so that a text does not depend on their number
    std::vector<TokenId> newest;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Random& random = streams.emplace_back(mix64(seed) + i);
        newest.push_back(static_cast<TokenId>(random.below(vocabulary)));
        texts[i].push_back(newest.back());
    }
    const auto cache = model.makeCache(count);
    for (std::int64_t position = 1; position < length; ++position) {
        context.report(
            {"generate", {}, static_cast<std::uint64_t>(position * count), total, "tokens"});
        const std::vector<float> logits = model.extend(*cache, newest, context);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            newest[i] =
                drawToken(std::span(logits).subspan(i * vocabulary, vocabulary), 1.0, streams[i]);
            texts[i].push_back(newest[i]);
        }
    }
    context.report({"generate", {}, total, total, "tokens"});
    return texts;
}

} // namespace fracbit::network
