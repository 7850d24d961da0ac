// Layers narrower than what codes and kernels come in: every width of 1 to 64, less than a tile of
// 16, a group or block of 64, or both rates of a mixture. Quantized, decoded, multiplied.
#include "backend/cpu/packed_matrix.h"
#include "backend/slow_product.h"
#include "base/random.h"
#include "quantizer/feedback/feedback_quantizer.h"
#include "quantizer/palette.h"
#include "support/instruction_sets.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::backend;
using namespace fracbit::quantizer;

namespace {

const char* const kSchemes[] = {"nuq-2",          "nuq-5",
                                "nuq-8",          "uniform-3",
                                "uniform-8",      "nf-2",
                                "nf-5",           "vq-1.5",
                                "vq-3.5",         "vq-6",
                                "tcq-1",          "tcq-3.5",
                                "tcq-5",          "half-tcq-1.00390625",
                                "half-tcq-1.25",  "half-tcq-3.25",
                                "half-tcq-3.375", "half-tcq-4.99609375",
                                "ctcq-1",         "ctcq-3.2578125",
                                "ctcq-8",         "ctcq14-1.00390625",
                                "ctcq14-4",       "pctcq-1.25",
                                "pctcq-4",        "pctcq-7.99609375"};

constexpr std::int64_t kMostColumns = 64;

// Heights take turns: all of them meet widths of every kind.
LayerShape shapeOf(std::int64_t columns) {
    constexpr std::int64_t kHeights[] = {1, 16, 40, 17, 33, 2, 31};
    return {kHeights[static_cast<std::size_t>(columns) % std::size(kHeights)], columns};
}

// Rows of different sizes.
Tensor weightsOf(LayerShape shape) {
    Tensor weights({shape.rows, shape.columns});
    fillGaussian(weights.values, static_cast<std::uint64_t>(100 * shape.rows + shape.columns));
    for (std::int64_t i = 0; i < shape.rows; ++i)
        for (float& value : weights.row(i))
            value *= 0.1f * static_cast<float>(1 + i % 5);
    return weights;
}

// Neighbours are alike.
Tensor momentsOf(std::int64_t width) {
    Tensor moments({width, width});
    for (std::int64_t i = 0; i < width; ++i)
        for (std::int64_t j = 0; j < width; ++j)
            moments.row(i)[static_cast<std::size_t>(j)] =
                static_cast<float>(std::pow(0.8, std::abs(i - j)));
    return moments;
}

struct Quantized {
    PackedLayer layer;
    LayerError error;
};

Quantized quantizedPlainly(Scheme scheme, LayerShape shape) {
    Tensor weights = weightsOf(shape);
    LayerError error;
    PackedLayer layer = quantizeRotated(weights, scheme, "narrow", RunContext{}, error);
    return {std::move(layer), error};
}

Quantized quantizedWithFeedback(Scheme scheme, LayerShape shape) {
    Tensor weights = weightsOf(shape);
    const auto factor = FeedbackFactor::make([&] { return momentsOf(shape.columns); },
                                             kFeedbackDamping, RunContext{})
                            .value();
    FeedbackError error;
    PackedLayer layer =
        quantizeWithFeedback(weights, scheme, "narrow", factor, {}, RunContext{}, error);
    return {std::move(layer), error.weights};
}

std::vector<float> decoded(const PackedLayer& layer) {
    const auto size = static_cast<std::size_t>(layer.shape.rows * layer.shape.columns);
    std::vector<float> values(size, NAN);
    LayerReader(PackedLayerView(layer)).readRows(0, layer.shape.rows, values);
    return values;
}

// What single products may err by: kernels round the numbers of a code relative to its largest,
// four standard deviations and more, however small those are that meet an input.
double largestTerms(const PackedLayer& layer, std::size_t row, std::span<const float> x) {
    constexpr double kLargestLevel = 4;
    double sum = 0;
    for (const float value : x)
        sum += std::abs(static_cast<double>(value));
    return kLargestLevel * sum * static_cast<double>(halfToFloat(layer.rowScales[row]));
}

QString text(LayerShape shape) {
    return QString("%1x%2").arg(shape.rows).arg(shape.columns);
}

} // namespace

