#include "profiling/estimate_comparison.h"

#include "support/thrown.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::profiling;

class TestEstimateComparison : public QObject {
    Q_OBJECT
private slots:
    void ranksShareTies();
    void aConstantFactorIsPerfectAgreement();
    void orderAndSizeAreTold();
    void whatDoesNotMatchIsNamed();
};

void TestEstimateComparison::ranksShareTies() {
    QCOMPARE(ranks({30, 10, 20}), (std::vector<double>{3, 1, 2}));
    QCOMPARE(ranks({1, 5, 5, 9}), (std::vector<double>{1, 2.5, 2.5, 4}));
}

void TestEstimateComparison::aConstantFactorIsPerfectAgreement() {
    const std::vector<LayerSensitivity> first{{"a", 2, 0.2}, {"b", 20, 2}, {"c", 6, 0.6}};
    const std::vector<LayerSensitivity> second{{"c", 3, 0}, {"a", 1, 0}, {"b", 10, 0}};
    const EstimateComparison result = compareEstimates(first, second);
    QCOMPARE(result.rankCorrelation, 1.0);
    QCOMPARE(result.logCorrelation, 1.0);
    QCOMPARE(result.medianRatio, 2.0);
    QVERIFY(std::abs(result.firstError - 0.1) < 1e-12);
    QCOMPARE(result.secondError, 0.0);
}

void TestEstimateComparison::orderAndSizeAreTold() {
    // log2: 0 1 2 3 against 0 1 3 2, in ranks and in logarithms.
    const std::vector<LayerSensitivity> first{{"a", 1}, {"b", 2}, {"c", 4}, {"d", 8}};
    const std::vector<LayerSensitivity> second{{"a", 1}, {"b", 2}, {"c", 8}, {"d", 4}};
    const EstimateComparison result = compareEstimates(first, second);
    QVERIFY(std::abs(result.rankCorrelation - 0.8) < 1e-12);
    QVERIFY(std::abs(result.logCorrelation - 0.8) < 1e-12);
    QCOMPARE(result.medianRatio, 1.0);
}

void TestEstimateComparison::whatDoesNotMatchIsNamed() {
    const std::vector<LayerSensitivity> good{{"a", 1}, {"b", 2}, {"c", 4}};
    const auto against = [&](std::vector<LayerSensitivity> other) {
        return [&good, other = std::move(other)] { compareEstimates(good, other); };
    };
    constexpr auto kCode = ErrorCode::InvalidArgument;
    FRACBIT_VERIFY_THROWS(against({{"a", 1}, {"b", 2}, {"x", 4}}), kCode, "c:");
    FRACBIT_VERIFY_THROWS(against({{"a", 1}, {"b", 2}, {"c", 4}, {"x", 4}}), kCode, "x:");
    FRACBIT_VERIFY_THROWS(against({{"a", 1}, {"b", 0}, {"c", 4}}), kCode, "b:");
    FRACBIT_VERIFY_THROWS([] { compareEstimates({{"a", 1}}, {{"a", 1}}); }, kCode, "three");
}

QTEST_APPLESS_MAIN(TestEstimateComparison)
#include "test_estimate_comparison.moc"
