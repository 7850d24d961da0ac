// The tables of the source against the training that they came from.
#include "base/error.h"
#include "base/random.h"
#include "quantizer/point_grid.h"
#include "quantizer/tables/planar_kmeans.h"
#include "quantizer/tables/planar_tables.h"
#include "support/thrown.h"
#include "tensor/dtype.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::quantizer;

namespace {

std::vector<Point> pointsOf(std::span<const std::uint16_t> table) {
    std::vector<Point> points(table.size() / 2);
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = {halfToFloat(table[2 * i]), halfToFloat(table[2 * i + 1])};
    return points;
}

// Neighbouring fp16 numbers differ by one.
int place(std::uint16_t half) {
    return half < 0x8000 ? half : 0x8000 - half;
}

int largestDifference(std::span<const std::uint16_t> table, const std::vector<Point>& trained) {
    int largest = 0;
    for (std::size_t i = 0; i < table.size(); ++i)
        largest = std::max(largest,
                           std::abs(place(table[i]) - place(floatToHalf(trained[i / 2][i % 2]))));
    return largest;
}

// Mean squared distance of points of N(0, I) from the nearest of the table.
double distortion(const std::vector<Point>& points) {
    constexpr int kSamples = 1 << 18;
    const PointGrid grid(points);
    Random random(1);
    double sum = 0;
    for (int i = 0; i < kSamples; ++i) {
        const Point sample{static_cast<float>(random.gaussian()),
                           static_cast<float>(random.gaussian())};
        const Point& nearest = points[grid.nearest(sample)];
        for (std::size_t c = 0; c < 2; ++c)
            sum += std::pow(static_cast<double>(sample[c]) - static_cast<double>(nearest[c]), 2);
    }
    return sum / kSamples;
}

// Training is chaotic: where a mathematics library or a compiler rounds otherwise, a sample between
// two points can go to the other one, and all that follows is different. So the same numbers are
// asked for, up to one unit in the last place of fp16, or else a table that is as good: starts
// differ by 0.5% for vector codes, 3% for trellises.
void compare(std::span<const std::uint16_t> table, const std::vector<Point>& trained,
             double tolerance) {
    QCOMPARE(table.size(), 2 * trained.size());
    if (largestDifference(table, trained) <= 1)
        return;
    const double kept = distortion(pointsOf(table));
    const double now = distortion(trained);
    QVERIFY2(std::abs(now / kept - 1) < tolerance,
             qPrintable(QString("up to %1 units in the last place; distortion %2, not %3")
                            .arg(largestDifference(table, trained))
                            .arg(now)
                            .arg(kept)));
}

} // namespace

class TestPlanarTables : public QObject {
    Q_OBJECT
private slots:
    void vectorTablesAreTrained_data() {
        QTest::addColumn<int>("bits");
        for (int bits = kFirstVectorBits; bits <= kLastVectorBits; ++bits)
            QTest::addRow("%d", bits) << bits;
    }
    void vectorTablesAreTrained() {
        QFETCH(int, bits);
        compare(vectorTable(bits), planarCodebook(bits), 0.005);
    }

    void trellisTablesAreTrained_data() {
        QTest::addColumn<int>("bits");
        for (int bits = kFirstTrellisBits; bits <= kLastTrellisBits; ++bits)
            QTest::addRow("%d", bits) << bits;
    }
    void trellisTablesAreTrained() {
        QFETCH(int, bits);
        compare(trellisTable(bits), trellisTablePoints(bits), 0.03);
    }

    void otherSizesAreRefused() {
        for (const int bits : {-1, kFirstVectorBits - 1, kLastVectorBits + 1})
            FRACBIT_VERIFY_THROWS([&] { (void)vectorTable(bits); }, ErrorCode::Internal,
                                  "no table");
        for (const int bits : {0, kFirstTrellisBits - 1, kLastTrellisBits + 1})
            FRACBIT_VERIFY_THROWS([&] { (void)trellisTable(bits); }, ErrorCode::Internal,
                                  "no table");
    }
};

QTEST_APPLESS_MAIN(TestPlanarTables)
#include "test_planar_tables.moc"