class TestNarrowLayers : public QObject {
    Q_OBJECT
private slots:
    void everyWidth_data() {
        QTest::addColumn<QString>("scheme");
        for (const char* scheme : kSchemes)
            QTest::newRow(scheme) << QString(scheme);
    }
    void everyWidth() {
        QFETCH(QString, scheme);
        const Scheme parsed = schemeFromName(scheme.toStdString());
        for (std::int64_t columns = 1; columns <= kMostColumns; ++columns) {
            const LayerShape shape = shapeOf(columns);
            for (const Quantized& quantized :
                 {quantizedPlainly(parsed, shape), quantizedWithFeedback(parsed, shape)}) {
                checkSizes(quantized.layer);
                checkDecoded(quantized);
                checkProducts(quantized.layer);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

private:
    static void checkSizes(const PackedLayer& layer) {
        QCOMPARE(layer.codes.size() + 2 * layer.codebook.table.size(),
                 layerBytes(layer.scheme, layer.shape));
        QCOMPARE(std::ssize(layer.rowScales), layer.shape.rows);
    }

    static void checkDecoded(const Quantized& quantized) {
        const LayerShape shape = quantized.layer.shape;
        const auto values = decoded(quantized.layer);
        const Tensor weights = weightsOf(shape);
        double squares = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            squares += std::pow(static_cast<double>(values[i]) - weights.values[i], 2);
        const LayerError& error = quantized.error;
        QVERIFY2(std::abs(squares - error.squaredError) <
                     1e-3 * error.squaredError + 1e-6 * error.squaredNorm,
                 qPrintable(QString("%1: error %2, not %3")
                                .arg(text(shape))
                                .arg(squares)
                                .arg(error.squaredError)));
        const LayerReader reader{PackedLayerView(quantized.layer)};
        std::vector<float> row(static_cast<std::size_t>(shape.columns));
        for (std::int64_t i = 0; i < shape.rows; ++i) {
            reader.readRows(i, i + 1, row);
            QVERIFY(std::ranges::equal(
                row, std::span(values).subspan(static_cast<std::size_t>(i * shape.columns),
                                               static_cast<std::size_t>(shape.columns))));
        }
    }

    static void checkProducts(const PackedLayer& layer) {
        constexpr std::int64_t kInputs = 3;
        const auto width = static_cast<std::size_t>(layer.shape.columns);
        std::vector<float> x(kInputs * width);
        fillGaussian(x, width);
        std::vector<tests::Product> expected;
        for (std::size_t i = 0; i < kInputs; ++i)
            expected.push_back(tests::slowProduct(layer, std::span(x).subspan(i * width, width)));
        tests::forEachInstructionSet([&](const char* name) {
            const PackedMatrix matrix(PackedLayerView(layer), {});
            for (const std::int64_t count : {std::int64_t{1}, kInputs}) {
                const auto got = tests::multiplyAll(matrix, x, count);
                for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
                    checkProduct(layer, std::span(x).subspan(i * width, width), expected[i],
                                 std::span(got).subspan(i * layer.rowScales.size()),
                                 tests::tolerance(matrix, count), name);
            }
        });
    }

    static void checkProduct(const PackedLayer& layer, std::span<const float> x,
                             const tests::Product& expected, std::span<const float> got,
                             double tolerance, const char* instructionSet) {
        for (std::size_t row = 0; row < layer.rowScales.size(); ++row) {
            const double error = std::abs(static_cast<double>(got[row]) - expected.exact[row]);
            // Also false for what is not a number.
            const bool close = error <= tolerance * largestTerms(layer, row, x);
            QVERIFY2(close, qPrintable(QString("%1, %2, row %3: error %4")
                                           .arg(instructionSet, text(layer.shape))
                                           .arg(row)
                                           .arg(error)));
        }
    }
};

QTEST_APPLESS_MAIN(TestNarrowLayers)
#include "test_narrow_layers.moc"
