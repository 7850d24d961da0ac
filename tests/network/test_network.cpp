#include "network/network.h"

#include "network/plain_decoder.h"
#include "support/synthetic_source.h"

#include <QTest>

using namespace fracbit;
using checkpoint::ModelConfig;
using checkpoint::UniformDecoder;
using network::Compute;
using network::Network;
using network::TokenId;
using tests::SyntheticSource;
using tests::tinyConfig;

namespace {

std::vector<TokenId> someTokens(std::size_t count, std::int64_t vocabulary) {
    Random random(7);
    std::vector<TokenId> tokens(count);
    for (TokenId& token : tokens)
        token = static_cast<TokenId>(random.below(static_cast<std::uint64_t>(vocabulary)));
    return tokens;
}

double largestDifference(std::span<const float> a, std::span<const float> b) {
    double largest = a.size() == b.size() ? 0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest =
            std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return largest;
}

UniformDecoder slidingConfig() {
    UniformDecoder config = tinyConfig();
    config.slidingWindow = {3, 0};
    return config;
}

UniformDecoder biasedConfig() {
    UniformDecoder config = tinyConfig();
    config.qkvBias = config.outputBias = config.mlpBias = true;
    config.tiedEmbeddings = true;
    return config;
}

UniformDecoder normedConfig() {
    UniformDecoder config = tinyConfig();
    config.qkNorm = true;
    config.headSize = 16;
    return config;
}

UniformDecoder linearRopeConfig() {
    UniformDecoder config = tinyConfig();
    config.rope.scaling = checkpoint::RopeScaling::Linear;
    config.rope.factor = 4;
    return config;
}

UniformDecoder divisorConfig() {
    UniformDecoder config = tinyConfig();
    config.rope.scaling = checkpoint::RopeScaling::Llama3;
    config.rope.frequencyDivisors = {1.0f, 1.5f, 4.0f, 8.0f};
    return config;
}

// Every part of a description that the models above do without, one a network.
std::vector<std::pair<const char*, ModelConfig>> unusualConfigs() {
    std::vector<std::pair<const char*, ModelConfig>> all;
    const auto add = [&](const char* name, const auto& change) {
        ModelConfig config = describe(tinyConfig());
        change(config);
        all.emplace_back(name, config);
    };
    const auto blocks = [](const auto& change) {
        return [change](ModelConfig& config) {
            for (checkpoint::BlockDescription& block : config.blocks)
                change(block);
        };
    };
    add("norms on both sides, less one", blocks([](auto& block) {
            const checkpoint::Norm norm{1e-5, true};
            block.mixerNorms = block.feedForwardNorms = {norm, norm};
        }));
    add("norms behind alone", blocks([](auto& block) {
            const checkpoint::Norm norm{1e-5};
            block.mixerNorms = block.feedForwardNorms = {std::nullopt, norm};
        }));
    add("gelu", blocks([](auto& block) {
            block.feedForward.activation = checkpoint::Activation::GeluTanh;
        }));
    add("capped scores", blocks([](auto& block) { block.attention().softCap = 1.5; }));
    add("sinks", blocks([](auto& block) { block.attention().sinks = true; }));
    add("scale of scores", blocks([](auto& block) { block.attention().scale = 0.2; }));
    add("no rope in one block",
        [](ModelConfig& config) { config.blocks[1].attention().rope.reset(); });
    add("residual scale", blocks([](auto& block) { block.residualScale = 0.4; }));
    add("a rope of each block, of a part of the heads", [](ModelConfig& config) {
        config.ropes.push_back({.dimensions = 4, .theta = 100});
        config.blocks[1].attention().rope = 1;
    });
    add("blocks of different sizes", [](ModelConfig& config) {
        config.blocks[1].attention().heads = 2;
        config.blocks[1].attention().kvHeads = 1;
        config.blocks[1].feedForward.intermediate = 20;
    });
    add("gates of heads", blocks([](auto& block) { block.attention().outputGate = true; }));
    add("values that are keys, of one length", blocks([](auto& block) {
            block.attention().sharedValues = true;
            block.attention().valueNorm = checkpoint::Norm{1e-5};
            block.attention().headNorm = checkpoint::Norm{1e-5};
        }));
    add("scalars of blocks", blocks([](auto& block) { block.outputScalar = true; }));
    add("clamped swiglu", blocks([](auto& block) {
            block.feedForward.activation = checkpoint::Activation::ClampedSwiglu;
            block.feedForward.limit = 0.8;
        }));
    add("experts with a biased router", blocks([](auto& block) {
            block.feedForward.mixture =
                checkpoint::Mixture{.experts = 4, .perToken = 2, .routerBias = true};
        }));
    add("linear attention in one block", [](ModelConfig& config) {
        config.blocks[1].mixer = checkpoint::DeltaNet{.keyHeads = 2,
                                                      .valueHeads = 6,
                                                      .keySize = 8,
                                                      .valueSize = 12,
                                                      .convolution = 3,
                                                      .norm = {1e-5}};
    });
    const auto latent = [](std::int64_t queryRank) {
        return [queryRank](ModelConfig& config) {
            config.ropes[0].dimensions = 4;
            config.blocks[0].mixer = checkpoint::LatentAttention{.heads = 3,
                                                                 .contentSize = 6,
                                                                 .ropeSize = 4,
                                                                 .valueSize = 7,
                                                                 .queryRank = queryRank,
                                                                 .keyValueRank = 12,
                                                                 .scale = 0.3,
                                                                 .latentNorm = {1e-5}};
        };
    };
    add("latent attention", latent(8));
    add("latent attention without rank of queries", latent(0));
    add("scaled embedding", [](ModelConfig& config) { config.embeddingScale = 3; });
    add("scaled and capped logits", [](ModelConfig& config) {
        config.logitScale = 0.5;
        config.logitSoftCap = 2;
        config.finalNorm.unitOffset = true;
    });
    return all;
}

} // namespace

