// Packed products against the slow, readable decoder, on every instruction set of this machine.
#include "backend/cpu/kernel_timing.h"
#include "backend/cpu/packed_matrix.h"
#include "base/random.h"
#include "quantizer/palette.h"
#include "support/instruction_sets.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::backend;
using quantizer::LayerShape;
using quantizer::PackedLayer;
using quantizer::PackedLayerView;
using quantizer::Scheme;

namespace {

const char* const kSchemes[] = {"nuq-2",
                                "nuq-3",
                                "nuq-4",
                                "nuq-5",
                                "nuq-6",
                                "nuq-7",
                                "nuq-8",
                                "uniform-3",
                                "uniform-8",
                                "vq-1.5",
                                "vq-2",
                                "vq-2.5",
                                "vq-3",
                                "vq-3.5",
                                "vq-4",
                                "vq-4.5",
                                "vq-5",
                                "vq-5.5",
                                "vq-6",
                                "tcq-1",
                                "tcq-1.5",
                                "tcq-2",
                                "tcq-3.5",
                                "tcq-4",
                                "tcq-4.5",
                                "tcq-5",
                                "half-tcq-1.25",
                                "half-tcq-3.25",
                                "half-tcq-4.75",
                                "half-tcq-1.00390625",
                                "half-tcq-3.375",
                                "ctcq-1",
                                "ctcq-2",
                                "ctcq-3",
                                "ctcq-4",
                                "ctcq-5",
                                "ctcq-6",
                                "ctcq-7",
                                "ctcq-8",
                                "ctcq-1.00390625",
                                "ctcq-1.125",
                                "ctcq-2.5",
                                "ctcq-3.25",
                                "ctcq-3.3125",
                                "ctcq-4.7109375",
                                "ctcq-7.99609375",
                                "ctcq14-1",
                                "ctcq14-4",
                                "ctcq14-8",
                                "ctcq14-1.00390625",
                                "ctcq14-3.25",
                                "ctcq14-7.99609375",
                                "pctcq-1",
                                "pctcq-3",
                                "pctcq-8",
                                "pctcq-3.25",
                                "pctcq-7.99609375",
                                "nf-2",
                                "nf-4",
                                "nf-8"};

// Whole blocks, less than one, rows that are no multiple of 16 or 64, panels beyond a block.
const LayerShape kShapes[] = {{64, 64}, {16, 16}, {1, 48}, {100, 144}, {130, 576}};

std::vector<float> gaussians(std::int64_t size, std::uint64_t seed) {
    std::vector<float> values(static_cast<std::size_t>(size));
    fillGaussian(values, seed);
    return values;
}

PackedLayer layerOf(Scheme scheme, LayerShape shape, std::uint64_t seed) {
    PackedLayer layer = randomLayer(scheme, shape, seed);
    Random random(seed);
    for (std::uint16_t& scale : layer.rowScales)
        scale = floatToHalf(static_cast<float>(0.01 + random.uniform()));
    return layer;
}

struct Product {
    std::vector<double> exact;
    std::vector<double> magnitude; // sum of |weight x|: what rounding errors are relative to
};

Product slowProduct(const PackedLayer& layer, std::span<const float> x) {
    const auto rows = layer.shape.rows;
    const auto columns = layer.shape.columns;
    std::vector<float> weights(static_cast<std::size_t>(rows * columns));
    quantizer::LayerReader(PackedLayerView(layer)).readRows(0, rows, weights);
    Product product;
    for (std::int64_t i = 0; i < rows; ++i) {
        double sum = 0;
        double magnitude = 0;
        for (std::int64_t j = 0; j < columns; ++j) {
            const double term =
                static_cast<double>(weights[static_cast<std::size_t>(i * columns + j)]) *
                static_cast<double>(x[static_cast<std::size_t>(j)]);
            sum += term;
            magnitude += std::abs(term);
        }
        product.exact.push_back(sum);
        product.magnitude.push_back(magnitude);
    }
    return product;
}

// Largest error of all outputs, relative to the magnitude of their terms.
double worstError(const Product& expected, std::span<const float> got) {
    double worst = 0;
    for (std::size_t i = 0; i < expected.exact.size(); ++i) {
        const double error = std::abs(static_cast<double>(got[i]) - expected.exact[i]);
        worst = std::max(worst, error / (expected.magnitude[i] + 1e-30));
        if (!std::isfinite(got[i]))
            return INFINITY;
    }
    return worst;
}

// A float32 sum of n terms in a few chains: a handful of roundings of 2^-24 each; three times what
// was measured.
constexpr double kTolerance = 4.5e-7;
// Inputs and weights of 15 bits: half a unit of the largest ones of 16 inputs and of a table, whose
// typical numbers are a third of them.
constexpr double kIntegerTolerance = 1.5e-4;

double tolerance(const PackedMatrix& matrix, std::int64_t count) {
    return matrix.inputLayout(count).integers ? kIntegerTolerance : kTolerance;
}

std::vector<float> multiplyAll(const PackedMatrix& matrix, std::span<const float> x,
                               std::int64_t count) {
    const auto shape = matrix.shape();
    MatrixInput input(shape.columns, matrix.inputLayout(count), count);
    for (std::int64_t i = 0; i < count; ++i)
        input.set(i, x.subspan(static_cast<std::size_t>(i * shape.columns),
                               static_cast<std::size_t>(shape.columns)));
    std::vector<float> out(static_cast<std::size_t>(count * shape.rows), NAN);
    for (std::int64_t block = 0; block < matrix.rowBlocks(); ++block)
        matrix.multiply(block, input, out, shape.rows);
    return out;
}

} // namespace

