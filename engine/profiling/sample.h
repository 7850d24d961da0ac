// The token sequences that sensitivities are measured on.
#pragma once

#include "network/network.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace fracbit::profiling {

// Sequences of equal length, at least two tokens each.
struct Sample {
    std::vector<std::vector<network::TokenId>> sequences;
    std::string origin; // "text wiki.txt", "the model's own text, seed 7"

    std::int64_t length() const {
        return sequences.empty() ? 0 : static_cast<std::int64_t>(sequences.front().size());
    }
    std::int64_t tokens() const { return static_cast<std::int64_t>(sequences.size()) * length(); }
};

// `count` windows of `length` tokens, spread evenly over a text; they do not overlap. Fewer when
// the text is shorter; throws Error(InvalidArgument) when it does not hold a single one.
Sample sampleFromText(std::span<const network::TokenId> tokens, std::int64_t count,
                      std::int64_t length, const std::string& origin);

// No data: the model writes the sequences itself, from random starts (network::generateTexts). The
// whole model is in memory: packed, where the source is a quantized folder, else in bfloat16.
struct OwnTextOptions {
    std::int64_t count = 16;
    std::int64_t length = 256;
    std::uint64_t seed = 0;
};
Sample sampleFromModel(const checkpoint::WeightSource& source, const OwnTextOptions& options,
                       const RunContext& context);

// What write() gives, remembered in `file` (made by an earlier call with the same model and
// options), so that work on the sample can be resumed: what a model writes depends on the rounding
// of its arithmetic, and so on the number of threads.
Sample remembered(const checkpoint::WeightSource& source, const OwnTextOptions& options,
                  const std::filesystem::path& file, const std::function<Sample()>& write);

} // namespace fracbit::profiling
