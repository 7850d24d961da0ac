#include "checkpoint/architectures/mixture.h"

#include <algorithm>
#include <set>

namespace fracbit::checkpoint {

namespace {

constexpr std::int64_t kMostExperts = 4096;

// The blocks of "mlp_only_layers".
std::set<std::int64_t> denseBlocks(const JsonObject& config) {
    std::set<std::int64_t> blocks;
    if (!config.has("mlp_only_layers"))
        return blocks;
    for (const nlohmann::json& block : config.array("mlp_only_layers")) {
        if (!block.is_number_integer())
            config.fail("mlp_only_layers", "is not a list of whole numbers");
        blocks.insert(block.get<std::int64_t>());
    }
    return blocks;
}

} // namespace

Mixture checkedExperts(const JsonObject& config, std::string_view countKey, std::int64_t count,
                       std::int64_t perToken) {
    if (count < 1 || count > kMostExperts)
        config.fail(countKey, "is not between 1 and " + std::to_string(kMostExperts));
    if (perToken < 1 || perToken > count)
        config.fail("num_experts_per_tok", "is not between 1 and the number of experts");
    return {.experts = count, .perToken = perToken};
}

void setQwenMixtures(const JsonObject& config, const Mixture& mixture, std::int64_t intermediate,
                     ModelConfig& out) {
    const std::int64_t step = config.integerOr("decoder_sparse_step", 1);
    if (step < 1)
        config.fail("decoder_sparse_step", "is not positive");
    const std::set<std::int64_t> dense = denseBlocks(config);
    for (std::int64_t block = 0; block < out.blockCount(); ++block) {
        if (dense.contains(block) || (block + 1) % step != 0)
            continue;
        FeedForward& feedForward = out.blocks[static_cast<std::size_t>(block)].feedForward;
        feedForward.intermediate = intermediate;
        feedForward.mixture = mixture;
    }
}

void writeQwenMixtures(const ModelConfig& config, nlohmann::json& out) {
    out["decoder_sparse_step"] = 1; // mlp_only_layers says it all
    out["mlp_only_layers"] = nlohmann::json::array();
    for (int block = 0; block < config.blockCount(); ++block) {
        const FeedForward& feedForward = config.block(block).feedForward;
        if (!feedForward.mixture) {
            out["mlp_only_layers"].push_back(block);
            out["intermediate_size"] = feedForward.intermediate;
            continue;
        }
        out["num_experts"] = feedForward.mixture->experts;
        out["num_experts_per_tok"] = feedForward.mixture->perToken;
        out["norm_topk_prob"] = feedForward.mixture->normalised;
        out["moe_intermediate_size"] = feedForward.intermediate;
    }
}

void setGgufMixtures(const GgufReading& reading, Mixture mixture, ModelConfig& out) {
    const auto count = [&](const char* suffix) {
        const std::int64_t value = reading.integerOr(suffix, 0);
        if (value < 1 || value > kMostExperts)
            reading.metadata.fail(reading.prefix + suffix,
                                  "is not between 1 and " + std::to_string(kMostExperts));
        return value;
    };
    mixture.experts = count("expert_count");
    mixture.perToken = count("expert_used_count");
    if (mixture.perToken > mixture.experts)
        reading.metadata.fail(reading.prefix + "expert_used_count",
                              "is larger than the number of experts");
    for (BlockDescription& block : out.blocks) {
        block.feedForward.intermediate =
            reading.integerOr("expert_feed_forward_length", block.feedForward.intermediate);
        block.feedForward.mixture = mixture;
    }
}

} // namespace fracbit::checkpoint