class TestPackedMatrix : public QObject {
    Q_OBJECT
private slots:
    void everySchemeAgreesWithTheDecoder_data() {
        QTest::addColumn<QString>("scheme");
        for (const char* scheme : kSchemes)
            QTest::newRow(scheme) << QString(scheme);
    }
    void everySchemeAgreesWithTheDecoder() {
        QFETCH(QString, scheme);
        const Scheme parsed = quantizer::schemeFromName(scheme.toStdString());
        tests::forEachInstructionSet([&](const char* name) {
            for (const LayerShape& shape : kShapes)
                checkShape(parsed, shape, name);
        });
    }

    void batchesAgreeWithTheDecoder_data() { everySchemeAgreesWithTheDecoder_data(); }
    void batchesAgreeWithTheDecoder() {
        QFETCH(QString, scheme);
        const Scheme parsed = quantizer::schemeFromName(scheme.toStdString());
        const PackedLayer layer = layerOf(parsed, {100, 144}, 3);
        const std::int64_t most = 43; // more than one batch, and not a multiple of anything
        const auto x = gaussians(most * layer.shape.columns, 4);
        tests::forEachInstructionSet([&](const char* name) {
            const PackedMatrix matrix(PackedLayerView(layer), {});
            for (const std::int64_t count : {2, 3, 8, 43}) {
                const auto got = multiplyAll(matrix, x, count);
                const std::int64_t last = count - 1;
                const Product expected = slowProduct(
                    layer, std::span(x).subspan(static_cast<std::size_t>(last * 144), 144));
                const double error = worstError(
                    expected, std::span(got).subspan(static_cast<std::size_t>(last * 100), 100));
                QVERIFY2(
                    error < tolerance(matrix, count),
                    qPrintable(QString("%1, %2 inputs: error %3").arg(name).arg(count).arg(error)));
            }
        });
    }

    void storesNoMoreBitsThanTheFile_data() {
        QTest::addColumn<QString>("scheme");
        for (const char* scheme : {"nuq-3", "vq-2.5", "tcq-3.5", "half-tcq-3.25", "ctcq-3.25",
                                   "ctcq-4", "uniform-4", "nf-4"})
            QTest::newRow(scheme) << QString(scheme);
    }
    void storesNoMoreBitsThanTheFile() {
        QFETCH(QString, scheme);
        const LayerShape shape{1024, 2048};
        const Scheme parsed = quantizer::schemeFromName(scheme.toStdString());
        const PackedLayer layer = randomLayer(parsed, shape, 1);
        const PackedMatrix matrix(PackedLayerView(layer), {});
        const std::size_t scales = static_cast<std::size_t>(shape.rows) * sizeof(float);
        const std::size_t tables = 1 << 15; // kernels' own form of table or places
        QVERIFY(matrix.bytes() <= layer.codes.size() + scales + tables);
        QVERIFY(matrix.bytes() >= layer.codes.size());
    }

