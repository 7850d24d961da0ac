#include "network/evaluation.h"

#include "network/fixed_network.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using network::EvaluationOptions;
using tests::FixedNetwork;

namespace {

const double kLog2 = std::log(2.0);

// After token 0: probabilities 1/2, 1/4, 1/4. After others: uniform.
FixedNetwork skewed() {
    const auto ln2 = static_cast<float>(kLog2);
    return {3, {{0, {ln2, 0, 0}}, {1, {1, 1, 1}}, {2, {-5, -5, -5}}}};
}

FixedNetwork uniform() {
    return {3, {{0, {0, 0, 0}}, {1, {0, 0, 0}}, {2, {0, 0, 0}}}};
}

} // namespace

class TestEvaluation : public QObject {
    Q_OBJECT
private slots:
    void everyPositionButTheFirstCounts() {
        const std::vector<network::TokenId> text{0, 0, 1, 0, 2, 1, 1}; // the last is no window
        const auto result = network::evaluate(skewed(), nullptr, text, {3, 0}, {});
        // Windows {0,0,1} and {0,2,1}: -log of 1/2, 1/4 and 1/4, 1/3.
        const double expected = (kLog2 + 2 * kLog2 + 2 * kLog2 + std::log(3.0)) / 4;
        QCOMPARE(result.tokens, 4);
        QCOMPARE(result.windows, 2);
        QVERIFY(std::abs(result.nll - expected) < 1e-9);
        QVERIFY(std::abs(result.perplexity - std::exp(expected)) < 2.5e-9);
        QVERIFY(!result.kl && !result.klStandardError && !result.sameTop);
    }

    void divergenceIsFromTheReference() {
        const std::vector<network::TokenId> text{0, 0, 1, 0, 1, 1};
        const FixedNetwork reference = skewed();
        const auto result = network::evaluate(uniform(), &reference, text, {3, 0}, {});
        // KL(p || uniform) = log 3 - H(p) after token 0, nothing after token 1.
        const double kl = std::log(3.0) - 1.5 * kLog2;
        QVERIFY(std::abs(*result.kl - kl * 3 / 4) < 1e-9);
        // Windows have means kl and kl / 2.
        QVERIFY(std::abs(*result.klStandardError - kl / 4) < 3e-10);
        QCOMPARE(*result.sameTop, 1.0);
    }

    void aModelDoesNotDivergeFromItself() {
        const std::vector<network::TokenId> text{0, 1, 2, 0};
        const FixedNetwork model = skewed();
        const auto result = network::evaluate(model, &model, text, {2, 1}, {});
        QCOMPARE(result.windows, 1);
        QCOMPARE(*result.kl, 0.0);
        QVERIFY(!result.klStandardError); // one window says nothing of the spread
    }

    void smallDivergencesAreAccurate() {
        FixedNetwork nearly(3, {{0, {1e-4f, 0, 0}}});
        const FixedNetwork flat = uniform();
        const std::vector<network::TokenId> text{0, 0};
        const double kl = *network::evaluate(nearly, &flat, text, {2, 0}, {}).kl;
        const double expected = 0.5 * 1e-8 * (1.0 / 3) * (2.0 / 3); // half the logit's variance
        QVERIFY(std::abs(kl / expected - 1) < 3.5e-5);
    }

    void refusesWhatCannotBeEvaluated() {
        const FixedNetwork model = skewed();
        const FixedNetwork other(4, {});
        const std::vector<network::TokenId> text{0, 0, 0};
        QVERIFY_THROWS_EXCEPTION(Error, network::evaluate(model, nullptr, text, {4, 0}, {}));
        QVERIFY_THROWS_EXCEPTION(Error, network::evaluate(model, nullptr, text, {1, 0}, {}));
        QVERIFY_THROWS_EXCEPTION(Error, network::evaluate(model, &other, text, {2, 0}, {}));
    }

    void likelihoodFromLogits() {
        const std::vector<network::TokenId> text{0, 2, 1};
        const auto nll = network::negativeLogLikelihood(skewed().forward(text, {}), text);
        QCOMPARE(nll.size(), 2u);
        QVERIFY(std::abs(nll[0] - 2 * kLog2) < 3e-9);
        QVERIFY(std::abs(nll[1] - std::log(3.0)) < 3e-9);
    }

    void logSumExpSurvivesLargeLogits() {
        const std::vector<float> logits{10000, 10000};
        QVERIFY(std::abs(network::logSumExp(logits) - 10000 - kLog2) < 1e-12);
    }
};

QTEST_APPLESS_MAIN(TestEvaluation)
#include "test_evaluation.moc"
