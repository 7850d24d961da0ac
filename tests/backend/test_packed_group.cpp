// Fused products and the rotation of their input.
#include "backend/cpu/kernel_timing.h"
#include "backend/cpu/packed_group.h"
#include "base/random.h"
#include "quantizer/palette.h"
#include "support/instruction_sets.h"

#include <QTest>

#include <cmath>
#include <memory>

using namespace fracbit;
using namespace fracbit::backend;
using quantizer::PackedLayer;
using quantizer::PackedLayerView;

namespace {

std::vector<float> gaussians(std::size_t size, std::uint64_t seed) {
    std::vector<float> values(size);
    fillGaussian(values, seed);
    return values;
}

rotation::Rotation rotationOf(std::int64_t size) {
    return {std::make_shared<rotation::Hadamard>(size), rotation::randomSigns(5, "input", size)};
}

double largestDifference(std::span<const float> a, std::span<const float> b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest =
            std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return largest;
}

} // namespace

class TestPackedGroup : public QObject {
    Q_OBJECT
private slots:
    void rotatesLikeTheReference_data() {
        QTest::addColumn<qint64>("size");
        // Powers of two, K x 2^p with long and short rows, block-diagonal, odd.
        for (const qint64 size : {1, 2, 4, 8, 16, 64, 4096, 36 * 16, 12 * 128, 28 * 512, 172 * 64,
                                  12, 24, 40, 28 * 2, 3 * 64, 96, 7 * 8, 5})
            QTest::addRow("%lld", size) << size;
        for (qint64 narrow = 1; narrow <= 64; ++narrow)
            QTest::addRow("narrow, %lld", narrow) << narrow;
    }
    void rotatesLikeTheReference() {
        QFETCH(qint64, size);
        const rotation::Rotation reference = rotationOf(size);
        const InputRotation rotation(reference);
        const auto x = gaussians(static_cast<std::size_t>(size), 1);
        auto expected = x;
        reference.rotate(expected);
        tests::forEachInstructionSet([&](const char* name) {
            std::vector<float> got(x.size());
            rotation.rotate(x, got);
            QVERIFY2(largestDifference(got, expected) < 1e-5, name);
            got = x;
            rotation.rotate(got, got); // in place
            QVERIFY2(largestDifference(got, expected) < 1e-5, name);
        });
    }

    // Half-TCQ of 576 columns changes its rate within a block: its input is laid out otherwise.
    void fusedSchemesMayDiffer() {
        const char* schemes[] = {"half-tcq-3.25", "ctcq-3.25", "nuq-4", "half-tcq-3.125"};
        std::vector<PackedLayer> layers;
        std::vector<PackedMatrix> matrices;
        for (const char* scheme : schemes) {
            const auto rows = static_cast<std::int64_t>(70 + 10 * layers.size());
            layers.push_back(randomLayer(quantizer::schemeFromName(scheme), {rows, 576}, 1));
            matrices.emplace_back(PackedLayerView(layers.back()), RunContext());
        }
        const rotation::Rotation rotation = rotationOf(576);
        const PackedGroup group(InputRotation(rotation), std::move(matrices));
        QCOMPARE(group.rows(), 70 + 80 + 90 + 100);
        const auto x = gaussians(2 * 576, 9);
        ThreadTeam team(2);
        ProductWorkspace workspace;
        for (const std::size_t count : {1, 2, 1}) {
            std::vector<float> out(count * 340);
            group.multiply(std::span(x).first(count * 576), static_cast<std::int64_t>(count), out,
                           team, workspace);
            for (std::size_t i = 0; i < count; ++i)
                checkOutput(layers, rotation, std::span(x).subspan(i * 576, 576),
                            std::span(out).subspan(i * 340, 340));
        }
    }

    void refusesDifferentWidths() {
        std::vector<PackedMatrix> matrices;
        for (const std::int64_t columns : {64, 128}) {
            const PackedLayer layer =
                randomLayer(quantizer::schemeFromName("nuq-2"), {64, columns}, 1);
            matrices.emplace_back(PackedLayerView(layer), RunContext());
        }
        QVERIFY_THROWS_EXCEPTION(Error, PackedGroup({}, std::move(matrices)));
    }

    void timesColdCalls() {
        ProductTimer timer(quantizer::schemeFromName("nuq-4"), {{64, 256}, {128, 256}}, {});
        const ProductTiming timing = timer.measure(1, 1, {}, 0.001);
        QCOMPARE(timing.weights, 192 * 256);
        QVERIFY(timing.seconds > 0 && timing.fastest <= timing.seconds);
        QVERIFY(timing.bytes >= 192 * 256 / 2);
        QVERIFY_THROWS_EXCEPTION(Error, ProductTimer(quantizer::schemeFromName("nuq-4"), {}, {}));
        QVERIFY_THROWS_EXCEPTION(
            Error, ProductTimer(quantizer::schemeFromName("nuq-4"), {{64, 64}, {64, 128}}, {}));
        QVERIFY(!productVariants(quantizer::schemeFromName("nuq-4")).empty());
    }

private:
    // Of integer kernels, relative to the sum of the terms' magnitudes: three times what was
    // measured.
    static constexpr double kTolerance = 4.5e-5;

    static void checkOutput(const std::vector<PackedLayer>& layers,
                            const rotation::Rotation& rotation, std::span<const float> x,
                            std::span<const float> out) {
        std::vector<float> rotated(x.begin(), x.end());
        rotation.rotate(rotated);
        std::size_t at = 0;
        for (const PackedLayer& layer : layers) {
            std::vector<float> weights(
                static_cast<std::size_t>(layer.shape.rows * layer.shape.columns));
            quantizer::LayerReader(PackedLayerView(layer)).readRows(0, layer.shape.rows, weights);
            for (std::size_t row = 0; row < static_cast<std::size_t>(layer.shape.rows); ++row) {
                double sum = 0;
                double magnitude = 0;
                for (std::size_t j = 0; j < rotated.size(); ++j) {
                    const double term = static_cast<double>(weights[row * rotated.size() + j]) *
                                        static_cast<double>(rotated[j]);
                    sum += term;
                    magnitude += std::abs(term);
                }
                QVERIFY(std::abs(static_cast<double>(out[at++]) - sum) < kTolerance * magnitude);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestPackedGroup)
#include "test_packed_group.moc"