    void threadsDoNotMatter() {
        const PackedLayer layer = layerOf(quantizer::schemeFromName("ctcq-3.25"), {300, 576}, 1);
        RunContext two;
        two.threads = 2;
        std::vector<PackedMatrix> one{PackedMatrix(PackedLayerView(layer), {})};
        std::vector<PackedMatrix> other{PackedMatrix(PackedLayerView(layer), two)};
        const PackedGroup first({}, std::move(one));
        const PackedGroup second({}, std::move(other));
        const auto x = gaussians(5 * 576, 2);
        ProductWorkspace workspace;
        for (const std::int64_t count : {1, 5}) {
            std::vector<float> alone(static_cast<std::size_t>(300 * count));
            std::vector<float> shared(alone.size());
            ThreadTeam lone(1);
            ThreadTeam team(4);
            const auto input = std::span(x).first(static_cast<std::size_t>(576 * count));
            first.multiply(input, count, alone, lone, workspace);
            second.multiply(input, count, shared, team, workspace);
            QCOMPARE(shared, alone);
        }
    }

    void refusesWrongSizes() {
        PackedLayer layer = randomLayer(quantizer::schemeFromName("nuq-4"), {64, 64}, 1);
        layer.codes.pop_back();
        QVERIFY_THROWS_EXCEPTION(Error, PackedMatrix(PackedLayerView(layer), RunContext()));
        layer = randomLayer(quantizer::schemeFromName("tcq-3"), {64, 64}, 1);
        layer.codebook.table.pop_back();
        QVERIFY_THROWS_EXCEPTION(Error, PackedMatrix(PackedLayerView(layer), RunContext()));
    }

    void refusesTablesThatAreNotFinite() {
        for (const char* scheme : {"nuq-4", "vq-3", "tcq-3", "pctcq-4", "uniform-4"}) {
            PackedLayer layer = randomLayer(quantizer::schemeFromName(scheme), {64, 64}, 1);
            for (const float bad : {INFINITY, NAN}) {
                layer.codebook.table.back() = floatToHalf(bad);
                QVERIFY_THROWS_EXCEPTION(Error, PackedMatrix(PackedLayerView(layer), RunContext()));
            }
        }
        PackedLayer layer = randomLayer(quantizer::schemeFromName("ctcq-4"), {64, 64}, 1);
        layer.codebook.scale = INFINITY;
        QVERIFY_THROWS_EXCEPTION(Error, PackedMatrix(PackedLayerView(layer), RunContext()));
    }

    // An input that is not finite must show in the output of every row.
    void badInputsShow() {
        for (const char* scheme : {"nuq-4", "vq-3", "tcq-3", "ctcq-4", "pctcq-4"}) {
            const PackedLayer layer = randomLayer(quantizer::schemeFromName(scheme), {64, 128}, 1);
            auto x = gaussians(128, 2);
            x[77] = INFINITY;
            tests::forEachInstructionSet([&](const char* name) {
                const PackedMatrix matrix(PackedLayerView(layer), {});
                for (const float value : multiplyAll(matrix, x, 1))
                    QVERIFY2(!std::isfinite(value), name);
            });
        }
    }

private:
    static void checkShape(Scheme scheme, LayerShape shape, const char* instructionSet) {
        const PackedLayer layer = layerOf(scheme, shape, 7);
        const auto x = gaussians(shape.columns, 8);
        const PackedMatrix matrix(PackedLayerView(layer), {});
        const double error = worstError(slowProduct(layer, x), multiplyAll(matrix, x, 1));
        QVERIFY2(error < tolerance(matrix, 1), qPrintable(QString("%1, %2x%3: error %4")
                                                              .arg(instructionSet)
                                                              .arg(shape.rows)
                                                              .arg(shape.columns)
                                                              .arg(error)));
    }
};

QTEST_APPLESS_MAIN(TestPackedMatrix)
#include "test_packed_matrix.moc"
