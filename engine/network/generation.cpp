#include "network/generation.h"

#include "base/parallel.h"
#include "network/forward/distribution.h"

#include <algorithm>
#include <chrono>
#include <mutex>

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

// Texts that are generated together: enough for the matrix products, few enough for their caches.
constexpr std::size_t kTextsTogether = 24;

// What several threads have done together, reported one call at a time.
class SharedProgress {
public:
    SharedProgress(const RunContext& context, std::uint64_t total)
        : context_(context), progress_{"generate", {}, 0, total, "tokens"} {}
    void add(std::uint64_t tokens) {
        const std::lock_guard lock(mutex_);
        progress_.done += tokens;
        context_.report(progress_);
    }

private:
    const RunContext& context_;
    std::mutex mutex_;
    Progress progress_;
};

// One of the texts. A stream of its own: it does not depend on which others there are.
struct OwnText {
    Random random;
    std::vector<TokenId> ids;
};

// Makes the texts `length` long, on one thread.
void generateTogether(const Network& model, std::span<OwnText> texts, std::int64_t length,
                      SharedProgress& progress, const RunContext& context) {
    RunContext single = context;
    single.threads = 1;
    const auto cache = model.makeCache(static_cast<std::int64_t>(texts.size()));
    std::vector<TokenId> newest(texts.size());
    for (std::int64_t position = 1; position < length; ++position) {
        context.throwIfCancelled();
        progress.add(texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i)
            newest[i] = texts[i].ids.back();
        const std::vector<float> logits = model.extend(*cache, newest, single);
        const std::size_t vocabulary = logits.size() / texts.size();
        for (std::size_t i = 0; i < texts.size(); ++i)
            texts[i].ids.push_back(drawToken(std::span(logits).subspan(i * vocabulary, vocabulary),
                                             1.0, texts[i].random));
    }
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
    std::vector<OwnText> texts;
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
        Random random(mix64(seed) + i);
        const auto first = random.below(static_cast<std::uint64_t>(model.config().vocabulary));
        texts.push_back({random, {static_cast<TokenId>(first)}});
    }
    const auto threads = static_cast<std::size_t>(std::max(1, context.threads));
    const std::size_t together = std::min(kTextsTogether, (texts.size() + threads - 1) / threads);
    SharedProgress progress(context, static_cast<std::uint64_t>(count * length));
    parallelFor((texts.size() + together - 1) / together, context, [&](std::size_t group) {
        const std::size_t begin = group * together;
        const auto some = std::span(texts).subspan(begin, std::min(together, texts.size() - begin));
        generateTogether(model, some, length, progress, context);
        progress.add(some.size()); // their first tokens
    });
    std::vector<std::vector<TokenId>> ids;
    for (OwnText& text : texts)
        ids.push_back(std::move(text.ids));
    return ids;
}

} // namespace fracbit::network
