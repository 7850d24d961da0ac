#include "network/generation.h"

#include "network/fixed_network.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using network::GenerationOptions;
using network::TokenId;
using tests::FixedNetwork;

namespace {

// 0 -> 1 -> 2 -> 0 most probably; after 2 the token 3 is half as probable as 0.
FixedNetwork cycle() {
    const auto ln2 = static_cast<float>(std::log(2.0));
    return {4, {{0, {0, 9, 0, 0}}, {1, {0, 0, 9, 0}}, {2, {ln2, -99, -99, 0}}, {3, {9, 0, 0, 0}}}};
}

} // namespace

class TestGeneration : public QObject {
    Q_OBJECT
private slots:
    void greedyFollowsTheMostProbable() {
        std::vector<TokenId> seen;
        const auto result =
            network::generate(cycle(), std::vector<TokenId>{2, 0}, {5, 0, 0, true}, {},
                              [&seen](TokenId token) { seen.push_back(token); });
        QCOMPARE(result.ids, (std::vector<TokenId>{1, 2, 0, 1, 2}));
        QCOMPARE(seen, result.ids);
        QVERIFY(result.secondsPerToken > 0);
    }

    void stopsAtEndTokens() {
        FixedNetwork model = cycle();
        model.mutableConfig().endTokens = {9, 2};
        const std::vector<TokenId> prompt{0};
        QCOMPARE(network::generate(model, prompt, {5, 0, 0, true}, {}).ids,
                 (std::vector<TokenId>{1}));
        QCOMPARE(network::generate(model, prompt, {3, 0, 0, false}, {}).ids.size(), 3u);
    }

    void emptyPromptNeedsABeginToken() {
        FixedNetwork model = cycle();
        QVERIFY_THROWS_EXCEPTION(Error, network::generate(model, {}, {2, 0, 0, true}, {}));
        model.mutableConfig().beginToken = 1;
        QCOMPARE(network::generate(model, {}, {1, 0, 0, true}, {}).ids, (std::vector<TokenId>{2}));
    }

    void temperatureDrawsFromTheDistribution() {
        int threes = 0;
        const int draws = 3000;
        for (int i = 0; i < draws; ++i) {
            const auto ids = network::generate(cycle(), std::vector<TokenId>{2},
                                               {1, 1.0, static_cast<std::uint64_t>(i), true}, {})
                                 .ids;
            QVERIFY(ids[0] == 0 || ids[0] == 3);
            threes += ids[0] == 3;
        }
        // Binomial with p = 1/3: four standard deviations.
        QVERIFY(std::abs(threes - draws / 3.0) < 4 * std::sqrt(draws * 2.0 / 9.0));
    }

    void seedsDecide() {
        const auto run = [](std::uint64_t seed) {
            return network::generate(cycle(), std::vector<TokenId>{2}, {40, 2.0, seed, true}, {})
                .ids;
        };
        QCOMPARE(run(1), run(1));
        QVERIFY(run(1) != run(2));
    }

    void textsDoNotDependOnTheirNumber() {
        const FixedNetwork model = cycle();
        const auto few = network::generateTexts(model, 2, 20, 5, {});
        const auto many = network::generateTexts(model, 6, 20, 5, {});
        QCOMPARE(many.size(), 6u);
        QCOMPARE(many[5].size(), 20u);
        QCOMPARE(few[0], many[0]);
        QCOMPARE(few[1], many[1]);
        QVERIFY(many[0] != many[1]);
        QVERIFY_THROWS_EXCEPTION(Error, network::generateTexts(model, 0, 20, 5, {}));
    }
};

QTEST_APPLESS_MAIN(TestGeneration)
#include "test_generation.moc"