class TestNetwork : public QObject {
    Q_OBJECT
private slots:
    void forwardAgreesWithPlainLoops_data() {
        QTest::addColumn<int>("index");
        QTest::newRow("plain") << 0;
        QTest::newRow("sliding window") << 1;
        QTest::newRow("biases and tied head") << 2;
        QTest::newRow("q and k norms") << 3;
        QTest::newRow("linear rope") << 4;
        QTest::newRow("rope divisors") << 5;
    }
    void forwardAgreesWithPlainLoops() {
        QFETCH(int, index);
        const std::vector<UniformDecoder> configs{tinyConfig(),       slidingConfig(),
                                                  biasedConfig(),     normedConfig(),
                                                  linearRopeConfig(), divisorConfig()};
        const SyntheticSource source(configs[static_cast<std::size_t>(index)]);
        const auto tokens = someTokens(11, source.spec().config.vocabulary);
        const auto expected = tests::PlainDecoder(source).forward(tokens);
        const auto model = Network::load(source, Compute::Float32, {});
        const network::Logits logits = model->forward(tokens, {});
        QCOMPARE(logits.rows, 11);
        for (std::size_t t = 0; t < tokens.size(); ++t)
            for (std::size_t i = 0; i < expected[t].size(); ++i)
                QVERIFY(std::abs(expected[t][i] - static_cast<double>(logits.row(
                                                      static_cast<std::int64_t>(t))[i])) < 1.4e-5);
    }

    void everyPartOfADescriptionIsComputed_data() {
        QTest::addColumn<int>("index");
        const auto configs = unusualConfigs();
        for (std::size_t i = 0; i < configs.size(); ++i)
            QTest::newRow(configs[i].first) << int(i);
    }
    void everyPartOfADescriptionIsComputed() {
        QFETCH(int, index);
        const SyntheticSource source(unusualConfigs()[static_cast<std::size_t>(index)].second);
        const auto tokens = someTokens(11, source.spec().config.vocabulary);
        const auto expected = tests::PlainDecoder(source).forward(tokens);
        const auto plain = tests::PlainDecoder(SyntheticSource(tinyConfig())).forward(tokens);
        QVERIFY(std::abs(expected[10][3] - plain[10][3]) > 1e-4); // there is something to tell
        const auto model = Network::load(source, Compute::Float32, {});
        const network::Logits logits = model->forward(tokens, {});
        for (std::size_t t = 0; t < tokens.size(); ++t)
            for (std::size_t i = 0; i < expected[t].size(); ++i)
                QVERIFY(std::abs(expected[t][i] - static_cast<double>(logits.row(
                                                      static_cast<std::int64_t>(t))[i])) < 4e-5);
        const auto cache = model->makeCache();
        for (const TokenId token : tokens) {
            const auto last = model->extend(*cache, std::span(&token, 1), {});
            const auto row = logits.row(cache->positions() - 1);
            QVERIFY(largestDifference(last, row) < 3.2e-5);
        }
    }

