#include "base/random.h"
#include "rotation/rotation.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace fracbit;
using namespace fracbit::rotation;

class TestHadamard : public QObject {
    Q_OBJECT
private slots:
    void matricesAreOrthogonal_data();
    void matricesAreOrthogonal();
    void factorisation_data();
    void factorisation();
    void transformIsTheMatrix();
    void transformIsOrthonormal_data();
    void transformIsOrthonormal();
    void rotationIsUndone();
    void rotationKeepsProducts();
    void signsAreReproducible();
    void rotatedOutlierSpreadsOut();
};

namespace {

double squaredNorm(const std::vector<float>& v) {
    return std::inner_product(v.begin(), v.end(), v.begin(), 0.0);
}

std::vector<float> gaussian(std::int64_t size, std::uint64_t seed) {
    std::vector<float> values(static_cast<std::size_t>(size));
    fillGaussian(values, seed);
    return values;
}

} // namespace

void TestHadamard::matricesAreOrthogonal_data() {
    QTest::addColumn<int>("order");
    for (const int order :
         {1, 2, 4, 8, 12, 20, 24, 28, 36, 44, 52, 60, 76, 100, 108, 140, 148, 156, 172})
        QTest::addRow("%d", order) << order;
}

void TestHadamard::matricesAreOrthogonal() {
    QFETCH(int, order);
    const auto matrix = hadamardMatrix(order);
    QCOMPARE(static_cast<int>(matrix.size()), order * order);
    for (int i = 0; i < order; ++i)
        for (int j = 0; j <= i; ++j) {
            int product = 0;
            for (int k = 0; k < order; ++k) {
                QVERIFY(matrix[static_cast<std::size_t>(i * order + k)] *
                            matrix[static_cast<std::size_t>(i * order + k)] ==
                        1);
                product += matrix[static_cast<std::size_t>(i * order + k)] *
                           matrix[static_cast<std::size_t>(j * order + k)];
            }
            QCOMPARE(product, i == j ? order : 0);
        }
}

void TestHadamard::factorisation_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("order");
    QTest::addColumn<int>("block");
    QTest::newRow("power of two") << 4096 << 1 << 4096;
    QTest::newRow("Llama 3 8B down") << 14336 << 28 << 14336;
    QTest::newRow("Llama 2 7B down") << 11008 << 172 << 11008;
    QTest::newRow("SmolLM2 hidden") << 576 << 36 << 576;
    QTest::newRow("SmolLM2 down") << 1536 << 12 << 1536;
    QTest::newRow("Llama 2 13B down") << 13824 << 108 << 13824;
    QTest::newRow("156 * 32") << 4992 << 156 << 4992;
    QTest::newRow("Qwen2.5 7B hidden") << 3584 << 28 << 3584;
    QTest::newRow("Qwen2.5 7B down") << 18944 << 148 << 18944;
    QTest::newRow("52 * 8") << 416 << 52 << 416;
    QTest::newRow("no construction") << 16 * 7 * 13 * 31 << 1 << 16;
    QTest::newRow("odd") << 7 << 1 << 1;
}

void TestHadamard::factorisation() {
    QFETCH(int, size);
    QFETCH(int, order);
    QFETCH(int, block);
    const Hadamard transform(size);
    QCOMPARE(transform.oddOrder(), order);
    QCOMPARE(transform.blockSize(), block);
    QCOMPARE(transform.isBlockDiagonal(), block != size);
}

void TestHadamard::transformIsTheMatrix() {
    // H_36 (x) H_2 / sqrt(72), written out.
    const Hadamard transform(72);
    const auto outer = hadamardMatrix(36);
    const auto x = gaussian(72, 5);
    auto y = x;
    transform.apply(y);
    for (int i = 0; i < 72; ++i) {
        double sum = 0;
        for (int j = 0; j < 72; ++j) {
            const int inner = i % 2 && j % 2 ? -1 : 1;
            sum += outer[static_cast<std::size_t>(i / 2 * 36 + j / 2)] * inner *
                   x[static_cast<std::size_t>(j)];
        }
        QVERIFY(std::abs(sum / std::sqrt(72.0) - y[static_cast<std::size_t>(i)]) < 1.2e-6);
    }
}

void TestHadamard::transformIsOrthonormal_data() {
    QTest::addColumn<int>("size");
    for (const int size : {1, 2, 16, 96, 160, 576, 1536, 2560, 4992, 11008, 13824, 43392, 14})
        QTest::addRow("%d", size) << size;
}

void TestHadamard::transformIsOrthonormal() {
    QFETCH(int, size);
    const Hadamard transform(size);
    const auto x = gaussian(size, 1);
    auto y = x;
    transform.apply(y);
    QVERIFY(std::abs(squaredNorm(y) / squaredNorm(x) - 1) < 4e-7);
    transform.applyTransposed(y);
    for (std::size_t i = 0; i < x.size(); ++i)
        QVERIFY(std::abs(x[i] - y[i]) < 6e-6);
}

void TestHadamard::rotationIsUndone() {
    const Rotation rotation(std::make_shared<Hadamard>(576), randomSigns(3, "blocks.0.qkv", 576));
    const auto x = gaussian(576, 2);
    auto y = x;
    rotation.rotate(y);
    QVERIFY(y != x);
    rotation.rotateBack(y);
    for (std::size_t i = 0; i < x.size(); ++i)
        QVERIFY(std::abs(x[i] - y[i]) < 4e-6);
}

void TestHadamard::rotationKeepsProducts() {
    const Rotation rotation(std::make_shared<Hadamard>(160), randomSigns(3, "a", 160));
    auto weights = gaussian(160, 2);
    auto input = gaussian(160, 3);
    const double before = std::inner_product(weights.begin(), weights.end(), input.begin(), 0.0);
    rotation.rotate(weights);
    rotation.rotate(input);
    const double after = std::inner_product(weights.begin(), weights.end(), input.begin(), 0.0);
    QVERIFY(std::abs(before - after) < 8e-7);
}

void TestHadamard::signsAreReproducible() {
    QCOMPARE(randomSigns(7, "blocks.1.down", 20), randomSigns(7, "blocks.1.down", 20));
    QVERIFY(randomSigns(7, "blocks.1.down", 512) != randomSigns(8, "blocks.1.down", 512));
    QVERIFY(randomSigns(7, "blocks.1.down", 512) != randomSigns(7, "blocks.2.down", 512));
    QCOMPARE(randomSigns(7, "x", 20)[2] >> 4, 0); // padding bits are zero
}

void TestHadamard::rotatedOutlierSpreadsOut() {
    const Rotation rotation(std::make_shared<Hadamard>(576), randomSigns(0, "x", 576));
    std::vector<float> spike(576, 0.0f);
    spike[17] = 24;
    rotation.rotate(spike);
    for (const float value : spike)
        QVERIFY(std::abs(std::abs(value) - 1) < 3e-7);
}

QTEST_APPLESS_MAIN(TestHadamard)
#include "test_hadamard.moc"
