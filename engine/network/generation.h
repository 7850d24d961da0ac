// Text generation.
#pragma once

#include "network/network.h"

#include <functional>

namespace fracbit::network {

struct GenerationOptions {
    std::int64_t tokens = 64;
    double temperature = 0; // 0: greedy
    std::uint64_t seed = 0;
    bool stopAtEnd = true; // stop at any of ModelConfig::endTokens (which is not returned)
};

struct GenerationResult {
    std::vector<TokenId> ids;   // the new tokens only
    double secondsPerToken = 0; // of decoding steps, the prompt excluded
};

// `onToken` (may be empty) sees each token as it comes. An empty prompt starts from the begin
// token; Error(InvalidArgument) when the model has none.
GenerationResult generate(const Network& model, std::span<const TokenId> prompt,
                          const GenerationOptions& options, const RunContext& context,
                          const std::function<void(TokenId)>& onToken = {});

// Texts that the model writes itself, on each thread up to 24 at a time, so that no thread waits
// for another within a token (beside other programs that would cost more than what is shared): each
// starts with a token drawn uniformly from the vocabulary, the rest is drawn from the model's
// distribution (the data-free calibration of LLM-QAT, arXiv 2305.17888, section 3.1). `count` texts
// of `length` tokens; end tokens are drawn like any other. Progress stage "generate", in tokens.
std::vector<std::vector<TokenId>> generateTexts(const Network& model, std::int64_t count,
                                                std::int64_t length, std::uint64_t seed,
                                                const RunContext& context);

} // namespace fracbit::network
