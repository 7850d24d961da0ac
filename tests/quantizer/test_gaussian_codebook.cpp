#include "base/random.h"
#include "quantizer/bit_stream.h"
#include "quantizer/gaussian_codebook.h"
#include "quantizer/point_grid.h"
#include "quantizer/tile_order.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace fracbit;
using namespace fracbit::quantizer;

class TestGaussianCodebook : public QObject {
    Q_OBJECT
private slots:
    void lloydMaxMatchesThePublishedTables();
    void uniformStepMatchesThePublishedTables();
    void normalFloatIsThePublishedOne();
    void gridFindsTheNearestPoint();
    void tileOrderIsAPermutation();
    void bitsRoundTrip();
};

void TestGaussianCodebook::lloydMaxMatchesThePublishedTables() {
    // The tables are rounded to four digits: half a unit of the last one.
    const auto two = lloydMax(4); // Max 1960, table I, N = 4
    QVERIFY(std::abs(two[2] - 0.4528) < 5e-5);
    QVERIFY(std::abs(two[3] - 1.510) < 5e-4);
    const auto three = lloydMax(8);
    const double expected[] = {0.2451, 0.7560, 1.344, 2.152};
    for (std::size_t i = 0; i < 4; ++i) {
        QVERIFY(std::abs(three[4 + i] - expected[i]) < (expected[i] < 1 ? 5e-5 : 5e-4));
        QCOMPARE(three[3 - i], -three[4 + i]);
    }
    const auto eight = lloydMax(256);
    QVERIFY(std::is_sorted(eight.begin(), eight.end()));
}

void TestGaussianCodebook::uniformStepMatchesThePublishedTables() {
    QVERIFY(std::abs(uniformStep(2) - 0.9957) < 5e-5); // Max 1960, table II
    QVERIFY(std::abs(uniformStep(3) - 0.5860) < 5e-5);
    QVERIFY(std::abs(uniformStep(4) - 0.3352) < 5e-5);
}

void TestGaussianCodebook::normalFloatIsThePublishedOne() {
    const double expected[] = {-1.0,
                               -0.6961928009986877,
                               -0.5250730514526367,
                               -0.39491748809814453,
                               -0.28444138169288635,
                               -0.18477343022823334,
                               -0.09105003625154495,
                               0.0,
                               0.07958029955625534,
                               0.16093020141124725,
                               0.24611230194568634,
                               0.33791524171829224,
                               0.44070982933044434,
                               0.5626170039176941,
                               0.7229568362236023,
                               1.0};
    const auto levels = normalFloat(4);
    QCOMPARE(levels.size(), std::size(expected));
    for (std::size_t i = 0; i < levels.size(); ++i)
        QVERIFY2(std::abs(levels[i] - expected[i]) < 6e-7, std::to_string(levels[i]).c_str());
}

void TestGaussianCodebook::gridFindsTheNearestPoint() {
    Random random(4);
    std::vector<PointGrid::Point> points(300);
    for (auto& point : points)
        point = {static_cast<float>(2 * random.gaussian()),
                 static_cast<float>(2 * random.gaussian())};
    const PointGrid grid(points);
    for (int i = 0; i < 5000; ++i) {
        const float scale = i % 10 == 0 ? 50.0f : 2.0f; // far outliers as well
        const PointGrid::Point query{scale * static_cast<float>(random.gaussian()),
                                     scale * static_cast<float>(random.gaussian())};
        const auto distance = [&](const PointGrid::Point& p) {
            const float dx = p[0] - query[0];
            const float dy = p[1] - query[1];
            return dx * dx + dy * dy;
        };
        const auto nearest =
            std::min_element(points.begin(), points.end(), [&](const auto& a, const auto& b) {
                return distance(a) < distance(b);
            });
        QCOMPARE(distance(points[grid.nearest(query)]), distance(*nearest));
    }
}

void TestGaussianCodebook::tileOrderIsAPermutation() {
    std::set<int> seen;
    for (int i = 0; i < 256; ++i) {
        seen.insert(tileRow(i) * 16 + tileColumn(i));
        if (i % 2 == 0) { // pairs are neighbours in a row
            QCOMPARE(tileRow(i + 1), tileRow(i));
            QCOMPARE(tileColumn(i + 1), tileColumn(i) + 1);
        }
    }
    QCOMPARE(seen.size(), std::size_t{256});
    // PTX ISA, mma.m16n8k16, A fragment of lane 5: rows 1 and 9, columns 2, 3, 10, 11.
    QCOMPARE(tileRow(40), 1);
    QCOMPARE(tileColumn(40), 2);
    QCOMPARE(tileRow(42), 9);
    QCOMPARE(tileColumn(44), 10);
}

void TestGaussianCodebook::bitsRoundTrip() {
    Random random(1);
    std::vector<std::byte> bytes(64, std::byte{0xA5});
    const auto before = bytes;
    std::size_t bit = 3;
    std::vector<std::pair<std::uint32_t, int>> written;
    while (bit + 32 < bytes.size() * 8) {
        const int count = 1 + static_cast<int>(random.below(32));
        const auto value = static_cast<std::uint32_t>(random.next() >> (64 - count));
        putBits(bytes, bit, value, count);
        written.emplace_back(value, count);
        bit += static_cast<std::size_t>(count);
    }
    std::size_t at = 3;
    for (const auto& [value, count] : written) {
        QCOMPARE(getBits(bytes, at, count), value);
        at += static_cast<std::size_t>(count);
    }
    QCOMPARE(getBits(bytes, 0, 3), getBits(before, 0, 3)); // what is outside is left alone
    const std::size_t rest = (bit + 7) / 8;
    QVERIFY(std::equal(bytes.begin() + static_cast<std::ptrdiff_t>(rest), bytes.end(),
                       before.begin() + static_cast<std::ptrdiff_t>(rest)));
}

QTEST_APPLESS_MAIN(TestGaussianCodebook)
#include "test_gaussian_codebook.moc"
