#include "checkpoint/architectures/config_checks.h"

#include "base/error.h"

#include <cmath>
#include <numbers>

namespace fracbit::checkpoint {

namespace {

// Far above every published model. A matrix has at most 2^46 elements then, the matrices of all
// blocks fewer than 2^62: they can be counted, and their bytes at 16 bits. The context is but a
// number.
constexpr std::int64_t kLargestVocabulary = 1 << 24;
constexpr std::int64_t kLargestWidth = 1 << 20;
constexpr std::int64_t kMostBlocks = 1 << 13;
constexpr std::int64_t kMostHeads = 1 << 13;
constexpr std::int64_t kLargestHead = 1 << 13;
constexpr std::int64_t kLongestContext = std::int64_t{1} << 40;

} // namespace

void refuse(const JsonObject& config, std::string_view key, std::string_view reason) {
    try {
        config.fail(key, reason);
    } catch (const Error& error) { // the same words, another code
        throw Error(ErrorCode::Unsupported, error.what());
    }
}

std::optional<SizeProblem> sizeProblem(const UniformDecoder& config, const SizeNames& names) {
    struct Range {
        std::string_view name;
        std::int64_t value, largest;
    };
    for (const Range& range : {Range{names.vocabulary, config.vocabulary, kLargestVocabulary},
                               Range{names.hidden, config.hidden, kLargestWidth},
                               Range{names.intermediate, config.intermediate, kLargestWidth},
                               Range{names.blocks, config.blocks, kMostBlocks},
                               Range{names.heads, config.heads, kMostHeads},
                               Range{names.kvHeads, config.kvHeads, kMostHeads},
                               Range{names.headSize, config.headSize, kLargestHead},
                               Range{names.context, config.context, kLongestContext}})
        if (range.value < 1 || range.value > range.largest)
            return SizeProblem{std::string(range.name), "is " + std::to_string(range.value) +
                                                            ", not between 1 and " +
                                                            std::to_string(range.largest)};
    if (config.heads % config.kvHeads != 0)
        return SizeProblem{std::string(names.heads),
                           "is not a multiple of " + std::string(names.kvHeads)};
    if (config.headSize % 2 != 0)
        return SizeProblem{std::string(names.headSize), "is odd; rotary embedding needs pairs"};
    return std::nullopt;
}

std::vector<double> llama3Divisors(const Rope& rope, std::int64_t headSize) {
    const auto context = static_cast<double>(rope.originalContext);
    const double longest = context / rope.lowFrequencyFactor;
    const double shortest = context / rope.highFrequencyFactor;
    std::vector<double> divisors;
    for (std::int64_t i = 0; i < headSize / 2; ++i) {
        const double exponent = 2.0 * static_cast<double>(i) / static_cast<double>(headSize);
        const double wavelength = 2.0 * std::numbers::pi * std::pow(rope.theta, exponent);
        if (wavelength < shortest) {
            divisors.push_back(1.0);
        } else if (wavelength > longest) {
            divisors.push_back(rope.factor);
        } else {
            const double smooth = (context / wavelength - rope.lowFrequencyFactor) /
                                  (rope.highFrequencyFactor - rope.lowFrequencyFactor);
            divisors.push_back(1.0 / ((1.0 - smooth) / rope.factor + smooth));
        }
    }
    return divisors;
}

} // namespace fracbit::checkpoint
