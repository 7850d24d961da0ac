// Frequencies that depend on a text's length; the others are compared with other programs' numbers
// (test_parity.cpp).
#include "network/forward/rope_frequencies.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using checkpoint::Rope;
using checkpoint::RopeScaling;
using network::ropeFrequencies;

class TestRopeFrequencies : public QObject {
    Q_OBJECT
private slots:
    void dynamicOnesGrowWithTheText() {
        const Rope plain{.dimensions = 16};
        const Rope dynamic{
            .dimensions = 16, .scaling = RopeScaling::Dynamic, .factor = 2, .originalContext = 100};
        for (const std::int64_t within : {1, 50, 100})
            QCOMPARE(ropeFrequencies(dynamic, within).radians,
                     ropeFrequencies(plain, within).radians);
        // (2 * 300 / 100 - 1) ^ (16 / 14)
        const double theta = 10000 * std::pow(5.0, 16.0 / 14.0);
        const auto grown = ropeFrequencies(dynamic, 300).radians;
        QCOMPARE(grown.size(), 8u);
        for (std::size_t pair = 0; pair < grown.size(); ++pair)
            QVERIFY(std::abs(grown[pair] * std::pow(theta, static_cast<double>(pair) / 8.0) - 1) <
                    1e-12);
    }

    void longTextsHaveDivisorsOfTheirOwn() {
        const Rope rope{.dimensions = 4,
                        .theta = 100,
                        .scaling = RopeScaling::LongRope,
                        .originalContext = 10,
                        .attentionFactor = 1.5,
                        .frequencyDivisors = {1, 2},
                        .longDivisors = {4, 8}};
        const auto brief = ropeFrequencies(rope, 10);
        const auto lengthy = ropeFrequencies(rope, 11);
        QCOMPARE(brief.scale, 1.5);
        QCOMPARE(brief.radians, (std::vector<double>{1, 0.05}));
        QCOMPARE(lengthy.radians, (std::vector<double>{0.25, 0.0125}));
    }
};

QTEST_APPLESS_MAIN(TestRopeFrequencies)
#include "test_rope_frequencies.moc"
