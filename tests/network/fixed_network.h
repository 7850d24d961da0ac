// A network whose predictions are given: the logits after a token depend on that token alone.
#pragma once

#include "network/network.h"

#include <map>

namespace fracbit::tests {

class FixedNetwork final : public network::Network {
public:
    FixedNetwork(std::int64_t vocabulary, std::map<network::TokenId, std::vector<float>> logits)
        : logits_(std::move(logits)) {
        config_.vocabulary = vocabulary;
    }

    checkpoint::ModelConfig& mutableConfig() { return config_; }
    const checkpoint::ModelConfig& config() const override { return config_; }

    network::Logits forward(std::span<const network::TokenId> tokens,
                            const RunContext& context) const override {
        context.throwIfCancelled();
        network::Logits result{static_cast<std::int64_t>(tokens.size()), config_.vocabulary, {}};
        for (const network::TokenId token : tokens)
            result.values.insert(result.values.end(), after(token).begin(), after(token).end());
        return result;
    }
    std::unique_ptr<network::KeyValueCache> makeCache(std::int64_t sequences) const override {
        return std::make_unique<Cache>(sequences);
    }
    std::vector<float> extend(network::KeyValueCache& cache,
                              std::span<const network::TokenId> tokens,
                              const RunContext&) const override {
        auto& own = dynamic_cast<Cache&>(cache);
        const auto each = tokens.size() / static_cast<std::size_t>(own.sequences());
        own.length += static_cast<std::int64_t>(each);
        std::vector<float> result;
        for (std::size_t i = each - 1; i < tokens.size(); i += each)
            result.insert(result.end(), after(tokens[i]).begin(), after(tokens[i]).end());
        return result;
    }

private:
    struct Cache final : network::KeyValueCache {
        explicit Cache(std::int64_t count_) : count(count_) {}
        std::int64_t sequences() const override { return count; }
        std::int64_t positions() const override { return length; }
        std::int64_t count;
        std::int64_t length = 0;
    };
    const std::vector<float>& after(network::TokenId token) const { return logits_.at(token); }

    checkpoint::ModelConfig config_;
    std::map<network::TokenId, std::vector<float>> logits_;
};

} // namespace fracbit::tests