    void cacheAgreesWithForward() {
        const SyntheticSource source(slidingConfig());
        const auto model = Network::load(source, Compute::Float32, {});
        const auto tokens = someTokens(90, 40); // beyond the cache's first capacity
        const network::Logits whole = model->forward(tokens, {});
        const auto cache = model->makeCache();
        std::size_t begin = 0;
        for (const std::size_t count : {1u, 5u, 1u, 1u, 60u, 1u, 21u}) {
            const auto last = model->extend(*cache, std::span(tokens).subspan(begin, count), {});
            begin += count;
            QCOMPARE(cache->positions(), static_cast<std::int64_t>(begin));
            QVERIFY(largestDifference(last, whole.row(static_cast<std::int64_t>(begin) - 1)) <
                    1e-5);
        }
    }

    void sequencesOfACacheAreIndependent() {
        const SyntheticSource source(tinyConfig());
        const auto model = Network::load(source, Compute::Float32, {});
        const auto tokens = someTokens(12, 40);
        const auto cache = model->makeCache(2);
        const std::vector<TokenId> heads{tokens[0], tokens[1], tokens[6], tokens[7]};
        model->extend(*cache, heads, {});
        const std::vector<TokenId> next{tokens[2], tokens[8]};
        const auto both = model->extend(*cache, next, {});
        for (const std::size_t i : {0u, 1u}) {
            const auto alone = model->forward(std::span(tokens).subspan(6 * i, 3), {});
            QVERIFY(largestDifference(std::span(both).subspan(40 * i, 40), alone.row(2)) < 3e-6);
        }
        QVERIFY_THROWS_EXCEPTION(Error, model->extend(*cache, std::span(next).first(1), {}));
    }

    void longContextIsChunkedWithoutChange() {
        UniformDecoder config = tinyConfig();
        config.blocks = 1;
        const SyntheticSource source(config);
        const auto model = Network::load(source, Compute::Float32, {});
        // 4 heads x 2400 x 2400 scores are more than one chunk holds.
        const auto tokens = someTokens(2400, 40);
        const network::Logits whole = model->forward(tokens, {});
        const auto cache = model->makeCache();
        model->extend(*cache, std::span(tokens).first(2399), {});
        const auto last = model->extend(*cache, std::span(tokens).last(1), {});
        QVERIFY(largestDifference(last, whole.row(2399)) < 9e-6);
    }

    void bfloat16IsCloseToFloat32() {
        const SyntheticSource source(tinyConfig());
        const auto tokens = someTokens(16, 40);
        const auto exact = Network::load(source, Compute::Float32, {})->forward(tokens, {});
        const auto rounded = Network::load(source, Compute::BFloat16, {})->forward(tokens, {});
        const double difference = largestDifference(exact.values, rounded.values);
        QVERIFY(difference > 1e-4); // it did compute with 8 bits of mantissa
        QVERIFY2(difference < 0.25, qPrintable(QString::number(difference)));
    }

    void threadsDoNotMatter() {
        const SyntheticSource source(tinyConfig());
        const auto tokens = someTokens(30, 40);
        const auto model = Network::load(source, Compute::Float32, {});
        const auto one = model->forward(tokens, {{}, nullptr, 1});
        const auto two = model->forward(tokens, {{}, nullptr, 2});
        QVERIFY(largestDifference(one.values, two.values) < 3e-6);
    }

    void badTokensAreNamed() {
        const SyntheticSource source(tinyConfig());
        const auto model = Network::load(source, Compute::Float32, {});
        for (const TokenId bad : {TokenId{-1}, TokenId{40}})
            try {
                model->forward(std::vector<TokenId>{1, bad}, {});
                QFAIL("accepted");
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::InvalidArgument);
                QVERIFY(QString(error.what()).contains(QString::number(bad)));
            }
        QVERIFY_THROWS_EXCEPTION(Error, model->forward({}, {}));
    }

    void cancels() {
        const SyntheticSource source(tinyConfig());
        const auto model = Network::load(source, Compute::Float32, {});
        std::stop_source stop;
        stop.request_stop();
        const RunContext context{stop.get_token(), nullptr, 1};
        try {
            model->forward(std::vector<TokenId>{1, 2}, context);
            QFAIL("not cancelled");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Cancelled);
        }
        QVERIFY_THROWS_EXCEPTION(Error, Network::load(source, Compute::Float32, context));
    }
};

QTEST_APPLESS_MAIN(TestNetwork)
#include "test_network.moc"
